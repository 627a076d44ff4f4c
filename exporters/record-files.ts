import type { Language } from '../src/vocabulary/language.js'
import type { BagWriter } from './bag-writer.js'
import { type ResourceFacts, csvDialect, spreadsheetDialect } from './data-package.js'
import { json } from './json.js'
import { recordSchema } from './json-schema.js'
import { formatRecords, type PageReader, type RecordTypePass } from './record-pass.js'
import { safeName } from './safe-name.js'
import { type OpenSpool, withSpools } from './spool.js'
import { guardFacts } from './spreadsheet-csv.js'
import { tableSchema } from './table-schema.js'
import { jsonFile } from './text-files.js'

/** What the README lists of one record type. */
export interface RecordTypeSummary {
  readonly pass: RecordTypePass
  /** Paths below `data/`: JSON, CSV, CSV for spreadsheets. */
  readonly paths: readonly [string, string, string]
  readonly records: number
}

interface RecordFilesOrder {
  readonly bag: BagWriter
  readonly openSpool: OpenSpool
  readonly language: Language
}

/** Writes the three files of a record type and its two schemas. */
export async function writeRecordFiles(
  { bag, openSpool, language }: RecordFilesOrder,
  pass: RecordTypePass,
  reader: PageReader,
): Promise<RecordTypeSummary> {
  const names = namesOf(pass)
  await bag.addPayload(names.tableSchema, jsonFile(tableSchema(pass.columns, language)), schemaFacts)
  await bag.addPayload(names.jsonSchema, jsonFile(recordSchema(names.id, titleOf(pass, language), pass.columns, language)), schemaFacts)
  await withSpools(openSpool, async (machine, people) => {
    const facts = resourceFacts(pass, language)
    await bag.addPayload(names.json, formatRecords(reader.records(), pass.columns, { machine, people }), facts.json)
    await bag.addPayload(names.csv, machine.read(), facts.csv)
    await bag.addPayload(names.sheet, people.read(), facts.sheet)
  })
  return { pass, paths: [names.json, names.csv, names.sheet], records: reader.count }
}

const schemaFacts: ResourceFacts = { mediatype: 'application/schema+json', format: 'json' }

function namesOf({ system, recordType }: RecordTypePass): Record<'id' | 'json' | 'csv' | 'sheet' | 'tableSchema' | 'jsonSchema', string> {
  const folder = safeName(system.system)
  const stem = safeName(recordType)
  return {
    id: `${folder}:${stem}`,
    json: `${folder}/${stem}.json`,
    csv: `${folder}/${stem}.csv`,
    sheet: `spreadsheet/${folder}/${stem}.csv`,
    tableSchema: `schemas/${folder}.${stem}.table-schema.json`,
    jsonSchema: `schemas/${folder}.${stem}.schema.json`,
  }
}

export function titleOf({ system, recordType }: RecordTypePass, language: Language): string {
  return `${system.labels[language]}: ${system.recordTypes[recordType]?.labels[language] ?? recordType}`
}

function resourceFacts(pass: RecordTypePass, language: Language): Record<'json' | 'csv' | 'sheet', ResourceFacts> {
  const names = namesOf(pass)
  const table = { title: titleOf(pass, language), type: 'table', schema: names.tableSchema } as const
  const csvFacts = { ...table, mediatype: 'text/csv', format: 'csv' }
  return {
    json: { ...table, mediatype: json.mediaType, format: json.extension, 'x-jsonSchema': names.jsonSchema },
    csv: { ...csvFacts, dialect: csvDialect },
    sheet: { ...csvFacts, dialect: spreadsheetDialect, 'x-csvGuard': guardFacts(pass.columns) },
  }
}
