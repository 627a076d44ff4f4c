import type { FieldValues } from './field-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import { shownMoment, storedMoment, type OdooDatabase, type OdooSession } from './odoo-database.js'
import type { RowWriter } from './row-writer.js'
import type { OdooRow } from './store.js'

type Snapshot = ReadonlyMap<number, ReadonlyMap<string, unknown>>

/** The chatter: what the server notes down by itself about creations and tracked changes. */
export class ChangeLog {
  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
    private readonly values: FieldValues,
    private readonly writer: RowWriter,
  ) {}

  created(model: ModelDefinition, id: number): void {
    const { context } = this.session
    if (model.thread && context['tracking_disable'] !== true && context['mail_create_nolog'] !== true) {
      this.note(model, id, `<p>${model.title} created</p>`)
    }
  }

  /** The tracked values before a change. */
  before(model: ModelDefinition, ids: readonly number[]): Snapshot {
    return new Map(this.isTracking(model) ? ids.map((id) => [id, this.tracked(model, id)]) : [])
  }

  /** One message per changed record, with a row for the old and new value of each tracked field. */
  after(model: ModelDefinition, snapshot: Snapshot): void {
    for (const [id, old] of snapshot) {
      const now = this.tracked(model, id)
      const changed = [...old.keys()].filter((name) => old.get(name) !== now.get(name))
      if (changed.length > 0) {
        const message = this.note(model, id, '')
        changed.forEach((name) => this.track(model, name, [old.get(name), now.get(name), message]))
      }
    }
  }

  private isTracking(model: ModelDefinition): boolean {
    const { context } = this.session
    return model.thread && context['tracking_disable'] !== true && context['mail_notrack'] !== true
  }

  private tracked(model: ModelDefinition, id: number): ReadonlyMap<string, unknown> {
    const row = this.database.store.get(model.name, id)
    const fields = [...model.fields.values()].filter(({ tracked }) => tracked)
    return new Map(row === undefined ? [] : fields.map((field) => [field.name, this.comparable(model, row, field)]))
  }

  private comparable(model: ModelDefinition, row: OdooRow, field: FieldDefinition): unknown {
    const value = this.values.value(model, row, field)
    return Array.isArray(value) ? value.map((id) => this.values.displayName(field.relation ?? '', id)).join(', ') : value
  }

  private note(model: ModelDefinition, id: number, body: string): number {
    const author = this.database.store.get('res.users', this.session.uid)?.['partner_id'] ?? false
    const partner = typeof author === 'number' ? this.database.store.get('res.partner', author) : undefined
    const from = partner === undefined ? false : `"${String(partner['name'])}" <${String(partner['email'])}>`
    return this.writer.insert('mail.message', {
      model: model.name,
      res_id: id,
      body,
      date: shownMoment(storedMoment(this.database.clock)),
      message_type: 'notification',
      is_internal: true,
      author_id: author,
      email_from: from,
      reply_to: from,
    })
  }

  private track(model: ModelDefinition, name: string, [old, now, message]: readonly [unknown, unknown, number]): void {
    const field = model.fields.get(name)
    const description = [...this.database.store.rows('ir.model.fields')].find((row) => row['model'] === model.name && row['name'] === name)
    this.writer.insert('mail.tracking.value', {
      field_id: description?.id ?? false,
      mail_message_id: message,
      ...this.side('old', field, old),
      ...this.side('new', field, now),
    })
  }

  private side(side: 'old' | 'new', field: FieldDefinition | undefined, value: unknown): Readonly<Record<string, unknown>> {
    if (field?.type === 'many2one') {
      return { [`${side}_value_integer`]: value || 0, [`${side}_value_char`]: this.values.displayName(field.relation ?? '', value) }
    }
    const kind = typeof value === 'number' || field?.type === 'boolean' ? 'integer' : 'char'
    return { [`${side}_value_${kind}`]: kind === 'integer' ? Number(value) : value }
  }
}
