import type { FieldValue } from '../../vocabulary/source-record.js'
import { decodeValue } from './decode.js'
import type { ModelFields, OdooRow } from './reader.js'
import type { OdooRecordType } from './record-types.js'

/** The selected fields that this server has and that hold a value to read; files have a way of their own. */
export function readable(wanted: readonly string[], fields: ModelFields): string[] {
  return wanted.filter((name) => fields.has(name) && fields.get(name) !== 'binary')
}

/** The named fields of a row in the hub's form; those that are empty, or say nothing, are absent. */
export function fieldsIn(row: OdooRow, names: readonly string[], { type, fields }: FieldContext): Record<string, FieldValue> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = decodeValue(row[name], fields.get(name) ?? '')
      const isSilent = value === undefined || ((value === false || value === 0) && type.silentDefaults?.includes(name) === true)
      return isSilent ? [] : [[name, value] as const]
    }),
  )
}

export interface FieldContext {
  readonly type: OdooRecordType
  readonly fields: ModelFields
}

/** What Odoo offers for concurrency: the second of the last change; absent where the model keeps none. */
export function versionOf(row: OdooRow): string | undefined {
  const written = row['write_date']
  return typeof written === 'string' ? written : undefined
}
