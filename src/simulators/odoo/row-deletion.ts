import type { DeletionRules } from './deletion-rules.js'
import type { DerivedValues } from './derived-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase } from './odoo-database.js'

/** What goes with a record: the chatter, the followers, the activities and the files. */
const attachedModels = [
  ['mail.message', 'model'],
  ['mail.followers', 'res_model'],
  ['mail.activity', 'res_model'],
  ['ir.attachment', 'res_model'],
] as const

/** Removes rows as the database would: refused by `restrict`, carried on by `cascade`, let go by `set null`. */
export class RowDeletion {
  constructor(
    private readonly database: OdooDatabase,
    private readonly rules: DeletionRules,
    private readonly derived: DerivedValues,
  ) {}

  delete(model: ModelDefinition, ids: readonly number[]): void {
    const references = this.database.registry.pointingAt(model.name)
    for (const { model: source, field } of references.filter((reference) => reference.field.ondelete === 'restrict')) {
      if (this.referring(source, field, ids).some((id) => source.name !== model.name || !ids.includes(id))) {
        throw this.rules.restriction(source, field)
      }
    }
    for (const { model: source, field } of references) {
      this.release(source, field, this.referring(source, field, ids))
    }
    ids.forEach((id) => this.removeWithAttached(model, id))
  }

  /** Version 17 silently deletes a contact's draft and cancelled orders first. */
  dropDraftOrders(partners: readonly number[]): void {
    const orders = this.database.registry.find('sale.order')
    if (orders !== undefined && this.database.profile.deletesDraftOrders) {
      const ids = partners.flatMap((id) => this.database.store.referencing('sale.order', 'partner_id', id))
      const states = new Map(ids.map((id) => [id, this.database.store.get('sale.order', id)?.['state']]))
      this.delete(
        orders,
        ids.filter((id) => states.get(id) === 'draft' || states.get(id) === 'cancel'),
      )
    }
  }

  private referring(source: ModelDefinition, field: FieldDefinition, ids: readonly number[]): readonly number[] {
    return ids.flatMap((id) => this.database.store.referencing(source.name, field.name, id))
  }

  private release(source: ModelDefinition, field: FieldDefinition, ids: readonly number[]): void {
    if (field.ondelete === 'cascade') {
      this.delete(source, ids)
      return
    }
    for (const id of ids) {
      this.database.store.update(source.name, id, { [field.name]: false })
      this.derived.settle(source.name, id, {})
    }
  }

  private removeWithAttached(model: ModelDefinition, id: number): void {
    this.database.store.remove(model.name, id)
    for (const [name, document] of attachedModels) {
      const attached = this.database.registry.find(name)
      const rows = this.database.store
        .referencing(name, 'res_id', id)
        .filter((row) => this.database.store.get(name, row)?.[document] === model.name)
      if (attached !== undefined && rows.length > 0) {
        this.delete(attached, rows)
      }
    }
  }
}
