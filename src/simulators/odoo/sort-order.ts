import type { FieldValues } from './field-values.js'
import type { ModelDefinition } from './model-definition.js'
import { userError, valueError } from './odoo-error.js'
import type { OdooRow } from './store.js'

const wellFormed = /^(\s*([a-z0-9:_]+|"[a-z0-9:_]+")(\s+(desc|asc))?(\s+nulls\s+(first|last))?\s*(,|$))+(?<!,)$/i

interface SortKey {
  readonly of: (row: OdooRow) => unknown
  readonly descending: boolean
  readonly nullsFirst: boolean
}

export type RowComparison = (left: OdooRow, right: OdooRow) => number

/** Whether rows in ascending id already stand in this order. */
export function isIdOrder(order: string): boolean {
  return /^\s*"?id"?(\s+asc)?\s*$/i.test(order)
}

/** Turns an `order` into a comparison; malformed is a UserError, an unknown field a ValueError. */
export function compileOrder(values: FieldValues, model: ModelDefinition, order: string, onModel: string): RowComparison {
  if (!wellFormed.test(order)) {
    throw userError(
      `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
    )
  }
  const keys = order.split(',').map((part) => sortKey(values, model, part.trim().toLowerCase(), onModel))
  return (left, right) => {
    for (const key of keys) {
      const outcome = compareBy(key, left, right)
      if (outcome !== 0) {
        return outcome
      }
    }
    return 0
  }
}

function sortKey(values: FieldValues, model: ModelDefinition, part: string, onModel: string): SortKey {
  const [quoted = '', ...words] = part.split(/\s+/)
  const name = quoted.replaceAll('"', '').split(':')[0] ?? ''
  const field = model.fields.get(name)
  if (field === undefined) {
    throw valueError(`Invalid field '${name}' on ${onModel}`)
  }
  const descending = words.includes('desc')
  const raw = (row: OdooRow): unknown => values.value(model, row, field)
  return {
    of: field.type === 'many2one' ? (row) => values.displayName(field.relation ?? '', raw(row)) : raw,
    descending,
    nullsFirst: words.includes('nulls') ? words.includes('first') : descending,
  }
}

function compareBy(key: SortKey, left: OdooRow, right: OdooRow): number {
  const [first, second] = [key.of(left), key.of(right)]
  if (first === false || second === false) {
    return compareNulls(key, first === false, second === false)
  }
  const outcome = compareScalars(first, second)
  return key.descending ? -outcome : outcome
}

function compareNulls(key: SortKey, leftIsNull: boolean, rightIsNull: boolean): number {
  if (leftIsNull === rightIsNull) {
    return 0
  }
  return leftIsNull === key.nullsFirst ? -1 : 1
}

function compareScalars(first: unknown, second: unknown): number {
  if (typeof first === 'number' && typeof second === 'number') {
    return first - second
  }
  const [left, right] = [String(first), String(second)]
  if (left === right) {
    return 0
  }
  return left < right ? -1 : 1
}
