import type { BagFile } from './bagit.js'
import type { Resource, ResourceFacts, WrittenFile } from './data-package.js'
import type { PackageOrder } from './package-plan.js'
import { PathRegister } from './safe-name.js'
import { type FinishedPart, ZipPart } from './zip-part.js'

const defaultPartBytes = 2_000_000_000
/** Level 3 costs half of level 6 and gives nine tenths of it. */
const deflateLevel = 3

/** Writes the files of a bag into one zip or, past the size of a part, into the next; keeps their digests. */
export class BagWriter {
  readonly resources: Resource[] = []
  private readonly paths = new PathRegister()
  private readonly finished: FinishedPart[] = []
  private part: ZipPart | null = null
  private aborted: Error | null = null
  private written = 0

  constructor(private readonly order: PackageOrder) {}

  /** Writes one file of the payload; `path` is relative to `data/`. */
  async addPayload(path: string, content: AsyncIterable<Buffer>, facts: ResourceFacts): Promise<Resource> {
    const written = await this.add(`data/${path}`, content)
    const resource = { ...written, path, ...facts }
    this.resources.push(resource)
    this.written += written.bytes
    return resource
  }

  /** Writes one file of the bag; `path` is relative to the base directory. */
  async add(path: string, content: AsyncIterable<Buffer>): Promise<WrittenFile> {
    const { bundleId } = this.order.plan
    const part = await this.openPart()
    return { path, ...(await part.add(this.paths.take(`${bundleId}/${path}`), content)) }
  }

  /** Uncompressed bytes of the payload's finished files. */
  get payloadBytes(): number {
    return this.written
  }

  /** The payload as the manifest lists it. */
  get payload(): BagFile[] {
    return this.resources.map(({ path, bytes, sha512 }) => ({ path: `data/${path}`, bytes, sha512 }))
  }

  async finish(): Promise<FinishedPart[]> {
    await this.finishPart()
    return this.finished
  }

  abort(error: Error): void {
    this.aborted ??= error
    this.part?.abort(error)
  }

  /** Like `abort`; returns when the sink is closed. */
  async abandon(reason: Error): Promise<void> {
    this.aborted ??= reason
    await this.part?.abandon(reason)
  }

  private async openPart(): Promise<ZipPart> {
    if (this.aborted !== null) {
      throw this.aborted
    }
    if (this.part !== null && this.part.size >= (this.order.partBytes ?? defaultPartBytes)) {
      await this.finishPart()
    }
    this.part ??= await this.newPart(this.finished.length + 1)
    return this.part
  }

  private async newPart(number: number): Promise<ZipPart> {
    return new ZipPart(number, await this.order.openPart(number), deflateLevel)
  }

  private async finishPart(): Promise<void> {
    if (this.part !== null) {
      this.finished.push(await this.part.finish())
      this.part = null
    }
  }
}
