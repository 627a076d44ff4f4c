import type { SystemMap } from '../src/datamap/data-map.js'
import { type Column, columnsOf, rowOf } from './columns.js'
import type { ExportPage, ExportRecord } from './records.js'
import { RowWriter } from './row-writer.js'
import { type Spool, SpoolText } from './spool.js'
import { TextBuffer } from './text-buffer.js'

/** One record type of the plan, and where its files go. */
export interface RecordTypePass {
  readonly system: SystemMap
  readonly recordType: string
  readonly columns: readonly Column[]
}

export function passesOf(systems: readonly SystemMap[]): RecordTypePass[] {
  const ordered = [...systems].sort((one, other) => (one.system < other.system ? -1 : 1))
  return ordered.flatMap((system) =>
    Object.entries(system.recordTypes)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([recordType, map]) => ({ system, recordType, columns: columnsOf(map) })),
  )
}

export interface CsvSpools {
  readonly machine: Spool
  readonly people: Spool
}

/** Formats every record once, in one pass: the JSON file comes out, the two CSV files go to the spools meanwhile. */
export async function* formatRecords(
  pages: AsyncIterable<readonly ExportRecord[]>,
  columns: readonly Column[],
  spools: CsvSpools,
): AsyncGenerator<Buffer> {
  const texts = { json: new TextBuffer(), csv: new SpoolText(spools.machine), sheet: new SpoolText(spools.people) }
  const writer = new RowWriter(columns, texts)
  for await (const page of pages) {
    for (const record of page) {
      writer.add(rowOf(columns, record))
      if (texts.json.isFull) {
        yield texts.json.take()
        await Promise.all([texts.csv.flushIfFull(), texts.sheet.flushIfFull()])
      }
    }
  }
  writer.end()
  yield texts.json.take()
  await Promise.all([texts.csv.flush(), texts.sheet.flush()])
}

/** Reads the pages of one record type, telling whether there is any record before the first file of it is begun. */
export class PageReader {
  /** Records read so far. */
  count = 0
  private readonly iterator: AsyncIterator<ExportPage>
  private first: readonly ExportRecord[] = []

  constructor(
    pages: AsyncIterable<ExportPage>,
    private readonly onPage: (page: ExportPage) => Promise<void>,
  ) {
    this.iterator = pages[Symbol.asyncIterator]()
  }

  /** Reads up to the first page with a record. */
  async hasRecords(): Promise<boolean> {
    for (let page = await this.next(); page !== null; page = await this.next()) {
      if (page.length > 0) {
        this.first = page
        return true
      }
    }
    return false
  }

  /** The records from there on. */
  async *records(): AsyncGenerator<readonly ExportRecord[]> {
    for (let page: readonly ExportRecord[] | null = this.first; page !== null; page = await this.next()) {
      yield page
    }
  }

  /** Closes the source, read to the end or not. */
  async close(): Promise<void> {
    await this.iterator.return?.()
  }

  private async next(): Promise<readonly ExportRecord[] | null> {
    const step = await this.iterator.next()
    if (step.done === true) {
      return null
    }
    this.count += step.value.records.length
    await this.onPage(step.value)
    return step.value.records
  }
}
