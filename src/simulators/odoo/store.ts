import type { ModelRegistry } from './model-registry.js'

export type OdooRow = Readonly<Record<string, unknown>> & { readonly id: number }
export type OdooValues = Readonly<Record<string, unknown>>

/** The text of a value, empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The tables of one database, in memory, with an index on every many2one and a way back when a call fails. */
export class OdooStore {
  private readonly tables = new Map<string, Map<number, OdooRow>>()
  private readonly lastIds = new Map<string, number>()
  private readonly references = new Map<string, Map<number, Set<number>>>()
  private undo: (() => void)[] | null = null

  constructor(private readonly registry: ModelRegistry) {}

  rows(model: string): Iterable<OdooRow> {
    return this.table(model).values()
  }

  get(model: string, id: number): OdooRow | undefined {
    return this.tables.get(model)?.get(id)
  }

  /** Ids of the rows whose many2one (or id reference) `field` points at `target`, ascending. */
  referencing(model: string, field: string, target: number): readonly number[] {
    return [...(this.references.get(`${model}.${field}`)?.get(target) ?? [])].sort((left, right) => left - right)
  }

  insert(model: string, values: OdooValues): number {
    const id = (this.lastIds.get(model) ?? 0) + 1
    this.lastIds.set(model, id)
    this.put(model, { ...values, id })
    this.undo?.push(() => this.drop(model, id))
    return id
  }

  update(model: string, id: number, values: OdooValues): void {
    const before = this.get(model, id)
    if (before !== undefined) {
      this.put(model, { ...before, ...values, id })
      this.undo?.push(() => this.put(model, before))
    }
  }

  remove(model: string, id: number): void {
    const before = this.get(model, id)
    if (before !== undefined) {
      this.drop(model, id)
      this.undo?.push(() => this.put(model, before))
    }
  }

  /** Notes everything as it is; what it gives puts all of it back, and takes away what came since. */
  backup(): () => void {
    const tables = [...this.tables].map(([model, rows]) => [model, [...rows.values()]] as const)
    const lastIds = [...this.lastIds]
    return () => {
      const later = [...this.tables].flatMap(([model, rows]) => [...rows.keys()].map((id) => [model, id] as const))
      later.forEach(([model, id]) => this.drop(model, id))
      tables.forEach(([model, rows]) => rows.forEach((row) => this.put(model, row)))
      this.lastIds.clear()
      lastIds.forEach(([model, id]) => this.lastIds.set(model, id))
    }
  }

  /** One call is one transaction: when the work throws, nothing of it remains. */
  transaction<T>(work: () => T): T {
    if (this.undo !== null) {
      return work()
    }
    const undo: (() => void)[] = []
    this.undo = undo
    try {
      return work()
    } catch (error) {
      undo.reverse().forEach((step) => step())
      throw error
    } finally {
      this.undo = null
    }
  }

  private table(model: string): Map<number, OdooRow> {
    return obtain(this.tables, model, () => new Map<number, OdooRow>())
  }

  private put(model: string, row: OdooRow): void {
    this.unlist(model, row.id)
    this.table(model).set(row.id, row)
    for (const name of this.linkFields(model)) {
      const target = row[name]
      if (typeof target === 'number') {
        const byTarget = obtain(this.references, `${model}.${name}`, () => new Map<number, Set<number>>())
        obtain(byTarget, target, () => new Set<number>()).add(row.id)
      }
    }
  }

  private drop(model: string, id: number): void {
    this.unlist(model, id)
    this.table(model).delete(id)
  }

  private unlist(model: string, id: number): void {
    const row = this.get(model, id)
    for (const name of row === undefined ? [] : this.linkFields(model)) {
      const target = row?.[name]
      if (typeof target === 'number') {
        this.references.get(`${model}.${name}`)?.get(target)?.delete(id)
      }
    }
  }

  private readonly linkFieldNames = new Map<string, readonly string[]>()

  private linkFields(model: string): readonly string[] {
    return obtain(this.linkFieldNames, model, () =>
      [...(this.registry.find(model)?.fields.values() ?? [])].filter(isLink).map(({ name }) => name),
    )
  }
}

function isLink(field: { readonly type: string; readonly stored: boolean }): boolean {
  return field.stored && (field.type === 'many2one' || field.type === 'many2one_reference')
}

function obtain<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) {
    return found
  }
  const made = make()
  map.set(key, made)
  return made
}
