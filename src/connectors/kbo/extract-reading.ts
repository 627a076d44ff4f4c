import { chunked } from '../../kernel/streams.js'
import type { ExtractZip } from './extract-zip.js'
import type { ImportProgress } from './import-progress.js'
import { enterpriseNumberOf } from './kbo-number.js'
import { type KboCells, type KboImportFacts, type KboImportRun, type KboImportStore, KboKeep } from './kbo-store.js'
import { type KboTable, type KboTableName, kboTableNames, kboTables } from './kbo-tables.js'
import { everyRow, KnownNumbersFilter, type RowFilter, withoutActivities } from './row-filter.js'
import { headersOf, RowReader } from './row-reader.js'

/** Rows that are written in one short transaction, so that whoever else writes never waits long. */
const rowsPerWrite = 500

/** What a reading asks of the import it belongs to. */
export interface ReadingSource {
  readonly store: KboImportStore
  readonly knownNumbers: () => AsyncIterable<string>
  readonly signal: AbortSignal
}

/** One pass over the files of a zip. */
export class ExtractReading {
  private readonly counts: Record<string, number> = {}

  constructor(
    private readonly source: ReadingSource,
    private readonly zip: ExtractZip,
    private readonly facts: KboImportFacts,
    private readonly progress: ImportProgress,
  ) {}

  totalBytes(): number {
    const files = this.tables().flatMap((name) => this.filesOf(kboTables[name]))
    return files.reduce((sum, file) => sum + this.zip.bytesOf(file), 0)
  }

  /** Counts of the rows kept, per table. */
  async into(run: KboImportRun): Promise<Record<string, number>> {
    const filter = await this.filter(run)
    for (const name of this.tables()) {
      await this.readTable(name, filter, run)
    }
    return this.counts
  }

  private tables(): KboTableName[] {
    return kboTableNames.filter((name) => name !== 'activity' || this.facts.activities)
  }

  private filesOf({ file, deleteKey }: KboTable): string[] {
    const isWhole = this.facts.kind === 'FULL' || deleteKey === null
    return isWhole ? [`${file}.csv`] : [`${file}_delete.csv`, `${file}_insert.csv`]
  }

  private async filter(run: KboImportRun): Promise<RowFilter> {
    const rows = this.facts.keep === KboKeep.ALL ? everyRow : new KnownNumbersFilter(await this.wantedNumbers(run))
    return this.facts.activities ? rows : withoutActivities(rows)
  }

  /** An update speaks about the same numbers as the extract it follows: of others it holds only what happened to change. */
  private async wantedNumbers(run: KboImportRun): Promise<Set<string>> {
    if (this.facts.kind === 'UPDATE') {
      return this.source.store.keptNumbers()
    }
    const numbers = new Set<string>()
    for await (const number of this.source.knownNumbers()) {
      const digits = enterpriseNumberOf(number)
      if (digits !== null) {
        numbers.add(digits)
      }
    }
    await this.write(
      [...numbers].map((number) => [number]),
      (rows) => run.insert('wanted', rows),
    )
    return numbers
  }

  private async readTable(name: KboTableName, filter: RowFilter, run: KboImportRun): Promise<void> {
    const table: KboTable = kboTables[name]
    const files = this.filesOf(table)
    if (files.length === 2) {
      await this.readDeletions(name, table, files[0] ?? '', run)
    } else if (this.facts.kind === 'UPDATE') {
      await run.dropAll(name)
    }
    await this.readRows(name, table, files.at(-1) ?? '', { filter, run })
  }

  private async readDeletions(name: KboTableName, table: KboTable, file: string, run: KboImportRun): Promise<void> {
    const key = table.columns.filter(({ source }) => source === table.deleteKey)
    const column = key[0]?.column ?? ''
    for await (const cells of this.cellsOf(file, key, [[table.deleteKey ?? '']])) {
      const values = cells.map(([value]) => value ?? '')
      await this.write(values, (some) => run.drop(name, column, some))
    }
  }

  private async readRows(
    name: KboTableName,
    table: KboTable,
    file: string,
    { filter, run }: { readonly filter: RowFilter; readonly run: KboImportRun },
  ): Promise<void> {
    this.counts[name] = 0
    for await (const cells of this.cellsOf(file, table.columns, headersOf(table))) {
      const kept = cells.filter((row) => filter.keeps(name, row))
      await this.write(kept, (rows) => run.insert(name, rows))
      this.counts[name] += kept.length
      this.progress.add(kept.length)
    }
  }

  private async *cellsOf(file: string, columns: KboTable['columns'], headers: readonly string[][]): AsyncIterable<KboCells[]> {
    this.progress.open(file)
    let rows: RowReader | null = null
    for await (const { header, records } of this.zip.records(file, headers, (bytes) => this.progress.read(bytes))) {
      this.source.signal.throwIfAborted()
      rows ??= new RowReader(file, columns, header)
      const reader = rows
      yield records.map((record) => reader.read(record))
    }
  }

  private async write<T>(rows: readonly T[], work: (some: readonly T[]) => Promise<void>): Promise<void> {
    for (const some of chunked(rows, rowsPerWrite)) {
      this.source.signal.throwIfAborted()
      await work(some)
    }
  }
}
