import type { InspectedRecord } from '../../connectors/connector.js'
import { SourceError } from '../../connectors/source-error.js'
import { ReadBack, StepAction, StepOutcome } from '../../vocabulary/change.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { StepHindrance } from '../../vocabulary/step-error.js'
import type { StoredStep } from '../plans/plan-store.js'
import {
  type Aftermath,
  afterConflict,
  afterFailure,
  afterRefusal,
  afterStillPresent,
  type RetryOptions,
  type StepHistory,
} from './aftermath.js'
import type { FaultPoint } from './fault-point.js'
import type { RecordWriter } from './record-writer.js'
import { Sighting, sightingOf } from './sighting.js'
import type { StepDone } from './step-rows.js'

/** What came of one attempt. `written`: whether the hub wrote in it. */
export type Attempt =
  | { readonly kind: 'DONE'; readonly done: StepDone; readonly written: boolean }
  | { readonly kind: 'STOPPED'; readonly aftermath: Aftermath; readonly readBack: ReadBack | null }

export interface StepRunParts {
  readonly writer: RecordWriter
  readonly retry: RetryOptions
  readonly onPersisted: FaultPoint
}

/** One attempt at one step. */
export interface AttemptFrame {
  readonly history: StepHistory
  /** Whether an earlier attempt may have written. */
  readonly isResumed: boolean
  readonly signal: AbortSignal
}

/** How often a record is looked at again that somebody changed between the look and the write. */
const looks = 2

/** Carries out one step: looks, writes only what is not yet as wanted, looks again. Records nothing. */
export class StepRun {
  constructor(private readonly parts: StepRunParts) {}

  /** What a system does not do is an attempt that was stopped; thrown is only what no system is to blame for. */
  async attempt(step: StoredStep, frame: AttemptFrame): Promise<Attempt> {
    try {
      return await this.carryOut(step, frame)
    } catch (error) {
      if (!(error instanceof SourceError) || frame.signal.aborted) {
        throw error
      }
      return { kind: 'STOPPED', aftermath: afterFailure(error, frame.history, this.parts.retry), readBack: null }
    }
  }

  private async carryOut(step: StoredStep, frame: AttemptFrame): Promise<Attempt> {
    for (let look = 1; ; look += 1) {
      const record = await this.parts.writer.look(step, frame.signal)
      const sighting = sightingOf(step.planned, record, this.parts.writer.frame, frame.isResumed)
      if (record === null || sighting !== Sighting.AS_SEEN) {
        return withoutWriting(step, sighting, record)
      }
      const answer = await this.parts.writer.write(step, record, frame.signal)
      if (answer.kind === 'DONE') {
        await this.parts.onPersisted('source.written', step.row.id)
        return this.readBack(step, answer.finalOn ?? null, frame)
      }
      if (answer.kind === 'REFUSED') {
        return stopped(afterRefusal(answer.reason, this.isCard(step)))
      }
      if (look === looks) {
        return stopped(afterConflict(StepHindrance.RECORD_CHANGED))
      }
    }
  }

  /** Done is what the source shows, not what it answers. */
  private async readBack(step: StoredStep, finalOn: string | null, frame: AttemptFrame): Promise<Attempt> {
    const record = await this.lookAgain(step, frame.signal)
    if (record === 'HIDDEN') {
      return { kind: 'DONE', done: { outcome: outcomeOf(step, finalOn), readBack: ReadBack.CANNOT_CHECK, finalOn }, written: true }
    }
    const sighting = sightingOf(step.planned, record, this.parts.writer.frame, true)
    if (isDone(step, sighting)) {
      return { kind: 'DONE', done: doneAs(step, record, record?.finalOn ?? finalOn), written: true }
    }
    if (sighting === Sighting.GONE || sighting === Sighting.IN_BIN) {
      return stopped(afterConflict(StepHindrance.RECORD_GONE), ReadBack.GONE)
    }
    return stopped(afterStillPresent(frame.history, this.parts.retry), ReadBack.STILL_PRESENT)
  }

  /** HIDDEN where the system will never show it; where it merely did not answer, the step is tried again, and reads first. */
  private async lookAgain(step: StoredStep, signal: AbortSignal): Promise<InspectedRecord | null | 'HIDDEN'> {
    try {
      return await this.parts.writer.look(step, signal)
    } catch (error) {
      const hidden: readonly CoverageReason[] = [CoverageReason.NO_PERMISSION, CoverageReason.NOT_SEARCHED]
      if (error instanceof SourceError && hidden.includes(error.reason)) {
        return 'HIDDEN'
      }
      throw error
    }
  }

  private isCard({ planned: { ref } }: StoredStep): boolean {
    return this.parts.writer.frame.dataMap.systems.get(ref.system)?.recordTypes[ref.recordType]?.isCard === true
  }
}

function withoutWriting(step: StoredStep, sighting: Sighting, record: InspectedRecord | null): Attempt {
  if (isDone(step, sighting)) {
    return { kind: 'DONE', done: doneAs(step, record, record?.finalOn ?? null), written: false }
  }
  return stopped(afterConflict(sighting === Sighting.CHANGED ? StepHindrance.RECORD_CHANGED : StepHindrance.RECORD_GONE))
}

/** What was to be erased may be gone; what was to be corrected or kept may not. */
function isDone({ planned: { action } }: StoredStep, sighting: Sighting): boolean {
  const mayBeGone = action === StepAction.ERASE || action === StepAction.ANONYMISE
  const isGone = sighting === Sighting.GONE || sighting === Sighting.IN_BIN
  return sighting === Sighting.AS_WANTED || (isGone && mayBeGone)
}

function doneAs(step: StoredStep, record: InspectedRecord | null, finalOn: string | null): StepDone {
  const isGone = record === null || record.finalOn !== undefined
  const soft = isGone ? finalOn : null
  return { outcome: isGone ? goneAs(soft) : outcomeOf(step, null), readBack: isGone ? ReadBack.GONE : ReadBack.CHANGED, finalOn: soft }
}

function goneAs(finalOn: string | null): StepOutcome {
  return finalOn === null ? StepOutcome.ERASED : StepOutcome.DELETED_SOFT
}

function outcomeOf({ planned: { action } }: StoredStep, finalOn: string | null): StepOutcome {
  const outcomes: Partial<Readonly<Record<StepAction, StepOutcome>>> = {
    RECTIFY: StepOutcome.RECTIFIED,
    ANONYMISE: StepOutcome.ANONYMISED,
    RESTRICT: StepOutcome.RESTRICTED,
  }
  return outcomes[action] ?? goneAs(finalOn)
}

function stopped(aftermath: Aftermath, readBack: ReadBack | null = null): Attempt {
  return { kind: 'STOPPED', aftermath, readBack }
}
