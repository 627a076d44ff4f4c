import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { LedgerEntry } from '../../entities/ledger-entry.js'
import { newId } from '../kernel/ids.js'
import { chunked } from '../kernel/streams.js'
import type { LedgerFacts } from './ledger-line.js'

const columns = ['id', 'hash', 'keyId', 'system', 'recordType', 'isRetained', 'recognises', 'caseId', 'erasedAt'] as const
const rowsPerStatement = 200
const hashesPerStatement = 500

/** What was erased again belongs to the later case from then on; what an older file says changes nothing. */
const renewing = {
  sqlite: `ON CONFLICT (hash, system, recordType, isRetained)
    DO UPDATE SET caseId = excluded.caseId, erasedAt = excluded.erasedAt WHERE excluded.erasedAt > ledger_entry.erasedAt`,
  mysql: `ON DUPLICATE KEY UPDATE
    caseId = IF(VALUES(erasedAt) > erasedAt, VALUES(caseId), caseId), erasedAt = GREATEST(VALUES(erasedAt), erasedAt)`,
} as const

/** Stores entries, many with one statement; one that is there already is only renewed. */
export async function storeEntries(manager: EntityManager, dialect: keyof typeof renewing, facts: readonly LedgerFacts[]): Promise<void> {
  const marks = `(${columns.map(() => '?').join(', ')})`
  for (const some of chunked(sortedOnce(facts), rowsPerStatement)) {
    const rows = some.map((one) => ({ ...one, id: newId(), isRetained: one.isRetained ? 1 : 0 }))
    const insert = `INSERT INTO ledger_entry (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')} ${renewing[dialect]}`
    await manager.query(
      insert,
      rows.flatMap((row) => columns.map((column) => row[column])),
    )
  }
}

/** Entries with one of these hashes. */
export async function entriesWith(database: Database, hashes: readonly string[]): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = []
  for (const some of chunked([...new Set(hashes)], hashesPerStatement)) {
    const query = database.read((manager) =>
      manager.createQueryBuilder(LedgerEntry, 'entry').where('entry.hash IN (:...some)', { some }).getMany(),
    )
    found.push(...(await query))
  }
  return found
}

/** Whether the database has all of these, each of that time or a later one. */
export async function hasEntries(database: Database, facts: readonly LedgerFacts[]): Promise<boolean> {
  const entries = await entriesWith(
    database,
    facts.map(({ hash }) => hash),
  )
  const erasedAt = new Map(entries.map((entry) => [keyOf(entry), entry.erasedAt]))
  return facts.every((one) => (erasedAt.get(keyOf(one)) ?? '') >= one.erasedAt)
}

/** Record types of which something was erased, under a case or at all: only they need be looked at again. */
export async function erasedTypes(
  database: Database,
  caseId?: string,
): Promise<readonly { readonly system: string; readonly recordType: string }[]> {
  const ofCase = caseId === undefined ? '' : ' AND caseId = ?'
  const sql = `SELECT DISTINCT system, recordType FROM ledger_entry WHERE isRetained = 0${ofCase} ORDER BY system, recordType`
  const parameters = caseId === undefined ? [] : [caseId]
  return database.read((manager) => manager.query<{ system: string; recordType: string }[]>(sql, parameters))
}

/** Whether people are recognised by what records of a type carry, going by what was erased of it under a case. */
export async function hasIdentifiers(database: Database, type: Pick<LedgerEntry, 'caseId' | 'system' | 'recordType'>): Promise<boolean> {
  const { caseId, system, recordType } = type
  return database.read((manager) => manager.existsBy(LedgerEntry, { caseId, system, recordType, recognises: 'IDENTIFIER' }))
}

/** One statement must not meet the same entry twice; in one order, two transactions do not wait for each other. */
function sortedOnce(facts: readonly LedgerFacts[]): LedgerFacts[] {
  const newest = new Map<string, LedgerFacts>()
  for (const one of [...facts].sort((left, right) => left.erasedAt.localeCompare(right.erasedAt))) {
    newest.set(keyOf(one), one)
  }
  return [...newest].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one)
}

/** There is one entry for each. */
function keyOf({ hash, system, recordType, isRetained }: LedgerFacts): string {
  return JSON.stringify([hash, system, recordType, isRetained])
}
