import { maySeeRow, requireModelAccess, rowRefusal } from './access-rights.js'
import type { Operation } from './access-barriers.js'
import { ChangeLog } from './change-log.js'
import { ChangeRules } from './change-rules.js'
import { defaultsFor } from './default-values.js'
import { DeletionRules } from './deletion-rules.js'
import { DerivedValues } from './derived-values.js'
import type { FieldValues } from './field-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import { normalisedEmail } from './normalised-values.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { missingError } from './odoo-error.js'
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
  private readonly deletions: DeletionRules

  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
    values: FieldValues,
  ) {
    this.writer = new RowWriter(database, session.uid)
    this.log = new ChangeLog(database, session, values, this.writer)
    this.derived = new DerivedValues(database, values, this.writer)
    this.rules = new ChangeRules(database, session, values)
    this.deletions = new DeletionRules(database, session, values, this.rules)
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
      this.log.after(model, before)
      return true
    })
  }

  unlink(model: ModelDefinition, ids: readonly number[]): true {
    requireModelAccess(this.database, this.session, model, 'unlink')
    return this.database.store.transaction(() => {
      const rows = this.existing(model, ids, 'unlink')
      this.deletions.beforeUnlink(model, rows)
      this.dropDraftOrders(model, ids)
      this.deleteRows(model, ids)
      return true
    })
  }

  private createOne(model: ModelDefinition, values: OdooValues): number {
    const upserted = model.name === 'mail.blacklist' ? this.upsertBlacklist(values) : null
    if (upserted !== null) {
      return upserted
    }
    const accepted = acceptValues(this.database, model, this.withContact(model, values), this.session.uid)
    const written = defaultsFor(this.database, this.session, model, accepted)
    const stored = Object.entries(written).filter(([name]) => isPlain(model.fields.get(name)))
    const id = this.writer.insert(model.name, Object.fromEntries(stored))
    this.apply(model, id, written)
    this.checkAfter(model, id, written)
    this.log.created(model, id)
    this.inviteAttendees(model, id, written)
    return id
  }

  private apply(model: ModelDefinition, id: number, written: OdooValues): void {
    const plain: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(written)) {
      const field = model.fields.get(name)
      if (field?.related !== undefined) {
        this.writeThrough(model, id, field, value)
      } else if (field !== undefined && many.includes(field.type)) {
        this.link(model, id, field, value)
      } else if (isPlain(field)) {
        plain[name] = value
      }
    }
    this.writer.update(model.name, id, this.adjusted(model, plain))
    this.derived.settle(model.name, id, written)
    this.carryEmailToPartner(model, id, written)
  }

  /** Addresses on the suppression list are kept normalised. */
  private adjusted(model: ModelDefinition, values: OdooValues): OdooValues {
    return model.name === 'mail.blacklist' && 'email' in values
      ? { ...values, email: normalisedEmail(values['email']) || values['email'] }
      : values
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
    this.apply(model, id, acceptValues(this.database, model, values, this.session.uid))
    this.log.after(model, before)
  }

  /** Carries out x2many commands; a plain list of ids replaces the links. */
  private link(model: ModelDefinition, id: number, field: FieldDefinition, value: unknown): void {
    const items = Array.isArray(value) ? value : []
    const commands = items.every((item) => typeof item === 'number') ? [[6, 0, items]] : items
    const relation = this.database.registry.find(field.relation ?? '')
    for (const command of relation === undefined ? [] : commands) {
      this.execute(model, id, field, relation as ModelDefinition, command)
    }
  }

  // oxlint-disable-next-line max-params -- one command is carried out on one field of one record of one model
  private execute(
    model: ModelDefinition,
    id: number,
    field: FieldDefinition,
    relation: ModelDefinition,
    command: readonly unknown[],
  ): void {
    const [code, target, payload] = command
    const linked = field.type === 'many2many' ? ((this.database.store.get(model.name, id)?.[field.name] ?? []) as readonly number[]) : null
    const relink = (ids: readonly number[]): void => this.writer.update(model.name, id, { [field.name]: [...new Set(ids)] })
    const inverse = linked === null ? { [field.inverse ?? '']: id } : {}
    if (code === 0) {
      const created = this.createOne(relation, { ...(payload as OdooValues), ...inverse })
      return linked === null ? undefined : relink([...linked, created])
    }
    if (code === 1) {
      return void this.write(relation, [Number(target)], payload as OdooValues)
    }
    if (code === 2) {
      return void this.unlink(relation, [Number(target)])
    }
    if (linked === null) {
      return this.relinkChildren(relation, field, id, command)
    }
    relink(relinked(linked, command))
  }

  private relinkChildren(relation: ModelDefinition, field: FieldDefinition, id: number, [code, target, payload]: readonly unknown[]): void {
    const inverse = field.inverse ?? ''
    const current = this.database.store.referencing(relation.name, inverse, id)
    const next = relinked(current, [code, target, payload])
    const released = current.filter((child) => !next.includes(child))
    released.forEach((child) => this.writeInternally(relation, child, { [inverse]: false }))
    next.filter((child) => !current.includes(child)).forEach((child) => this.writeInternally(relation, child, { [inverse]: id }))
  }

  private checkAfter(model: ModelDefinition, id: number, written: OdooValues): void {
    const row = this.database.store.get(model.name, id)
    if (row !== undefined) {
      this.rules.afterChange(model, row, written)
    }
  }

  /** A user without contact gets one; the name and address stand there. */
  private withContact(model: ModelDefinition, values: OdooValues): OdooValues {
    const partner = this.database.registry.find('res.partner')
    if (model.name !== 'res.users' || values['partner_id'] !== undefined || partner === undefined) {
      return values
    }
    return { ...values, partner_id: this.createOne(partner, { name: values['name'], email: values['email'] ?? values['login'] }) }
  }

  private upsertBlacklist(values: OdooValues): number | null {
    const email = normalisedEmail(values['email'])
    const found = [...this.database.store.rows('mail.blacklist')].find((row) => row['email'] === email)
    if (found !== undefined) {
      this.writer.refresh('mail.blacklist', found, { active: true })
    }
    return found?.id ?? null
  }

  private inviteAttendees(model: ModelDefinition, id: number, written: OdooValues): void {
    const attendees = this.database.registry.find('calendar.attendee')
    if (model.name === 'calendar.event' && attendees !== undefined) {
      const invited = (this.database.store.get(model.name, id)?.['partner_ids'] ?? []) as readonly number[]
      const given = Array.isArray(written['attendee_ids']) && written['attendee_ids'].length > 0
      invited.filter(() => !given).forEach((partner) => this.createOne(attendees, { event_id: id, partner_id: partner }))
    }
  }

  private carryEmailToPartner(model: ModelDefinition, id: number, written: OdooValues): void {
    const partner = this.database.registry.find('res.partner')
    const row = this.database.store.get(model.name, id)
    const linked = row?.['partner_id']
    if (
      model.name === 'crm.lead' &&
      'email_from' in written &&
      !('partner_id' in written) &&
      partner !== undefined &&
      typeof linked === 'number'
    ) {
      this.writeInternally(partner, linked, { email: written['email_from'] })
    }
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

  private dropDraftOrders(model: ModelDefinition, ids: readonly number[]): void {
    const orders = this.database.registry.find('sale.order')
    if (model.name === 'res.partner' && orders !== undefined && this.database.profile.deletesDraftOrders) {
      const rows = ids.flatMap((id) => this.database.store.referencing('sale.order', 'partner_id', id))
      const dropped = rows.filter((id) => ['draft', 'cancel'].includes(String(this.database.store.get('sale.order', id)?.['state'])))
      this.deleteRows(orders, dropped)
    }
  }

  private deleteRows(model: ModelDefinition, ids: readonly number[]): void {
    const references = this.database.registry.pointingAt(model.name)
    for (const { model: source, field } of references.filter((reference) => reference.field.ondelete === 'restrict')) {
      if (this.referring(source, field, ids).some((id) => source.name !== model.name || !ids.includes(id))) {
        throw this.deletions.restriction(source, field)
      }
    }
    for (const { model: source, field } of references) {
      this.release(source, field, this.referring(source, field, ids))
    }
    ids.forEach((id) => this.removeWithAttachments(model, id))
  }

  private referring(source: ModelDefinition, field: FieldDefinition, ids: readonly number[]): readonly number[] {
    return ids.flatMap((id) => this.database.store.referencing(source.name, field.name, id))
  }

  private release(source: ModelDefinition, field: FieldDefinition, ids: readonly number[]): void {
    if (field.ondelete === 'cascade') {
      this.deleteRows(source, ids)
      return
    }
    for (const id of ids) {
      this.database.store.update(source.name, id, { [field.name]: false })
      this.derived.settle(source.name, id, {})
    }
  }

  /** The chatter, the followers and the files of a record go with it. */
  private removeWithAttachments(model: ModelDefinition, id: number): void {
    this.database.store.remove(model.name, id)
    for (const [name, document] of attachedModels) {
      const attached = this.database.registry.find(name)
      const rows = this.database.store
        .referencing(name, 'res_id', id)
        .filter((row) => this.database.store.get(name, row)?.[document] === model.name)
      if (attached !== undefined && rows.length > 0) {
        this.deleteRows(attached, rows)
      }
    }
  }
}

const attachedModels = [
  ['mail.message', 'model'],
  ['mail.followers', 'res_model'],
  ['mail.activity', 'res_model'],
  ['ir.attachment', 'res_model'],
] as const

function isPlain(field: FieldDefinition | undefined): boolean {
  return field !== undefined && field.stored && !many.includes(field.type)
}

function relinked(linked: readonly number[], [code, target, payload]: readonly unknown[]): readonly number[] {
  switch (code) {
    case 3:
      return linked.filter((id) => id !== target)
    case 4:
      return [...linked, Number(target)]
    case 5:
      return []
    case 6:
      return payload as readonly number[]
    default:
      return linked
  }
}
