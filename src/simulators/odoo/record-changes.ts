import type { Operation } from './access-barriers.js'
import { maySeeRow, requireModelAccess, rowRefusal } from './access-rights.js'
import { ChangeLog } from './change-log.js'
import { ChangeRules } from './change-rules.js'
import { CompanionRecords } from './companion-records.js'
import { defaultsFor } from './default-values.js'
import { DeletionRules } from './deletion-rules.js'
import { DerivedValues } from './derived-values.js'
import type { FieldValues } from './field-values.js'
import { LinkCommands, type InnerChanges } from './link-commands.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import { normalisedEmail } from './normalised-values.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { missingError } from './odoo-error.js'
import { RowDeletion } from './row-deletion.js'
import { RowWriter } from './row-writer.js'
import type { OdooRow, OdooValues } from './store.js'
import { acceptValues } from './written-values.js'

const many = ['one2many', 'many2many']

/** The writing half of the ORM, for one session. Each call is all or nothing. */
export class RecordChanges {
  private readonly writer: RowWriter
  private readonly log: ChangeLog
  private readonly derived: DerivedValues
  private readonly rules: ChangeRules
  private readonly deletionRules: DeletionRules
  private readonly deletion: RowDeletion
  private readonly links: LinkCommands
  private readonly companions: CompanionRecords

  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
    values: FieldValues,
  ) {
    const inner: InnerChanges = {
      create: (model, created) => this.createOne(model, created),
      write: (model, id, written) => this.writeInternally(model, id, written),
      unlink: (model, id) => void this.unlink(model, [id]),
    }
    this.writer = new RowWriter(database, session.uid)
    this.log = new ChangeLog(database, session, values, this.writer)
    this.derived = new DerivedValues(database, values, this.writer)
    this.rules = new ChangeRules(database, session, values)
    this.deletionRules = new DeletionRules(database, session, values, this.rules)
    this.deletion = new RowDeletion(database, this.deletionRules, this.derived)
    this.links = new LinkCommands(database, this.writer, inner)
    this.companions = new CompanionRecords(database, inner)
  }

  create(model: ModelDefinition, list: readonly OdooValues[]): readonly number[] {
    requireModelAccess(this.database, this.session, model, 'create')
    return this.database.store.transaction(() => list.map((values) => this.createOne(model, values)))
  }

  write(model: ModelDefinition, ids: readonly number[], values: OdooValues): true {
    this.requireWriteAccess(model, values)
    return this.database.store.transaction(() => {
      const rows = this.existing(model, ids, 'write')
      const written = acceptValues(this.database, model, values, this.session.uid)
      rows.forEach((row) => this.rules.beforeWrite(model, row, written))
      const before = this.log.before(model, ids)
      rows.forEach((row) => this.apply(model, row.id, written))
      rows.forEach((row) => this.checkAfter(model, row.id, written))
      rows.forEach((row) => this.companions.afterWrite(model, row.id, written))
      rows.forEach((row) => this.companions.keepHistory(model, row, written))
      this.log.after(model, before)
      return true
    })
  }

  unlink(model: ModelDefinition, ids: readonly number[]): true {
    requireModelAccess(this.database, this.session, model, 'unlink')
    return this.database.store.transaction(() => {
      this.deletionRules.beforeUnlink(model, this.existing(model, ids, 'unlink'))
      if (model.name === 'res.partner') {
        this.deletion.dropDraftOrders(ids)
      }
      this.deletion.delete(model, ids)
      return true
    })
  }

  private createOne(model: ModelDefinition, values: OdooValues): number {
    const upserted = model.name === 'mail.blacklist' ? this.upsertBlacklist(values) : null
    if (upserted !== null) {
      return upserted
    }
    const accepted = acceptValues(this.database, model, this.companions.beforeCreate(model, values), this.session.uid)
    const written = defaultsFor(this.database, this.session, model, accepted)
    const id = this.writer.insert(model.name, plainValues(model, written))
    this.companions.onInsert(model, id)
    this.applyLinked(model, id, written)
    this.derived.settle(model.name, id, written)
    this.checkAfter(model, id, written)
    this.log.created(model, id)
    this.companions.afterCreate(model, id, written)
    return id
  }

  private apply(model: ModelDefinition, id: number, written: OdooValues): void {
    this.writer.update(model.name, id, plainValues(model, written))
    this.applyLinked(model, id, written)
    this.derived.settle(model.name, id, written)
  }

  /** The values that stand in other rows: behind a link, or in a list of links. */
  private applyLinked(model: ModelDefinition, id: number, written: OdooValues): void {
    for (const [name, value] of Object.entries(written)) {
      const field = model.fields.get(name)
      if (field?.related !== undefined) {
        this.writeThrough(model, id, field, value)
      } else if (field !== undefined && many.includes(field.type)) {
        this.links.apply(model, id, field, value)
      }
    }
  }

  private writeThrough(model: ModelDefinition, id: number, field: FieldDefinition, value: unknown): void {
    const [linkName, targetName] = field.related ?? ['', '']
    const target = this.database.registry.find(model.fields.get(linkName)?.relation ?? '')
    const linked = this.database.store.get(model.name, id)?.[linkName]
    if (target !== undefined && typeof linked === 'number' && !field.readonly) {
      this.writeInternally(target, linked, { [targetName]: value })
    }
  }

  private writeInternally(model: ModelDefinition, id: number, values: OdooValues): void {
    const before = this.log.before(model, [id])
    const written = acceptValues(this.database, model, values, this.session.uid)
    this.apply(model, id, written)
    this.checkAfter(model, id, written)
    this.log.after(model, before)
  }

  private checkAfter(model: ModelDefinition, id: number, written: OdooValues): void {
    const row = this.database.store.get(model.name, id)
    if (row !== undefined) {
      this.rules.afterChange(model, row, written)
    }
  }

  /** An address that is on the suppression list already is not listed twice. */
  private upsertBlacklist(values: OdooValues): number | null {
    const email = normalisedEmail(values['email'])
    const found = [...this.database.store.rows('mail.blacklist')].find((row) => row['email'] === email)
    if (found !== undefined) {
      this.writer.refresh('mail.blacklist', found, { active: true })
    }
    return found?.id ?? null
  }

  /** From 19 a renaming touches the bank accounts, and their right is asked first. */
  private requireWriteAccess(model: ModelDefinition, values: OdooValues): void {
    const accounts = this.database.registry.find('res.partner.bank')
    if (model.name === 'res.partner' && 'name' in values && this.database.profile.version >= 19 && accounts !== undefined) {
      requireModelAccess(this.database, this.session, accounts, 'write')
    }
    requireModelAccess(this.database, this.session, model, 'write')
  }

  private existing(model: ModelDefinition, ids: readonly number[], operation: Operation): readonly OdooRow[] {
    const missing = ids.filter((id) => this.database.store.get(model.name, id) === undefined)
    if (missing.length > 0) {
      throw missingError(model.name, missing, this.session.uid)
    }
    const rows = ids.flatMap((id) => this.database.store.get(model.name, id) ?? [])
    if (!rows.every((row) => maySeeRow(this.database, this.session, model.name, row))) {
      throw rowRefusal(this.database, this.session, model, operation)
    }
    return rows
  }
}

/** The values that stand in the row itself; addresses on the suppression list are kept normalised. */
function plainValues(model: ModelDefinition, written: OdooValues): OdooValues {
  const plain = Object.fromEntries(Object.entries(written).filter(([name]) => isPlain(model.fields.get(name))))
  return model.name === 'mail.blacklist' && 'email' in plain
    ? { ...plain, email: normalisedEmail(plain['email']) || plain['email'] }
    : plain
}

function isPlain(field: FieldDefinition | undefined): boolean {
  return field !== undefined && field.stored && !many.includes(field.type)
}
