import type { ProbeResult } from '../connectors/connector.js'
import type { DataMap, SystemMap } from '../datamap/data-map.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { groupBy } from '../kernel/collections.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { ProcessingRole } from '../vocabulary/processing-role.js'
import { purposeLabels } from '../vocabulary/purpose.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { ProcessingActivity, SystemCatalogue, SystemHealth, SystemView } from './federation.js'
import type { Gateway } from './gateway.js'

const healthBudgetMs = 3_000
const healthFreshForMs = 30_000

/** The connected systems, and the record of processing that the data map is. */
export class Catalogue implements SystemCatalogue {
  private readonly views: ReadonlyMap<string, SystemView>
  private readonly lastHealth = new Map<string, { readonly at: number; readonly health: Promise<SystemHealth> }>()

  constructor(
    private readonly dataMap: DataMap,
    private readonly gateway: Gateway,
    private readonly clock: Clock,
  ) {
    const connected = [...dataMap.systems.values()].filter(({ system }) => gateway.systems.includes(system))
    this.views = new Map(connected.map((map) => [map.system, this.viewOf(map)]))
  }

  systems(): readonly SystemView[] {
    return [...this.views.values()]
  }

  system(id: string): SystemView {
    return this.views.get(id) ?? formerSystem(id, this.dataMap.systems.get(id))
  }

  recipient(id: string): Recipient | undefined {
    return this.dataMap.recipients.get(id)
  }

  recordOfProcessing(): readonly ProcessingActivity[] {
    return this.systems().flatMap(({ id }) => {
      const map = this.dataMap.systems.get(id)
      return map === undefined ? [] : activitiesOf(map, this.dataMap)
    })
  }

  private viewOf(map: SystemMap): SystemView {
    return {
      id: map.system,
      labels: map.labels,
      role: map.role,
      connected: true,
      capabilities: this.gateway.capabilities(map.system),
      recordTypes: map.recordTypes,
      correctWith: map.correctWith ?? null,
      health: () => this.healthOf(map.system),
    }
  }

  /** Many askers share one probe. */
  private healthOf(system: string): Promise<SystemHealth> {
    const now = this.clock.now().getTime()
    const last = this.lastHealth.get(system)
    if (last !== undefined && now - last.at < healthFreshForMs) {
      return last.health
    }
    const health = this.probe(system)
    this.lastHealth.set(system, { at: now, health })
    return health
  }

  private async probe(system: string): Promise<SystemHealth> {
    const checkedAt = timestamp(this.clock)
    try {
      const result = await this.gateway.probe(system, { budgetMs: healthBudgetMs, signal: new AbortController().signal })
      return { state: stateOf(result), version: result.version, checkedAt }
    } catch {
      return { state: 'DOWN', version: null, checkedAt }
    }
  }
}

/** Nothing is read from it any more. Where its map is gone too, the company answers for what it kept. */
function formerSystem(id: string, map: SystemMap | undefined): SystemView {
  return {
    id,
    labels: map?.labels ?? { NL: id, FR: id, DE: id, EN: id },
    role: map?.role ?? ProcessingRole.CONTROLLER,
    connected: false,
    capabilities: [],
    recordTypes: map?.recordTypes ?? {},
    correctWith: map?.correctWith ?? null,
    health: () => Promise.resolve({ state: 'UNKNOWN', version: null, checkedAt: null }),
  }
}

function stateOf({ reachable, authenticated, findings }: ProbeResult): SystemHealth['state'] {
  if (!reachable || !authenticated) {
    return 'DOWN'
  }
  return findings.some(({ severity }) => severity !== 'OK') ? 'DEGRADED' : 'UP'
}

function activitiesOf(map: SystemMap, dataMap: DataMap): ProcessingActivity[] {
  const fields = Object.values(map.recordTypes).flatMap((recordType) => Object.values(recordType.fields))
  const pairs = fields.flatMap((field) => field.purposes.map((purpose) => ({ purpose, field })))
  return [...groupBy(pairs, ({ purpose }) => purpose)].map(([purpose, group]) => ({
    id: `${map.system}/${purpose}`,
    systemId: map.system,
    purpose,
    labels: purposeLabels[purpose],
    role: map.role,
    categories: Object.values(DataCategory).filter((category) => group.some(({ field }) => field.category === category)),
    legalBases: distinct(group.map(({ field }) => field.legalBasis)),
    recipients: distinct(group.flatMap(({ field }) => field.recipients)).flatMap((id) => dataMap.recipients.get(id) ?? []),
    retention: distinct(group.map(({ field }) => field.retention)),
  }))
}

function distinct<T extends string>(words: readonly T[]): T[] {
  return [...new Set(words)].sort()
}
