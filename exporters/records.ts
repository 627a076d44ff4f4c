import type { WithheldReason } from '../src/vocabulary/disclosure.js'
import type { FieldValue, RecordTypeId, SystemId } from '../src/vocabulary/source-record.js'
import type { Statement } from '../src/vocabulary/statement.js'

/** One record as it goes into a package: already filtered, masked and labelled by whoever prepared it. */
export interface ExportRecord {
  /** The hub's opaque id of the record; names its files, so it must be the same in `ExportFile.recordId`. */
  readonly id: string
  /** The id in the source system. */
  readonly externalId: string
  /** RFC 3339. */
  readonly observedAt: string
  /** RFC 3339; null where the source does not say. */
  readonly sourceUpdatedAt: string | null
  /** Named as the fields of the record type's map; absent where there is no value. Other names are refused. */
  readonly values: Readonly<Record<string, FieldValue | undefined>>
}

/** Something that is held and not in the package, with its reason. `count` values or records share the line. */
export interface WithheldLine {
  readonly system: SystemId
  readonly recordType: RecordTypeId
  /** The hub's id of the record; null where the line is about many. */
  readonly recordId: string | null
  /** Null where whole records or files are withheld. */
  readonly field: string | null
  readonly count: number
  readonly reason: WithheldReason
}

/** What one step of the reading pass brought; everything goes out as it comes in, nothing is gathered. */
export interface ExportPage {
  readonly records: readonly ExportRecord[]
  /** For `profile.json`. */
  readonly statements?: readonly Statement[]
  readonly withheld?: readonly WithheldLine[]
}

/** An attachment or a message (as MIME, `eml`) that goes into `files/`. */
export interface ExportFile {
  readonly recordId: string
  /** From 1, unique for the record. */
  readonly n: number
  /** Without the dot; anything but letters and digits becomes `bin`. */
  readonly extension: string
  readonly mediaType: string
  /** As the source calls it; kept in the sidecar only, never in a path. */
  readonly originalName: string
  readonly content: AsyncIterable<Uint8Array>
}
