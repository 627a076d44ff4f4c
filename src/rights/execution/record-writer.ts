import type { InspectedRecord, WriteAnswer, WriteOrder } from '../../connectors/connector.js'
import type { CallLimits, Gateway } from '../../federation/gateway.js'
import { selectionOf } from '../../federation/selection.js'
import { InternalError } from '../../kernel/errors.js'
import { StepAction } from '../../vocabulary/change.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import type { StoredStep } from '../plans/plan-store.js'
import { selectionFor, type SightingFrame } from './sighting.js'

/** Speaks to a system about the record of one step: looks at it, and writes to it. */
export class RecordWriter {
  constructor(
    private readonly gateway: Gateway,
    readonly frame: SightingFrame,
    private readonly callBudgetMs: number,
  ) {}

  /** Null where it is not there. */
  async look({ planned }: StoredStep, signal: AbortSignal): Promise<InspectedRecord | null> {
    const { ref } = planned
    const found = await this.gateway.inspect(ref.system, [ref], selectionFor([planned], this.frame), this.limits(signal))
    return found.find((record) => record.ref.recordType === ref.recordType && record.ref.externalId === ref.externalId) ?? null
  }

  /** Whether a record is there, and not only in a recycle bin. */
  async isStanding(ref: RecordRef, signal: AbortSignal): Promise<boolean> {
    const map = this.frame.dataMap.systems.get(ref.system)
    const selection = map === undefined ? new Map() : selectionOf([ref.recordType], map)
    const found = await this.gateway.inspect(ref.system, [ref], selection, this.limits(signal))
    return found.some(({ ref: { externalId }, finalOn }) => externalId === ref.externalId && finalOn === undefined)
  }

  /** Writes once. The key is the step's own, the same at every attempt. */
  write({ row, planned }: StoredStep, { fields, version }: InspectedRecord, signal: AbortSignal): Promise<WriteAnswer> {
    const order: WriteOrder = { ref: planned.ref, expected: { fields, version }, key: row.id, changes: planned.writes }
    switch (planned.action) {
      case StepAction.RECTIFY:
        return this.gateway.rectify(order, this.limits(signal))
      case StepAction.ERASE:
        return this.gateway.erase(order, planned.writes.length === 0 ? 'ERASE' : 'ANONYMISE', this.limits(signal))
      case StepAction.ANONYMISE:
        return this.gateway.erase(order, 'ANONYMISE', this.limits(signal))
      case StepAction.RESTRICT:
        return this.gateway.restrict(order, true, this.limits(signal))
      case StepAction.RETAIN:
      case StepAction.REFER:
      case StepAction.FORWARD:
      case StepAction.BY_HAND:
        throw new InternalError(`A step to ${planned.action} is not written.`)
    }
  }

  private limits(signal: AbortSignal): CallLimits {
    return { budgetMs: this.callBudgetMs, signal }
  }
}
