import type { FieldValue } from '../../vocabulary/source-record.js'

/** A JSON object as Graph sends it, before anything is known about its members. */
export type GraphObject = Readonly<Record<string, unknown>>

export function isGraphObject(value: unknown): value is GraphObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a dotted path. A list on the way gives the list of what stands in each of its members. Null, '' and empty are absent. */
export function valueAt(source: unknown, path: string): FieldValue | undefined {
  return walk(source, path.split('.'))
}

function walk(source: unknown, path: readonly string[]): FieldValue | undefined {
  if (Array.isArray(source)) {
    const values = source.map((member) => walk(member, path)).filter((value) => value !== undefined)
    return values.length === 0 ? undefined : values.flat()
  }
  const [head, ...rest] = path
  if (head === undefined) {
    return present(source)
  }
  return isGraphObject(source) ? walk(source[head], rest) : undefined
}

function present(value: unknown): FieldValue | undefined {
  if (typeof value === 'string') {
    return value === '' ? undefined : value
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  if (!isGraphObject(value)) {
    return undefined
  }
  const members = Object.keys(value).flatMap((name) => {
    const member = walk(value[name], [])
    return member === undefined ? [] : [[name, member] as const]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

export function textAt(source: unknown, path: string): string | undefined {
  const value = valueAt(source, path)
  return typeof value === 'string' ? value : undefined
}

export function textsAt(source: unknown, path: string): string[] {
  const value = valueAt(source, path)
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((member) => typeof member === 'string')
}

/** The wanted source fields, each named by its dotted path. */
export function fieldsOf(source: GraphObject, wanted: readonly string[]): Record<string, FieldValue> {
  const pairs = wanted.map((name) => [name, valueAt(source, name)] as const)
  return Object.fromEntries(pairs.filter((pair): pair is readonly [string, FieldValue] => pair[1] !== undefined))
}

/** The ISO date so many days after the moment that stands at a path. */
export function dayAfter(source: unknown, path: string, days: number): string | undefined {
  const moment = Date.parse(textAt(source, path) ?? '')
  return Number.isNaN(moment) ? undefined : new Date(moment + days * 86_400_000).toISOString().slice(0, 10)
}
