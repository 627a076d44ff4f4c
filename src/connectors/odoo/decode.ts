import type { FieldValue } from '../../vocabulary/source-record.js'

/** A type as `fields_get` names it: `char`, `many2one`, `datetime` … */
export type OdooFieldType = string

/** Odoo's value in the hub's form. Odoo writes `false` for everything that is empty; numbers and truths are never empty. */
export function decodeValue(value: unknown, type: OdooFieldType): FieldValue | undefined {
  if (type === 'boolean') {
    return value === true
  }
  if (value === false || value === null || value === undefined || value === '') {
    return undefined
  }
  return (decoders[type] ?? plain)(value)
}

const decoders: Readonly<Record<string, (value: unknown) => FieldValue | undefined>> = {
  many2one: displayName,
  one2many: idList,
  many2many: idList,
  datetime: (value) => (typeof value === 'string' ? momentOf(value) : undefined),
  json: asJson,
  properties: asJson,
  binary: () => undefined,
}

/** `[8, "Belgium"]` is Belgium. */
function displayName(value: unknown): FieldValue | undefined {
  return Array.isArray(value) && typeof value[1] === 'string' && value[1] !== '' ? value[1] : undefined
}

function idList(value: unknown): FieldValue | undefined {
  return Array.isArray(value) && value.length > 0 ? value.filter((id) => typeof id === 'number') : undefined
}

/** `2026-11-22 12:47:54`, UTC without saying so, as RFC 3339. */
export function momentOf(naive: string): string {
  return `${naive.replace(' ', 'T')}Z`
}

function plain(value: unknown): FieldValue | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

function asJson(value: unknown): FieldValue | undefined {
  if (Array.isArray(value)) {
    return value.map(asJson).filter((item) => item !== undefined)
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => [key, asJson(item)] as const)
    return Object.fromEntries(entries.flatMap(([key, item]) => (item === undefined ? [] : [[key, item]])))
  }
  return plain(value)
}

/** Ids that a relation field holds: one for many2one, several for x2many, the number itself for `id` and `res_id`. */
export function idsIn(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value]
  }
  if (!Array.isArray(value)) {
    return []
  }
  const isPair = value.length === 2 && typeof value[1] !== 'number'
  return (isPair ? value.slice(0, 1) : value).filter((id) => typeof id === 'number')
}
