import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import type { EraseMethod, WriteAnswer, WriteOrder } from '../../connector.js'
import { odooRecordType } from '../record-types.js'
import { emptied, type OdooEncoder } from './encode.js'
import type { OdooErasers } from './erasers.js'
import type { OdooGuards } from './guards.js'
import { idOf, type LiveRecord, type OdooInspector } from './inspect.js'
import { answered, Refused } from './refused.js'
import type { OdooTraces } from './traces.js'
import { writeRule } from './write-rules.js'
import type { OdooValues, OdooWriter } from './writer.js'

export interface WritingParts {
  readonly inspector: OdooInspector
  readonly guards: OdooGuards
  readonly encoder: OdooEncoder
  readonly traces: OdooTraces
  readonly erasers: OdooErasers
  readonly writer: OdooWriter
}

type Verb = 'rectify' | 'erase' | 'anonymise' | 'restrict'
type Change = (record: LiveRecord) => Promise<void>

const done: WriteAnswer = { kind: 'DONE' }
const conflict: WriteAnswer = { kind: 'CONFLICT' }

/**
 * The writing side: look once more, refuse what must stay, write. What Odoo keeps beside a record goes before the record changes,
 * so that a record that reads as it was ordered was changed to the end, and whatever was broken off can be begun again.
 */
export class OdooChanges {
  constructor(private readonly parts: WritingParts) {}

  rectify(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    return this.change(order, { verb: 'rectify', whenGone: conflict, signal }, async (record) => {
      const values = await this.parts.encoder.values(order.changes, record, signal)
      await this.parts.writer.correct(record.model, record.id, values, signal)
    })
  }

  /** An erasure that names fields takes those and nothing else: the record is never deleted for them. */
  erase(order: WriteOrder, method: EraseMethod, signal: AbortSignal): Promise<WriteAnswer> {
    if (method === 'ANONYMISE') {
      return this.anonymise(order, signal)
    }
    return order.changes.length === 0 ? this.delete(order, signal) : this.eraseFields(order, signal)
  }

  restrict(order: WriteOrder, on: boolean, signal: AbortSignal): Promise<WriteAnswer> {
    const run = { verb: 'restrict', whenGone: conflict, signal } as const
    return this.change(order, run, (record) => (on ? this.putUnderRestriction(order, record, signal) : this.lift(record, signal)))
  }

  private async delete(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    const { guards, erasers } = this.parts
    const answer = await this.change(order, { verb: 'erase', whenGone: done, signal }, async (record) => {
      await guards.check(record, { deed: 'ERASE', written: [] }, signal)
      await erasers.erase(record, signal)
    })
    return answer.kind === 'DONE' ? answered(done, () => this.sweep(order, signal)) : answer
  }

  private eraseFields(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    return this.change(order, { verb: 'anonymise', whenGone: done, signal }, async (record) => {
      const values = await this.parts.encoder.values(order.changes, record, signal)
      await this.parts.guards.check(record, { deed: 'EMPTY', written: Object.keys(values) }, signal)
      await this.parts.traces.removeFormerValues(record, null, signal)
      await this.writeEmptied(record, values, signal)
    })
  }

  private anonymise(order: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    return this.change(order, { verb: 'anonymise', whenGone: done, signal }, async (record) => {
      const rule = writeRule(order.ref.recordType)
      const beside = emptied([...(rule.alsoEmptied ?? []), ...(rule.detached ?? [])], record)
      const mark = rule.archivesAnonymised === true ? markOf(record, true) : {}
      const values = { ...beside, ...(await this.parts.encoder.values(order.changes, record, signal)), ...mark }
      await this.parts.guards.check(record, { deed: 'ANONYMISE', written: Object.keys(values) }, signal)
      await this.parts.traces.removeFilesOf(record, signal)
      await this.parts.traces.remove(record, signal)
      await this.writeEmptied(record, values, signal)
    })
  }

  /** Without changes it only marks: then nothing of the record is lost when the restriction is lifted. */
  private async putUnderRestriction(order: WriteOrder, record: LiveRecord, signal: AbortSignal): Promise<void> {
    const rule = writeRule(order.ref.recordType)
    const isEmptying = order.changes.length > 0
    const beside = isEmptying ? emptied(rule.alsoEmptied ?? [], record) : {}
    const values = { ...beside, ...(await this.parts.encoder.values(order.changes, record, signal)), ...markOf(record, true) }
    requireSome(values)
    await this.parts.guards.check(record, { deed: 'EMPTY', written: Object.keys(values) }, signal)
    if (isEmptying && rule.keepsHistory === true) {
      await this.parts.traces.removeFormerValues(record, Object.keys(values), signal)
    } else if (isEmptying) {
      await this.parts.traces.remove(record, signal)
    }
    await this.writeEmptied(record, values, signal)
  }

  private async lift(record: LiveRecord, signal: AbortSignal): Promise<void> {
    const values = markOf(record, false)
    requireSome(values)
    await this.parts.writer.writeUntracked(record.model, record.id, values, signal)
  }

  /** Fields with a history are written first: only then is there nothing left to write down when the history is emptied. */
  private async writeEmptied(record: LiveRecord, values: OdooValues, signal: AbortSignal): Promise<void> {
    const { histories = {} } = writeRule(record.type.recordType)
    const recorded = Object.keys(values).filter((name) => Object.values(histories).flat().includes(name))
    if (recorded.length > 0) {
      const first = Object.fromEntries(recorded.map((name) => [name, values[name]]))
      await this.parts.writer.writeUntracked(record.model, record.id, first, signal)
    }
    const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !recorded.includes(name)))
    const everything = { ...rest, ...emptied(Object.keys(histories), record) }
    await this.parts.writer.writeUntracked(record.model, record.id, everything, signal)
  }

  private async sweep({ ref }: WriteOrder, signal: AbortSignal): Promise<WriteAnswer> {
    const type = odooRecordType(ref.recordType)
    const hasFiles = type?.attachments !== undefined && type.attachments.idField === undefined
    if (hasFiles || type?.isThread === true) {
      const { model } = await this.parts.inspector.installed(ref.recordType, signal)
      await this.parts.traces.sweep({ model, id: idOf(ref) }, signal)
    }
    return done
  }

  private change(
    order: WriteOrder,
    { verb, whenGone, signal }: { readonly verb: Verb; readonly whenGone: WriteAnswer; readonly signal: AbortSignal },
    change: Change,
  ): Promise<WriteAnswer> {
    return answered(whenGone, async () => {
      if (writeRule(order.ref.recordType)[verb] !== 'LIVE') {
        throw new Refused(WriteRefusalReason.NOT_SUPPORTED)
      }
      const look = await this.parts.inspector.look(order, signal)
      if (look.kind !== 'SAME') {
        return look.kind === 'GONE' ? whenGone : conflict
      }
      await change(look.record)
      return done
    })
  }
}

/** Empty where the model cannot be archived. */
function markOf({ fields }: LiveRecord, isRestricted: boolean): OdooValues {
  return fields.has('active') ? { active: !isRestricted } : {}
}

function requireSome(values: OdooValues): void {
  if (Object.keys(values).length === 0) {
    throw new Refused(WriteRefusalReason.NOT_SUPPORTED)
  }
}
