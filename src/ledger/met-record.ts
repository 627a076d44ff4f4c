import type { ReturnAlarm } from '../../entities/return-alarm.js'
import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef } from '../vocabulary/source-record.js'

/** A record that somebody read, with what it can be recognised by. */
export interface MetRecord {
  readonly ref: RecordRef
  readonly identifiers: readonly SubjectIdentifier[]
  /** For whom it was read, where it was read for somebody. */
  readonly subjectId?: string
}

export interface Look {
  readonly foundBy: ReturnAlarm['foundBy']
  /** RFC 3339; when reading began. What was erased after that may have been read just before. */
  readonly begunAt: string
}

/** Compares what is read with what was erased, and raises an alarm for what is back. */
export interface ReturnComparison {
  /** Gives how many alarms were raised. */
  compare(records: readonly MetRecord[], look: Look): Promise<number>
}
