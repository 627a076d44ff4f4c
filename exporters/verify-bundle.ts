import { createHash } from 'node:crypto'
import type { JSONWebKeySet } from 'jose'
import { payloadOxum, sha512 } from './bagit.js'
import { checkSignature, type SignatureVerdict } from './signature.js'
import { BundleArchive, type Problem, tagFiles } from './verify-archive.js'
import type { ContentCheck } from './verify-content.js'
import { checkFor, type DescribedFile, describedFiles } from './verify-data-package.js'

export interface VerifyReport {
  /** Nothing is missing, added or changed, and the signature (where keys were given) is by one of them. */
  readonly intact: boolean
  readonly signature: SignatureVerdict | 'MISSING'
  /** Id of the signing key as the signature names it. */
  readonly kid: string | null
  readonly bundleId: string | null
  readonly files: number
  readonly records: number
  readonly problems: readonly Problem[]
}

interface SeenFile {
  readonly path: string
  readonly bytes: number
  readonly sha512: string
  readonly records: number | null
}

const unsealedFiles = ['signature.jws', 'tagmanifest-sha512.txt']

/**
 * Checks a bundle, given as one zip or all its parts, without a hub: names, manifests, hashes, sizes, signature, schemas and
 * row counts. Every file is streamed once. Throws UnreadableBundleError where there is nothing to check.
 */
export async function verifyBundle(paths: readonly string[], keys?: JSONWebKeySet): Promise<VerifyReport> {
  const archive = await BundleArchive.open(paths)
  try {
    return await new Verification(archive, keys).run()
  } finally {
    archive.close()
  }
}

class Verification {
  private readonly seen: SeenFile[] = []

  constructor(
    private readonly archive: BundleArchive,
    private readonly keys?: JSONWebKeySet,
  ) {}

  async run(): Promise<VerifyReport> {
    const signed = await this.checkTags()
    const listed = parseManifest((await this.readIfThere('manifest-sha512.txt')) ?? '')
    this.checkPresence(listed)
    const described = await describedFiles(this.archive)
    for (const path of this.archive.paths.filter((name) => name.startsWith('data/'))) {
      await this.checkPayload(path, listed.get(path), described)
    }
    await this.checkOxum()
    this.checkDescriptions(described)
    return this.report(signed)
  }

  private get problems(): Problem[] {
    return this.archive.problems
  }

  private report(signed: Pick<VerifyReport, 'signature' | 'kid'>): VerifyReport {
    return {
      ...signed,
      intact: this.problems.length === 0,
      bundleId: this.archive.baseDirectory,
      files: this.seen.length,
      records: this.seen.reduce((sum, { path, records }) => sum + (path.endsWith('.json') ? (records ?? 0) : 0), 0),
      problems: this.problems,
    }
  }

  private note(file: string, reason: string): void {
    this.problems.push({ file, reason })
  }

  private async readIfThere(path: string): Promise<string | null> {
    return this.archive.has(path) ? this.archive.readText(path) : null
  }

  /** Tag manifest, the tag files it lists, and the signature over it. */
  private async checkTags(): Promise<Pick<VerifyReport, 'signature' | 'kid'>> {
    const tagManifest = await this.archive.readText('tagmanifest-sha512.txt')
    const listed = parseManifest(tagManifest ?? '')
    for (const path of tagFiles) {
      const content = await this.archive.readText(path)
      if (content !== null && listed.get(path) !== sha512(content)) {
        this.note(path, 'is not what the tag manifest says')
      }
    }
    const root = this.archive.paths.filter((path) => !path.startsWith('data/'))
    root.filter((path) => ![...tagFiles, ...unsealedFiles].includes(path)).forEach((path) => this.note(path, 'does not belong to the bag'))
    return this.checkSigner(tagManifest ?? '')
  }

  private async checkSigner(tagManifest: string): Promise<Pick<VerifyReport, 'signature' | 'kid'>> {
    const detached = await this.archive.readText('signature.jws')
    if (detached === null) {
      return { signature: 'MISSING', kid: null }
    }
    const { verdict, kid } = await checkSignature(detached, Buffer.from(tagManifest, 'utf8'), this.keys)
    const reasons: Partial<Record<SignatureVerdict, string>> = {
      MALFORMED: 'is not a detached signature',
      UNKNOWN_KEY: 'is by a key that is not in the key set',
      WRONG: 'does not fit the tag manifest',
    }
    const reason = reasons[verdict]
    if (reason !== undefined) {
      this.note('signature.jws', reason)
    }
    return { signature: verdict, kid }
  }

  private checkPresence(listed: ReadonlyMap<string, string>): void {
    for (const path of listed.keys()) {
      if (!this.archive.has(path)) {
        this.note(path, 'is missing')
      }
    }
  }

  private async checkPayload(path: string, expected: string | undefined, described: ReadonlyMap<string, DescribedFile>): Promise<void> {
    if (expected === undefined) {
      this.note(path, 'is not in the manifest')
    }
    const check = checkFor(path, described.get(path))
    const seen = await this.readThrough(path, check, described.get(path)?.isTable === true)
    if (seen === null) {
      return
    }
    this.seen.push(seen)
    if (expected !== undefined && expected !== seen.sha512) {
      this.note(path, 'is not what the manifest says: its content was changed')
    }
    if (check?.problem) {
      this.note(path, check.problem)
    }
  }

  private async readThrough(path: string, check: ContentCheck | null, isTable: boolean): Promise<SeenFile | null> {
    const hash = createHash('sha512')
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    let bytes = 0
    try {
      for await (const chunk of await this.archive.stream(path)) {
        const piece = chunk as Buffer
        bytes += piece.length
        hash.update(piece)
        check?.push(decoder.decode(piece, { stream: true }))
      }
    } catch {
      this.note(path, 'is damaged: it cannot be decompressed')
      return null
    }
    check?.end()
    return { path, bytes, sha512: hash.digest('hex'), records: isTable ? (check?.records ?? null) : null }
  }

  private async checkOxum(): Promise<void> {
    const info = (await this.readIfThere('bag-info.txt')) ?? ''
    const stated = /^Payload-Oxum: (\S+)$/m.exec(info)?.[1]
    if (stated !== payloadOxum(this.seen)) {
      this.note('bag-info.txt', 'states another number of bytes and files (Payload-Oxum) than there are')
    }
  }

  /** The Data Package against what was seen: sizes, hashes, and the same number of records in every file of a record type. */
  private checkDescriptions(described: ReadonlyMap<string, DescribedFile>): void {
    const counts = new Map(this.seen.map(({ path, records }) => [path, records]))
    const seen = new Map(this.seen.map((file) => [file.path, file]))
    for (const [path, resource] of described) {
      const file = seen.get(path)
      if (file === undefined) {
        this.note(path, 'is described in datapackage.json but cannot be read')
      } else if (file.bytes !== resource.bytes || `sha512:${file.sha512}` !== resource.hash) {
        this.note(path, 'is not what datapackage.json says')
      } else if (resource.sameRecordsAs !== null && counts.get(resource.sameRecordsAs) !== file.records) {
        this.note(path, `has another number of records than ${resource.sameRecordsAs}`)
      }
    }
    this.seen
      .filter(({ path }) => path !== 'data/datapackage.json' && !described.has(path))
      .forEach(({ path }) => this.note(path, 'is not described in datapackage.json'))
  }
}

/** Path to hash. */
function parseManifest(text: string): Map<string, string> {
  const lines = text.split('\n').map((line) => /^([0-9a-f]{128}) {2}(\S+)$/.exec(line))
  return new Map(lines.flatMap((match) => (match?.[1] !== undefined && match[2] !== undefined ? [[match[2], match[1]] as const] : [])))
}
