import type { ChangeRules } from './change-rules.js'
import type { FieldValues } from './field-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { userError, validationError, type OdooError } from './odoo-error.js'
import { textOf, type OdooRow } from './store.js'

const postedText =
  "You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it."
const sequenceText =
  'You cannot delete this entry, as it has already consumed a sequence number and is not the last one in the chain. You should probably revert it instead.'
const orderText = 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.'
const adminText =
  'You cannot delete the admin user because it is utilized in various places (such as security configurations,...). Instead, archive it.'

/** What the server refuses to delete, in its own words, and in the order in which it looks. */
export class DeletionRules {
  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
    private readonly values: FieldValues,
    private readonly changes: ChangeRules,
  ) {}

  beforeUnlink(model: ModelDefinition, rows: readonly OdooRow[]): void {
    for (const row of rows) {
      this.checks[model.name]?.(row)
    }
  }

  /** The refusal when a stored reference with `restrict` still points at one of the rows. */
  restriction(model: ModelDefinition, field: FieldDefinition): OdooError {
    if (this.database.profile.version < 19) {
      return validationError(
        `The operation cannot be completed: another model requires the record being deleted. If possible, archive it instead.\n\nModel: ${model.title} (${model.name})\nConstraint: ${model.name.replaceAll('.', '_')}_${field.name}_fkey\n`,
      )
    }
    return validationError(
      `The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: '${model.title}' (${model.name})\nThanks to the following constraint: '${field.label}' (${field.name})\nHow about archiving the record instead?`,
    )
  }

  private readonly checks: Readonly<Record<string, (row: OdooRow) => void>> = {
    'res.partner': (row) => this.checkPartner(row),
    'account.move': (row) => this.checkMove(row),
    'sale.order': (row) => refuseIf(!['draft', 'cancel'].includes(String(row['state'])), orderText),
    'res.users': (row) => refuseIf(row['login'] === 'admin', adminText),
    'mail.message': (row) => refuseIf(this.isAuditedNote(row), this.auditText()),
    'mail.tracking.value': (row) =>
      refuseIf(this.isAuditedNote(this.values.linked(row, 'mail_message_id', 'mail.message')), this.auditText()),
  }

  private checkPartner(row: OdooRow): void {
    this.changes.refuseWhileUserIsActive(row.id, 'delete')
    const moves = this.values.rowsPointingAt('account.move', 'partner_id', row.id)
    refuseIf(moves.length > 0 && this.isAudited(), this.auditText())
    refuseIf(
      moves.some((move) => ['draft', 'posted'].includes(String(move['state']))),
      'The partner cannot be deleted because it is used in Accounting',
    )
  }

  private checkMove(row: OdooRow): void {
    refuseIf(row['state'] === 'posted', postedText)
    refuseIf(row['posted_before'] === true && this.isAudited(), this.auditText())
    const isManager = this.session.superuser || this.session.groups.has('accounting')
    const hasLater = this.values.count('account.move', (other) => textOf(other['name']) > textOf(row['name'])) > 0
    refuseIf(row['posted_before'] === true && hasLater && !isManager, sequenceText)
  }

  /** The server's own notes on entries and on those who are named in them; what people wrote is not protected. */
  private isAuditedNote(message: OdooRow | undefined): boolean {
    if (message?.['message_type'] !== 'notification' || !this.isAudited()) {
      return false
    }
    const isOnPartner = message['model'] === 'res.partner'
    return (
      message['model'] === 'account.move' ||
      (isOnPartner && this.values.rowsPointingAt('account.move', 'partner_id', Number(message['res_id'])).length > 0)
    )
  }

  private isAudited(): boolean {
    return (
      this.values.count('res.company', (company) => Boolean(company['restrictive_audit_trail'] || company['check_account_audit_trail'])) > 0
    )
  }

  private auditText(): string {
    const trail = this.database.profile.version >= 19 ? 'a restricted audit trail' : 'the audit trail'
    return `You cannot remove parts of ${trail}. Archive the record instead.`
  }
}

function refuseIf(refused: boolean, text: string): void {
  if (refused) {
    throw userError(text)
  }
}
