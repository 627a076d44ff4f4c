import { isDeepStrictEqual } from 'node:util'
import type { FieldValue } from '../../vocabulary/source-record.js'
import type { FieldWrite, WriteOrder } from '../connector.js'
import { type InMemoryRecord, keyOf } from './people.js'

/** What has become of a record since the system started. */
export interface RecordState {
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly version: string
  readonly isRestricted: boolean
  /** An anonymised record leads to nobody. */
  readonly isAnonymised: boolean
  /** Null while the record is there. `finalOn` is null for one that never was in a recycle bin. */
  readonly gone: { readonly finalOn: string | null } | null
  /** Changes so far, whoever made them. */
  readonly revision: number
}

export type RecordChange = Partial<Omit<RecordState, 'version' | 'revision'>>

/** What writes made of records, kept beside them: what was never written costs nothing. */
export class RecordStates {
  private readonly written = new Map<string, RecordState>()
  private readonly writes = new Map<string, number>()

  /** Writes of the hub so far, over all records. */
  total = 0

  get isUntouched(): boolean {
    return this.written.size === 0
  }

  of(record: InMemoryRecord): RecordState {
    return this.written.get(keyOf(record)) ?? unwritten(record)
  }

  /** Every change gives the record another version. */
  change(record: InMemoryRecord, changes: RecordChange): void {
    const before = this.of(record)
    const revision = before.revision + 1
    this.written.set(keyOf(record), { ...before, ...changes, revision, version: `${record.version ?? '0'}+${revision}` })
  }

  /** The record is as it was given, as after a restored backup. */
  forget(record: InMemoryRecord): void {
    this.written.delete(keyOf(record))
  }

  /** A change that the hub makes; those of colleagues do not count. */
  write(record: InMemoryRecord, changes: RecordChange): void {
    this.change(record, changes)
    this.writes.set(keyOf(record), this.writesTo(record) + 1)
    this.total += 1
  }

  writesTo(ref: Pick<InMemoryRecord, 'recordType' | 'externalId'>): number {
    return this.writes.get(keyOf(ref)) ?? 0
  }
}

function unwritten({ fields, version }: InMemoryRecord): RecordState {
  return { fields, version: version ?? '0', isRestricted: false, isAnonymised: false, gone: null, revision: 0 }
}

/** By its version where the order knows one, else by the fields that were read. */
export function isAsExpected({ version, fields }: RecordState, expected: WriteOrder['expected']): boolean {
  if (expected.version !== undefined) {
    return expected.version === version
  }
  return Object.entries(expected.fields).every(([name, value]) => isDeepStrictEqual(fields[name], value))
}

export function fieldsAfter(fields: RecordState['fields'], changes: readonly FieldWrite[]): RecordState['fields'] {
  const after: Record<string, FieldValue> = { ...fields }
  for (const { field, value } of changes) {
    if (value === null) {
      delete after[field]
    } else {
      after[field] = value
    }
  }
  return after
}
