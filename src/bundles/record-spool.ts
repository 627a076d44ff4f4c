import type { ExportPage } from '../../exporters/records.js'
import type { OpenSpool, Spool } from '../../exporters/spool.js'

/** Pages of one record type put aside while systems are being read side by side, and given back in order. */
class PageSpool {
  private last: Promise<void> = Promise.resolve()

  constructor(private readonly spool: Spool) {}

  add(page: ExportPage): Promise<void> {
    this.last = this.last.then(() => this.spool.write(Buffer.from(`${JSON.stringify(page)}\n`)))
    return this.last
  }

  async *read(): AsyncGenerator<ExportPage> {
    await this.last
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of this.spool.read()) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        yield JSON.parse(line) as ExportPage
      }
    }
  }

  discard(): Promise<void> {
    return this.spool.discard()
  }
}

/** Everything read for a bundle, by record type, encrypted until it is packed. Memory does not grow with it. */
export class RecordSpools {
  private readonly spools = new Map<string, Promise<PageSpool>>()

  constructor(private readonly openSpool: OpenSpool) {}

  async add(system: string, recordType: string, page: ExportPage): Promise<void> {
    const spool = await this.spoolFor(system, recordType)
    await spool.add(page)
  }

  async *pages(system: string, recordType: string): AsyncGenerator<ExportPage> {
    const spool = await this.spools.get(`${system}/${recordType}`)
    if (spool !== undefined) {
      yield* spool.read()
      await spool.discard()
    }
  }

  private spoolFor(system: string, recordType: string): Promise<PageSpool> {
    const key = `${system}/${recordType}`
    const known = this.spools.get(key)
    if (known !== undefined) {
      return known
    }
    const opened = this.openSpool().then((spool) => new PageSpool(spool))
    this.spools.set(key, opened)
    return opened
  }
}
