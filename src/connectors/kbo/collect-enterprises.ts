import { groupBy } from '../../kernel/collections.js'
import { chunked } from '../../kernel/streams.js'
import type { FieldValue, SourceRecord } from '../../vocabulary/source-record.js'
import type { RecordLink, RecordPage, Selection } from '../connector.js'
import type { KboExtract, KboRow, KboStore } from './kbo-store.js'
import { type KboTableName, kboTables } from './kbo-tables.js'
import { fieldsOf, type KboCodes } from './record-fields.js'

/** Record types of the register: its tables, codes apart. */
export type KboRecordType = Exclude<KboTableName, 'code'>

/** The column that is the external id, where the register gives rows of the type an id. */
const idColumns: Partial<Readonly<Record<KboRecordType, string>>> = {
  enterprise: 'enterpriseNumber',
  establishment: 'establishmentNumber',
  branch: 'branchId',
}

const recordsPerPage = 500

/** All that is read of some enterprises at once. */
export interface Reading {
  readonly store: KboStore
  readonly system: string
  readonly extract: KboExtract
  readonly links: readonly RecordLink[]
  readonly selection: Selection
}

/** The selected records of the linked enterprises, and of their establishments and branches. */
export async function collectEnterprises(reading: Reading, types: readonly KboRecordType[]): Promise<RecordPage[]> {
  const family = await readFamily(reading)
  const codes = await reading.store.codes('NL')
  const pages: RecordPage[] = []
  for (const recordType of types) {
    const rows = family.rows.get(recordType) ?? (await reading.store.rows(recordType, [...family.enterpriseOf.keys()]))
    const records = recordsOf({ ...reading, recordType, rows, family, codes })
    pages.push(...chunked(records, recordsPerPage).map((some) => ({ recordType, records: some, gaps: [] })))
  }
  return pages
}

/** Enterprises with what belongs to them, and to which enterprise each number belongs. */
interface Family {
  readonly enterprises: ReadonlyMap<string, KboRow>
  readonly enterpriseOf: ReadonlyMap<string, string>
  readonly rows: ReadonlyMap<KboRecordType, readonly KboRow[]>
}

async function readFamily({ store, links }: Reading): Promise<Family> {
  const numbers = [...new Set(links.map(({ ref }) => ref.externalId))]
  const enterprises = await store.rows('enterprise', numbers)
  const establishments = await store.rows('establishment', numbers)
  const branches = await store.rows('branch', numbers)
  const members = [...enterprises, ...establishments, ...branches]
  return {
    enterprises: new Map(enterprises.map((row) => [row['enterpriseNumber'] ?? '', row])),
    enterpriseOf: new Map(members.map((row) => [ownNumber(row), row['enterpriseNumber'] ?? ''])),
    rows: new Map([
      ['enterprise', enterprises],
      ['establishment', establishments],
      ['branch', branches],
    ]),
  }
}

function ownNumber(row: KboRow): string {
  return row['establishmentNumber'] ?? row['branchId'] ?? row['enterpriseNumber'] ?? ''
}

interface TypedRows extends Reading {
  readonly recordType: KboRecordType
  readonly rows: readonly KboRow[]
  readonly family: Family
  readonly codes: KboCodes
}

/** One record for each row and each subject that is linked to its enterprise. */
function recordsOf({ recordType, rows, family, codes, ...reading }: TypedRows): SourceRecord[] {
  const subjects = groupBy(reading.links, ({ ref }) => ref.externalId)
  const wanted = new Set(reading.selection.get(recordType) ?? [])
  const idOf = numberer(recordType)
  return rows.flatMap((row) => {
    const externalId = idOf(row)
    const enterpriseNumber = family.enterpriseOf.get(row[kboTables[recordType].owner] ?? '') ?? ''
    const fields = picked(fieldsOf(recordType, row, family.enterprises.get(enterpriseNumber), codes), wanted)
    return (subjects.get(enterpriseNumber) ?? []).map(({ subjectId }) => ({
      ref: { system: reading.system, recordType, externalId },
      subjectId,
      fields,
      observedAt: reading.extract.importedAt,
      attachments: [],
    }))
  })
}

/** The register's own number, or the entity's number and the row's place among its rows of that type. */
function numberer(recordType: KboRecordType): (row: KboRow) => string {
  const column = idColumns[recordType]
  const seen = new Map<string, number>()
  return (row) => {
    if (column !== undefined) {
      return row[column] ?? ''
    }
    const entity = row['entityNumber'] ?? ''
    const place = (seen.get(entity) ?? 0) + 1
    seen.set(entity, place)
    return `${entity}-${place}`
  }
}

function picked(fields: Readonly<Record<string, FieldValue>>, wanted: ReadonlySet<string>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.has(name)))
}
