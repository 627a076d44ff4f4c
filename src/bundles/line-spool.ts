import type { ExportPage } from '../../exporters/records.js'
import type { OpenSpool, Spool } from '../../exporters/spool.js'

const lineEnd = 0x0a

/** Things put aside one by one, and given back in order. Memory does not grow with them. */
export class LineSpool<T> {
  private spool: Promise<Spool> | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(private readonly openSpool: OpenSpool) {}

  add(thing: T): Promise<void> {
    this.spool ??= this.openSpool()
    const spool = this.spool
    this.last = this.last.then(async () => (await spool).write(Buffer.from(`${JSON.stringify(thing)}\n`)))
    return this.last
  }

  /** To be read once; frees the place at the end. */
  async *read(): AsyncGenerator<T> {
    await this.last
    const spool = await this.spool
    if (spool === null) {
      return
    }
    try {
      for await (const line of linesOf(spool.read())) {
        yield JSON.parse(line) as T
      }
    } finally {
      await spool.discard()
    }
  }
}

/** A line may span many chunks; each byte is looked at once. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, start)) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString()
      begun = []
      start = end + 1
    }
    begun.push(chunk.subarray(start))
  }
}

/** Everything read for a bundle, by record type, until it is packed. */
export class RecordSpools {
  /** Records put aside so far. */
  records = 0
  private readonly spools = new Map<string, LineSpool<ExportPage>>()

  constructor(private readonly openSpool: OpenSpool) {}

  add(system: string, recordType: string, page: ExportPage): Promise<void> {
    const key = `${system}/${recordType}`
    const spool = this.spools.get(key) ?? new LineSpool<ExportPage>(this.openSpool)
    this.spools.set(key, spool)
    this.records += page.records.length
    return spool.add(page)
  }

  async *pages(system: string, recordType: string): AsyncGenerator<ExportPage> {
    yield* this.spools.get(`${system}/${recordType}`)?.read() ?? []
  }
}
