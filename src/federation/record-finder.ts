import type { DataMap } from '../datamap/data-map.js'
import type { RecordRef } from '../vocabulary/source-record.js'
import { asFailure } from './coverage-of.js'
import type { Gateway } from './gateway.js'
import { selectionOf } from './selection.js'

const findBudgetMs = 5_000

/** Asks a system whether a record is there. */
export class RecordFinder {
  constructor(
    private readonly gateway: Gateway,
    private readonly dataMap: DataMap,
  ) {}

  /** False as well when the system does not answer: nothing is linked that nobody has seen. */
  async exists(subjectId: string, ref: RecordRef): Promise<boolean> {
    const map = this.dataMap.systems.get(ref.system)
    if (map?.recordTypes[ref.recordType] === undefined || !this.gateway.systems.includes(ref.system)) {
      return false
    }
    let found = false
    const selection = selectionOf([ref.recordType], map)
    try {
      await this.gateway.collect(
        ref.system,
        {
          links: [{ subjectId, ref }],
          selection,
          onPage: (page) => void (found ||= page.records.some((record) => record.ref.externalId === ref.externalId)),
        },
        { budgetMs: findBudgetMs, signal: new AbortController().signal },
      )
      return found
    } catch (thrown) {
      asFailure(thrown)
      return false
    }
  }
}
