import type { FieldValues } from './field-values.js'
import type { ModelDefinition } from './model-definition.js'
import { isBelgianVat, normalisedEmail } from './normalised-values.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { redirectToUser, userError, validationError, type OdooError } from './odoo-error.js'
import type { OdooRow, OdooValues } from './store.js'

const guardedOnPosted = [
  'partner_id',
  'invoice_date',
  'date',
  'name',
  'journal_id',
  'currency_id',
  'invoice_line_ids',
  'line_ids',
  'move_type',
]

/** What the server refuses when a record is created or changed. */
export class ChangeRules {
  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
    private readonly values: FieldValues,
  ) {}

  beforeWrite(model: ModelDefinition, row: OdooRow, values: OdooValues): void {
    if (model.name === 'res.partner' && values['active'] === false) {
      this.refuseWhileUserIsActive(row.id, 'archive')
    }
    if (model.name === 'account.move' && row['state'] === 'posted' && this.database.profile.guardsPostedMoves) {
      refusePosted(row, values)
    }
    if (model.name === 'payment.token' && values['active'] === true && row['active'] === false) {
      throw userError('A token cannot be unarchived once it has been archived.')
    }
  }

  /** Checks a record as it stands after the change. */
  afterChange(model: ModelDefinition, row: OdooRow, written: OdooValues): void {
    if (model.name === 'res.partner') {
      this.checkPartner(row, written)
    }
    if (model.name === 'res.users' && 'login' in written) {
      this.checkLogin(row)
    }
    if (model.name === 'mail.blacklist' && normalisedEmail(row['email']) === false) {
      throw userError(`Invalid email address “${String(row['email'])}”`)
    }
    this.checkRequired(model, row)
  }

  /** A contact with an active user can be neither archived nor deleted. */
  refuseWhileUserIsActive(partnerId: number, verb: 'archive' | 'delete'): void {
    const users = this.values.rowsPointingAt('res.users', 'partner_id', partnerId).filter((user) => user['active'] === true)
    const [first] = users
    if (first === undefined) {
      return
    }
    const names = users.map((user) => this.values.displayName('res.users', user.id)).join(', ')
    const advice =
      verb === 'archive'
        ? 'You first need to archive their associated user.'
        : 'You should rather archive them after archiving their associated user.'
    const text = `You cannot ${verb} contacts linked to an active user.\n${advice}\n\nLinked active users : ${names}`
    throw this.session.superuser || this.session.groups.has('system') ? redirectToUser(text, first.id) : validationError(text)
  }

  private checkPartner(row: OdooRow, written: OdooValues): void {
    if ((row['name'] ?? false) === false && (row['type'] ?? 'contact') === 'contact') {
      throw validationError('The operation cannot be completed: Contacts require a name')
    }
    const vat = written['vat']
    if (typeof vat === 'string' && vat !== '' && this.isBelgian(row, vat) && !isBelgianVat(vat)) {
      throw this.vatRefusal(row, vat)
    }
  }

  private isBelgian(row: OdooRow, vat: string): boolean {
    return vat.toUpperCase().startsWith('BE') || this.values.linked(row, 'country_id', 'res.country')?.['code'] === 'BE'
  }

  private vatRefusal(row: OdooRow, vat: string): OdooError {
    const shown = this.database.profile.version >= 19 ? vat.replace(/^BE/i, '') : vat
    const gap = this.database.profile.version >= 19 ? '  ' : ' '
    return validationError(
      `\nThe VAT number [${shown}] for partner [${String(row['name'])}] does not seem to be valid.${gap}\nNote: the expected format is BE0477472701`,
    )
  }

  private checkLogin(row: OdooRow): void {
    if (this.values.count('res.users', (other) => other['login'] === row['login'] && other.id !== row.id) > 0) {
      throw validationError('You can not have two users with the same login!')
    }
  }

  private checkRequired(model: ModelDefinition, row: OdooRow): void {
    for (const field of model.fields.values()) {
      const value = row[field.name] ?? false
      if (field.required && field.stored && (value === false || value === '') && field.type !== 'boolean') {
        throw validationError(
          `The operation cannot be completed: Missing required value for the field '${field.label}' (${field.name}).\nModel: '${model.title}' (${model.name})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n`,
        )
      }
    }
  }
}

function refusePosted(row: OdooRow, values: OdooValues): void {
  const touched = Object.keys(values).filter((name) => guardedOnPosted.includes(name) && values[name] !== row[name])
  if (touched.length > 0) {
    throw userError(`You cannot modify the following readonly fields on a posted move: ${touched.join(', ')}`)
  }
}
