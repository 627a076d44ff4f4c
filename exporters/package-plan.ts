import type { Writable } from 'node:stream'
import type { SystemMap } from '../src/datamap/data-map.js'
import type { AccessStatement } from '../src/vocabulary/access-statement.js'
import type { BundleKind } from '../src/vocabulary/bundle-state.js'
import type { SystemCoverage } from '../src/vocabulary/coverage.js'
import type { Language } from '../src/vocabulary/language.js'
import type { ExportFile, ExportPage, WithheldLine } from './records.js'
import type { BundleSigner } from './signature.js'
import type { OpenSpool } from './spool.js'
import type { FinishedPart } from './zip-part.js'

/** What is known before anything is read. The same plan over the same data gives the same bytes. */
export interface PackagePlan {
  /** Names the base directory. */
  readonly bundleId: string
  readonly kind: BundleKind
  /** Comes first in the README and gives the titles of the schemas. */
  readonly language: Language
  /** RFC 3339. */
  readonly createdAt: string
  /** Who hands the data over; in `bag-info.txt` and the README. */
  readonly controller: string
  /** How the README addresses the person. */
  readonly subject: string
  /** The systems, record types and fields that this package may hold: the data map, cut down to them. */
  readonly systems: readonly SystemMap[]
}

/** What is only known once everything has been read. */
export interface PackageConclusion {
  /** One line for every registered system. */
  readonly coverage: readonly SystemCoverage[]
  /** Refused when the coverage says otherwise. */
  readonly complete: boolean
  /** The Art. 15 answers: needed for an access copy, refused in any other package. */
  readonly statement: AccessStatement | null
  /** Lines that no page brought. */
  readonly withheld?: readonly WithheldLine[]
}

/**
 * Where the content comes from. Read once: `records` for each record type in order of system and record type, then `files`,
 * then `conclude`; never two at a time. An iterator that is left early is closed by its `return`. A throw ends the package.
 */
export interface PackageSource {
  /** Records in an order that the same data always have. Nothing is written for a record type without records. */
  records(system: SystemMap, recordType: string): AsyncIterable<ExportPage>
  files(): AsyncIterable<ExportFile>
  conclude(): Promise<PackageConclusion>
}

/** Counts so far; all only grow. */
export interface PackageProgress {
  readonly records: number
  readonly files: number
  /** Uncompressed bytes of the payload. */
  readonly bytes: number
}

export interface PackageOrder {
  readonly plan: PackagePlan
  readonly source: PackageSource
  /** Opens the place for one zip file, from 1; called again only when a part is full. Destroyed on failure. */
  readonly openPart: (number: number) => Writable | Promise<Writable>
  readonly openSpool: OpenSpool
  readonly signer: BundleSigner
  /** Stops the package; `writePackage` rejects with its reason once the source is closed. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: PackageProgress) => void
  /** Bytes of a zip file after which the next file of the bag goes into a new one; 2 GB unless told. No file is split. */
  readonly partBytes?: number
}

export interface PackageResult {
  readonly parts: readonly FinishedPart[]
  /** Files in the payload. */
  readonly files: number
  readonly records: number
  /** Bytes of all zip files. */
  readonly bytes: number
  /** SHA-512 of `manifest-sha512.txt`, lower-case hex: names the payload as a whole. */
  readonly manifestSha512: string
}
