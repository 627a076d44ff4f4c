/** One call that changed something, or could have: it was carried out. */
export interface ChangingCall {
  readonly model: string
  readonly method: string
  /** For `create` those that came into being. */
  readonly ids: readonly number[]
}

const reading: ReadonlySet<string> = new Set([
  'search',
  'search_count',
  'search_read',
  'read',
  'fields_get',
  'name_search',
  'get_metadata',
  'exists',
  'has_access',
  'check_access_rights',
  'context_get',
])

/** Remembers what clients changed, so that a write that was carried out twice can be told from one. */
export class CallLog {
  readonly changes: ChangingCall[] = []

  record({ model, method }: Pick<ChangingCall, 'model' | 'method'>, ids: readonly number[], result: unknown): void {
    if (!reading.has(method)) {
      this.changes.push({ model, method, ids: method === 'create' ? [result].flat().filter((id) => typeof id === 'number') : ids })
    }
  }

  /** How often each changing method was carried out on one record. */
  countsOf(model: string, id: number): Readonly<Record<string, number>> {
    const own = this.changes.filter((change) => change.model === model && change.ids.includes(id))
    return own.reduce<Record<string, number>>((counts, { method }) => ({ ...counts, [method]: (counts[method] ?? 0) + 1 }), {})
  }
}
