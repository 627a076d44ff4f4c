import type { Column, ColumnKind } from './columns.js'
import { fieldFacts, type FieldFacts } from './field-facts.js'
import type { Language } from '../src/vocabulary/language.js'

const types: Readonly<Record<ColumnKind, string>> = { TEXT: 'string', NUMBER: 'number', BOOLEAN: 'boolean', ANY: 'any' }

export interface TableSchema {
  readonly $schema: string
  readonly fields: readonly (FieldFacts & { readonly name: string; readonly type: string; readonly constraints?: object })[]
  readonly primaryKey: readonly string[]
  readonly missingValues: readonly string[]
}

/** Table Schema of the Data Package standard, version 2: what each column means. */
export function tableSchema(columns: readonly Column[], language: Language): TableSchema {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map((column) => ({
      name: column.name,
      type: types[column.kind],
      ...(column.required ? { constraints: { required: true } } : {}),
      ...fieldFacts(column, language),
    })),
    primaryKey: ['_id'],
    missingValues: [''],
  }
}
