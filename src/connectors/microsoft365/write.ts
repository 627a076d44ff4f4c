import { isDeepStrictEqual } from 'node:util'
import { timestamp } from '../../kernel/clock.js'
import { WriteRefusalReason } from '../../vocabulary/write-refusal.js'
import type { EraseMethod, WriteAnswer, WriteOrder } from '../connector.js'
import type { CollectParts } from './collect.js'
import { daysInBin } from './directory.js'
import type { GraphClient, GraphWrite } from './graph-client.js'
import { asSourceError, type GraphFailure, isGone } from './graph-failure.js'
import { dayAfter } from './graph-object.js'
import { look } from './inspect.js'
import type { SeenRecord } from './inspect-run.js'
import type { Lanes } from './lanes.js'
import { Microsoft365RecordType as Type } from './record-types.js'
import { type Intent, patchOf, removalOf, restrictionOf } from './write-request.js'

export interface WriteParts extends CollectParts {
  readonly client: GraphClient
  readonly lanes: Lanes
}

/** What a kind of write does with what it meets. */
interface Write {
  readonly order: WriteOrder
  readonly intent: (seen: SeenRecord) => Intent
  /** Whether a record that is gone already is as it should be. */
  readonly mayBeGone: boolean
  /** After it was carried out. @default done */
  readonly after?: () => Promise<WriteAnswer>
}

const done: WriteAnswer = { kind: 'DONE' }
const conflict: WriteAnswer = { kind: 'CONFLICT' }

/** Compares, writes once, and says what came of it. Graph checks the version where a record has one; an account has none. */
export class Writer {
  constructor(private readonly parts: WriteParts) {}

  rectify(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    return this.write({ order, intent: (seen) => patchOf(order, seen), mayBeGone: false }, signal)
  }

  restrict(order: WriteOrder, on: boolean, signal: AbortSignal): Promise<WriteAnswer> {
    return this.write({ order, intent: (seen) => restrictionOf(order, on, seen), mayBeGone: false }, signal)
  }

  erase(order: WriteOrder, method: EraseMethod, signal: AbortSignal): Promise<WriteAnswer> {
    const write: Write =
      method === 'ANONYMISE'
        ? { order, intent: (seen) => patchOf(order, seen), mayBeGone: true }
        : { order, intent: (seen) => removalOf(order, seen), mayBeGone: true, after: () => this.whereItWent(order, signal) }
    return this.write(write, signal)
  }

  /** What goes into a bin is looked up there, for Graph knows the day on which it came. An account may take a while to appear in it. */
  private async whereItWent(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    const { recordType } = order.ref
    const isAccount = recordType === Type.USER || recordType === Type.GUEST
    const now = timestamp(this.parts.settings.clock)
    const seen = await this.seen(order, signal)
    return doneOrBinned(seen?.record.finalOn ?? (isAccount ? dayAfter({ now }, 'now', daysInBin) : undefined))
  }

  private async write(write: Write, signal: AbortSignal, isRepeated = false): Promise<WriteAnswer> {
    const { order, mayBeGone } = write
    const seen = await this.seen(order, signal)
    if (seen === null || isBinned(seen)) {
      return mayBeGone ? doneOrBinned(seen?.record.finalOn) : conflict
    }
    if (seen.isHeld === true) {
      return refused(WriteRefusalReason.LEGAL_HOLD)
    }
    if (!isAsExpected(seen, order)) {
      return conflict
    }
    const intent = write.intent(seen)
    if ('refused' in intent) {
      return refused(intent.refused)
    }
    const failure = await this.send(intent, signal)
    if (failure === null) {
      return write.after?.() ?? done
    }
    // Exchange now and then answers so although nobody touched the item; nothing was written, so it may be tried once more.
    const isHiccup = failure.status === 412 && !isRepeated
    return isHiccup ? this.write(write, signal, true) : answerTo(failure, intent.request.method, mayBeGone)
  }

  private async seen({ ref, expected, changes }: WriteOrder, signal: AbortSignal): Promise<SeenRecord | null> {
    const fields = [...new Set([...Object.keys(expected.fields), ...changes.map(({ field }) => field)])]
    const [seen = null] = await look(this.parts, [ref], new Map([[ref.recordType, fields]]), signal)
    return seen
  }

  private async send({ request, lane }: Extract<Intent, { request: unknown }>, signal: AbortSignal): Promise<GraphFailure | null> {
    const { client, lanes } = this.parts
    if (lane === undefined) {
      return client.write(request, signal)
    }
    await lanes.enter(lane, signal)
    try {
      return await client.write(request, signal)
    } finally {
      lanes.leave([lane])
    }
  }
}

/** By its version where it has one, else by the fields that were read and those that are to be written. */
function isAsExpected({ record }: SeenRecord, { expected, changes }: WriteOrder): boolean {
  if (expected.version !== undefined) {
    return expected.version === record.version
  }
  const names = [...Object.keys(expected.fields), ...changes.map(({ field }) => field)]
  return names.every((name) => isDeepStrictEqual(expected.fields[name], record.fields[name]))
}

/** Gone but for a recycle bin. A deleted account that is itself the record in question still waits to be erased. */
function isBinned({ record: { ref, finalOn } }: SeenRecord): boolean {
  return finalOn !== undefined && ref.recordType !== Type.DELETED_USER
}

function doneOrBinned(finalOn: string | undefined): WriteAnswer {
  return finalOn === undefined ? done : { kind: 'DONE', finalOn }
}

/** Every status that Graph documents for a refused write. What is none of them leaves open whether it was carried out. */
function answerTo(failure: GraphFailure, method: GraphWrite['method'], mayBeGone: boolean): WriteAnswer {
  if (isGone(failure)) {
    return mayBeGone ? done : conflict
  }
  switch (failure.status) {
    case 409:
    case 412:
      return conflict
    case 400:
      return refused(method === 'PATCH' ? WriteRefusalReason.VALUE_REFUSED : WriteRefusalReason.RULE_OF_SYSTEM)
    case 403:
      return refused(WriteRefusalReason.NO_PERMISSION)
    case 404:
    case 405:
    case 501:
      return refused(WriteRefusalReason.NOT_SUPPORTED)
    case 423:
      return refused(WriteRefusalReason.LEGAL_HOLD)
    default:
      throw asSourceError(failure, 'a write')
  }
}

function refused(reason: WriteRefusalReason): WriteAnswer {
  return { kind: 'REFUSED', reason }
}
