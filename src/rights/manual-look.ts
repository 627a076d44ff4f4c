import type { Plan } from '../../entities/plan.js'
import type { InspectedRecord } from '../connectors/connector.js'
import { SourceError } from '../connectors/source-error.js'
import type { DataMap } from '../datamap/data-map.js'
import type { Gateway } from '../federation/gateway.js'
import { selectionOf } from '../federation/selection.js'
import { ReadBack } from '../vocabulary/change.js'
import { manualReadBack } from './manual-read-back.js'
import type { PlannedStep } from './plans/plan.js'

/** Looks at a record that staff say they dealt with. */
export class ManualLook {
  constructor(
    private readonly gateway: Gateway,
    private readonly dataMap: DataMap,
    private readonly callBudgetMs: number,
  ) {}

  /** CANNOT_CHECK as well where the system does not answer: the evidence of staff has to do. */
  async readBack(plan: Plan, step: PlannedStep): Promise<ReadBack> {
    const record = await this.look(step)
    return record === 'UNSEEN' ? ReadBack.CANNOT_CHECK : manualReadBack(plan, step, record, this.dataMap)
  }

  private async look({ ref }: PlannedStep): Promise<InspectedRecord | null | 'UNSEEN'> {
    const map = this.dataMap.systems.get(ref.system)
    if (map === undefined || !this.gateway.systems.includes(ref.system) || !this.gateway.canInspect(ref.system)) {
      return 'UNSEEN'
    }
    try {
      const limits = { budgetMs: this.callBudgetMs, signal: new AbortController().signal }
      const [found] = await this.gateway.inspect(ref.system, [ref], selectionOf([ref.recordType], map), limits)
      return found ?? null
    } catch (error) {
      if (error instanceof SourceError) {
        return 'UNSEEN'
      }
      throw error
    }
  }
}
