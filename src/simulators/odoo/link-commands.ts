import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase } from './odoo-database.js'
import type { RowWriter } from './row-writer.js'
import type { OdooValues } from './store.js'

/** How commands and companions change further records, within the call they belong to. */
export interface InnerChanges {
  readonly create: (model: ModelDefinition, values: OdooValues) => number
  /** Writes without asking for rights, as the server does on its own account. */
  readonly write: (model: ModelDefinition, id: number, values: OdooValues) => void
  readonly unlink: (model: ModelDefinition, id: number) => void
}

interface LinkedField {
  readonly owner: ModelDefinition
  readonly id: number
  readonly field: FieldDefinition
  readonly relation: ModelDefinition
}

/** Carries out the x2many commands: `[0,0,vals]` to `[6,0,ids]`; a plain list of ids replaces the links. */
export class LinkCommands {
  constructor(
    private readonly database: OdooDatabase,
    private readonly writer: RowWriter,
    private readonly inner: InnerChanges,
  ) {}

  apply(owner: ModelDefinition, id: number, field: FieldDefinition, value: unknown): void {
    const relation = this.database.registry.find(field.relation ?? '')
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    const commands = items.every((item) => typeof item === 'number') ? [[6, 0, items]] : (items as readonly (readonly unknown[])[])
    if (relation !== undefined) {
      commands.forEach((command) => this.execute({ owner, id, field, relation }, command))
    }
  }

  private execute(link: LinkedField, command: readonly unknown[]): void {
    const [code, target, payload] = command
    if (code === 0) {
      this.createLinked(link, payload as OdooValues)
    } else if (code === 1) {
      this.inner.write(link.relation, Number(target), payload as OdooValues)
    } else if (code === 2) {
      this.inner.unlink(link.relation, Number(target))
    } else {
      this.relink(link, relinked(this.current(link), command))
    }
  }

  private createLinked(link: LinkedField, values: OdooValues): void {
    const isOwned = link.field.type === 'one2many'
    const created = this.inner.create(link.relation, isOwned ? { ...values, [link.field.inverse ?? '']: link.id } : values)
    if (!isOwned) {
      this.relink(link, [...this.current(link), created])
    }
  }

  private current({ owner, id, field, relation }: LinkedField): readonly number[] {
    return field.type === 'one2many'
      ? this.database.store.referencing(relation.name, field.inverse ?? '', id)
      : ((this.database.store.get(owner.name, id)?.[field.name] ?? []) as readonly number[])
  }

  private relink(link: LinkedField, ids: readonly number[]): void {
    const { owner, id, field, relation } = link
    if (field.type === 'many2many') {
      this.writer.update(owner.name, id, { [field.name]: [...new Set(ids)] })
      return
    }
    const inverse = field.inverse ?? ''
    const current = this.current(link)
    current.filter((child) => !ids.includes(child)).forEach((child) => this.inner.write(relation, child, { [inverse]: false }))
    ids.filter((child) => !current.includes(child)).forEach((child) => this.inner.write(relation, child, { [inverse]: id }))
  }
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
