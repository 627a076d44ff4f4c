import type { Language } from '../src/vocabulary/language.js'
import type { Column, ColumnKind } from './columns.js'
import { fieldFacts } from './field-facts.js'

/** Lists and objects may stand wherever the source is structured; a number field may hold a text that is no number. */
const types: Readonly<Record<ColumnKind, readonly string[]>> = {
  TEXT: ['string', 'array', 'object'],
  NUMBER: ['number', 'string', 'array', 'object'],
  BOOLEAN: ['boolean', 'number', 'string', 'array', 'object'],
  ANY: ['string', 'number', 'boolean', 'array', 'object'],
}

export interface RecordSchema {
  readonly $schema: string
  readonly $id: string
  readonly title: string
  readonly type: 'array'
  readonly items: object
}

/** JSON Schema 2020-12 of a record type's JSON file: an array of flat records, absent where there is no value. */
export function recordSchema(id: string, title: string, columns: readonly Column[], language: Language): RecordSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:privacy-hub:records:${id}:1`,
    title,
    type: 'array',
    items: {
      type: 'object',
      required: columns.filter(({ required }) => required).map(({ name }) => name),
      properties: Object.fromEntries(columns.map((column) => [column.name, { type: types[column.kind], ...fieldFacts(column, language) }])),
      additionalProperties: false,
    },
  }
}
