import type { InnerChanges } from './link-commands.js'
import type { ModelDefinition } from './model-definition.js'
import type { OdooDatabase } from './odoo-database.js'
import { shownMoment, storedMoment } from './odoo-database.js'
import type { OdooRow, OdooValues } from './store.js'

/** Records that come into being, or change, because another one does. */
export class CompanionRecords {
  constructor(
    private readonly database: OdooDatabase,
    private readonly inner: InnerChanges,
  ) {}

  /** A user without contact gets one: his name and address stand there. */
  beforeCreate(model: ModelDefinition, values: OdooValues): OdooValues {
    const contacts = this.database.registry.find('res.partner')
    if (model.name !== 'res.users' || values['partner_id'] !== undefined || contacts === undefined) {
      return values
    }
    return { ...values, partner_id: this.inner.create(contacts, { name: values['name'], email: values['email'] ?? values['login'] }) }
  }

  /** From 19 an employee stands on a version, which must be there before his private facts are written. */
  onInsert(model: ModelDefinition, id: number): void {
    const versions = this.database.registry.find('hr.version')
    if (model.name === 'hr.employee' && versions !== undefined) {
      const today = String(shownMoment(storedMoment(this.database.clock))).slice(0, 10)
      this.database.store.update('hr.employee', id, { version_id: this.inner.create(versions, { employee_id: id, date_version: today }) })
    }
  }

  afterCreate(model: ModelDefinition, id: number, written: OdooValues): void {
    const attendees = this.database.registry.find('calendar.attendee')
    const isGiven = Array.isArray(written['attendee_ids']) && written['attendee_ids'].length > 0
    if (model.name === 'calendar.event' && attendees !== undefined && !isGiven) {
      const invited = (this.database.store.get(model.name, id)?.['partner_ids'] ?? []) as readonly number[]
      invited.forEach((partner) => this.inner.create(attendees, { event_id: id, partner_id: partner }))
    }
  }

  /** From 19 a task keeps what its description was, whatever the context says, and after the write that changed it. */
  keepHistory(model: ModelDefinition, before: OdooRow, written: OdooValues): void {
    const former = before['description'] ?? false
    if (model.fields.has('html_field_history') && 'description' in written && former !== false && former !== written['description']) {
      const history = (this.database.store.get(model.name, before.id)?.['html_field_history'] || {}) as { readonly description?: unknown[] }
      const revisions = [{ revision_id: (history.description?.length ?? 0) + 1, patch: former }, ...(history.description ?? [])]
      this.database.store.update(model.name, before.id, { html_field_history: { description: revisions } })
    }
  }

  /** Editing the address on a lead edits it on the linked contact. */
  afterWrite(model: ModelDefinition, id: number, written: OdooValues): void {
    const contacts = this.database.registry.find('res.partner')
    const linked = this.database.store.get(model.name, id)?.['partner_id']
    if (model.name === 'crm.lead' && 'email_from' in written && contacts !== undefined && typeof linked === 'number') {
      this.inner.write(contacts, linked, { email: written['email_from'] })
    }
  }
}
