import type { InspectedRecord } from '../../connectors/connector.js'
import type { DataMap } from '../../datamap/data-map.js'
import type { CallLimits, Gateway } from '../../federation/gateway.js'
import { selectionOf } from '../../federation/selection.js'
import type { SubjectReading, SubjectRecords } from '../../federation/subject-records.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { groupBy } from '../../kernel/collections.js'
import { chunked } from '../../kernel/streams.js'
import type { RecordRef, SourceRecord } from '../../vocabulary/source-record.js'
import { recordKey } from './return-steps.js'

const refsPerCall = 100

export interface ReturnReadingParts {
  readonly records: Pick<SubjectRecords, 'read'>
  readonly gateway: Gateway
  readonly dataMap: DataMap
  readonly clock: Clock
}

/** What is there of a person and of the records that were met. */
export interface MetReading extends SubjectReading {
  /** Records that were met, and are gone by now. */
  readonly gone: readonly RecordRef[]
}

/** Reads what is back: all that is certainly the person's, and the records that were met, which need not be linked to anybody. */
export class ReturnReading {
  constructor(private readonly parts: ReturnReadingParts) {}

  /** A system that does not answer about a record that was met throws SourceError: nothing is planned about what nobody saw. */
  async read(subjectId: string, met: readonly RecordRef[], limits: CallLimits): Promise<MetReading> {
    const reading = await this.parts.records.read(subjectId, limits)
    const known = new Set(reading.records.map(({ ref }) => recordKey(ref)))
    const others = groupBy(
      met.filter((ref) => !known.has(recordKey(ref))),
      ({ system }) => system,
    )
    const looks = await Promise.all([...others].map(([system, refs]) => this.lookAt(subjectId, system, refs, limits)))
    const found = looks.flat()
    const there = new Set([...known, ...found.map(({ ref }) => recordKey(ref))])
    return { ...reading, records: [...reading.records, ...found], gone: met.filter((ref) => !there.has(recordKey(ref))) }
  }

  /** Of a system in which single records cannot be looked at nothing is known but that it is there: people have to look. */
  private async lookAt(subjectId: string, system: string, refs: readonly RecordRef[], limits: CallLimits): Promise<SourceRecord[]> {
    const { gateway, dataMap, clock } = this.parts
    const map = dataMap.systems.get(system)
    const shared = { subjectId, observedAt: timestamp(clock), attachments: [] }
    if (map === undefined || !gateway.systems.includes(system) || !gateway.canInspect(system)) {
      return refs.map((ref) => ({ ...shared, ref, fields: {} }))
    }
    const types = refs.map(({ recordType }) => recordType)
    const selection = selectionOf(types, map)
    const inspected = await Promise.all(chunked(refs, refsPerCall).map((some) => gateway.inspect(system, some, selection, limits)))
    return inspected
      .flat()
      .filter(isThere)
      .map(({ ref, fields, version }) => ({ ...shared, ref, fields, ...(version === undefined ? {} : { version }) }))
  }
}

/** What only lies in a recycle bin is on its way out already. */
function isThere({ finalOn }: InspectedRecord): boolean {
  return finalOn === undefined
}
