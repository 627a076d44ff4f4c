import type { FieldValue, RecordRef } from '../../vocabulary/source-record.js'
import type { InspectedRecord, Selection } from '../connector.js'
import { asSourceError, type GraphFailure, isGone } from './graph-failure.js'
import { fieldsOf, type GraphObject } from './graph-object.js'
import { type GraphRead, type GraphReads, nothing, type Taken } from './graph-reads.js'
import type { Mailbox } from './mailboxes.js'
import type { Microsoft365Settings } from './options.js'

/** One look at single records, by their own ids. */
export interface InspectRun {
  readonly settings: Microsoft365Settings
  readonly reads: GraphReads
  readonly selection: Selection
  /** ISO date. */
  readonly today: string
  readonly mailboxes: readonly Mailbox[]
}

/** A record as it is now, with what Graph showed of it: that decides how it may be written. */
export interface SeenRecord {
  readonly record: InspectedRecord
  readonly source: GraphObject
  /** Deleted, but kept beyond its day. */
  readonly isHeld?: boolean
}

interface Seen {
  readonly source: GraphObject
  readonly version?: string
  readonly isRestricted?: boolean
  /** Fields that are not read off the source as they stand. */
  readonly derived?: Readonly<Record<string, FieldValue>>
  readonly finalOn?: string
}

export function wantedOf(run: InspectRun, { recordType }: RecordRef): readonly string[] {
  return run.selection.get(recordType) ?? []
}

/** As `recordsOf` reads it, so that a record which nobody touched looks the same. */
export function seen(run: InspectRun, ref: RecordRef, { source, version, isRestricted = false, derived = {}, finalOn }: Seen): SeenRecord {
  const wanted = wantedOf(run, ref)
  const own = Object.entries(derived).filter(([name]) => wanted.includes(name))
  const fields = { ...fieldsOf(source, wanted), ...Object.fromEntries(own) }
  const facts = { ...(version === undefined ? {} : { version }), ...(finalOn === undefined ? {} : { finalOn }) }
  return { record: { ref, fields, isRestricted, ...facts }, source }
}

/** What lies in a recycle bin only. */
export function binned(ref: RecordRef, finalOn: string): Taken<SeenRecord> {
  return { found: [{ record: { ref, fields: {}, isRestricted: false, finalOn }, source: {} }], next: [] }
}

/** Where a record is not, look elsewhere; any other refusal leaves open whether it is there, and fails. */
export function goneOr(elsewhere: () => readonly GraphRead<SeenRecord>[]): (failure: GraphFailure) => Taken<SeenRecord> {
  return (failure) => {
    if (!isGone(failure)) {
      throw asSourceError(failure, 'a record')
    }
    return { found: [], next: elsewhere() }
  }
}

export const gone = goneOr(() => nothing.next)
