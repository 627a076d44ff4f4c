import type { EntityManager } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { type KboExtract, KboKeep, type KboRow, type KboStore } from '../connectors/kbo/kbo-store.js'
import { type KboTableName, kboTables } from '../connectors/kbo/kbo-tables.js'
import { chunked } from '../kernel/streams.js'
import { currentImport, extractOf } from './kbo-generations.js'

/** Numbers asked for in one statement. */
const numbersPerQuery = 500

/** One statement sees one extract, whatever an import does meanwhile: which rows are current is part of it. */
const ofCurrentExtract = `JOIN kbo_import i ON i.state = 'CURRENT' AND r.fromGeneration >= i.baseGeneration
  AND r.fromGeneration <= i.generation AND r.untilGeneration > i.generation`

/** The register's tables in the hub's database, for reading. */
export class DatabaseKboStore implements KboStore {
  constructor(private readonly database: Database) {}

  async current(): Promise<KboExtract | null> {
    const row = await this.database.read(currentImport)
    return row === null ? null : extractOf(row)
  }

  async lookedFor(numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const extract = await this.current()
    if (extract === null || extract.keep === KboKeep.ALL) {
      return new Set(extract === null ? [] : numbers)
    }
    const rows = await this.select('kbo_wanted', { columns: ['enterpriseNumber'], owner: 'enterpriseNumber', owners: numbers })
    return new Set(rows.map(({ enterpriseNumber }) => enterpriseNumber ?? ''))
  }

  rows(table: KboTableName, owners: readonly string[]): Promise<readonly KboRow[]> {
    const { columns, owner } = kboTables[table]
    return this.select(`kbo_${table}`, { columns: columns.map(({ column }) => column), owner, owners })
  }

  async numbersAfter(number: string, limit: number): Promise<readonly string[]> {
    const after = 'r.enterpriseNumber > ? ORDER BY r.enterpriseNumber LIMIT ?'
    const sql = `SELECT r.enterpriseNumber AS number FROM kbo_enterprise r ${ofCurrentExtract} WHERE ${after}`
    const rows = await this.database.read((manager) => manager.query<{ number: string }[]>(sql, [number, limit]))
    return rows.map((row) => row.number)
  }

  async codes(language: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const columns = ['category', 'code', 'description']
    const rows = await this.select('kbo_code', { columns, owner: 'language', owners: [language] })
    const codes = new Map<string, Map<string, string>>()
    for (const { category, code, description } of rows) {
      const ofCategory = codes.get(category ?? '') ?? new Map<string, string>()
      codes.set(category ?? '', ofCategory.set(code ?? '', description ?? ''))
    }
    return codes
  }

  private async select(table: string, question: Question): Promise<KboRow[]> {
    const rows: KboRow[] = []
    for (const owners of chunked(question.owners, numbersPerQuery)) {
      rows.push(...(await this.database.read((manager) => selectSome(manager, table, { ...question, owners }))))
    }
    return rows
  }
}

interface Question {
  readonly columns: readonly string[]
  readonly owner: string
  readonly owners: readonly string[]
}

/** Straight to the driver: a register row needs no entity. */
function selectSome(manager: EntityManager, table: string, { columns, owner, owners }: Question): Promise<KboRow[]> {
  const wanted = columns.map((column) => `r.${column}`).join(', ')
  const marks = owners.map(() => '?').join(', ')
  const sql = `SELECT ${wanted} FROM ${table} r ${ofCurrentExtract} WHERE r.${owner} IN (${marks}) ORDER BY r.id`
  return manager.query<KboRow[]>(sql, [...owners])
}
