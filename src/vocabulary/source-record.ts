/** Id of a connected system: `odoo`, `microsoft365`, `kbo` … SQL systems carry the operator's own id. */
export type SystemId = string

/** Id of a kind of record within a system, in kebab-case and unique within it: `contact`, `invoice`, `mail-message`. */
export type RecordTypeId = string

/** Where one record lives. `externalId` is the source's own id, opaque to the hub. */
export interface RecordRef {
  readonly system: SystemId
  readonly recordType: RecordTypeId
  readonly externalId: string
}

/** A value as the source holds it, already decoded: text, number, truth, list or object; null and '' never occur (absent instead). */
export type FieldValue = string | number | boolean | readonly FieldValue[] | { readonly [key: string]: FieldValue }

/** A file that belongs to a record. Its content is fetched by `Connector.open`. */
export interface Attachment {
  /** Id within the source, enough for `Connector.open` together with the record's reference. */
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly bytes?: number
  /** Whether the subject wrote or provided it; what others wrote is withheld until it has been redacted. */
  readonly authoredBySubject: boolean
}

/** One record about one subject, as a connector read it. */
export interface SourceRecord {
  readonly ref: RecordRef
  /** The subject on whose link the record was found. */
  readonly subjectId: string
  /** Named as the data map names them; fields that the source does not hold are absent. */
  readonly fields: Readonly<Record<string, FieldValue>>
  /** RFC 3339; when the hub read it. */
  readonly observedAt: string
  /** RFC 3339; when the source says it last changed. */
  readonly sourceUpdatedAt?: string
  /** ISO date from which the retention of this record runs, where the record knows one (such as an invoice's date). */
  readonly retentionStart?: string
  /** Whether the subject wrote it; false withholds the free text of messages. Absent where authorship has no meaning. */
  readonly authoredBySubject?: boolean
  readonly attachments: readonly Attachment[]
  /** What the source offers for concurrency: ETag, change number, or the values read. Opaque to all but the connector. */
  readonly version?: string
}
