import { createKboConnector } from '../../../src/connectors/kbo/kbo.js'
import type { KboStore } from '../../../src/connectors/kbo/kbo-store.js'
import { kboMap } from '../../../src/datamap/systems/kbo.js'
import { worldEntities } from '../../../src/simulators/kbo/world-entities.js'
import { lotte, trader } from '../../../src/simulators/world.js'
import { databases, type TestDatabase } from '../../builders/databases.js'
import { fullFiles, type KboBench, openKbo } from '../../builders/kbo.js'
import { connectorConformance, type ConformanceWorld } from '../conformance.js'

interface KboWorld extends ConformanceWorld {
  /** From here on the tables hold no register any more. */
  garble(): void
}

async function start(on: TestDatabase, crowd: number): Promise<KboWorld> {
  const kbo = await openKbo(on)
  await kbo.import(await kbo.zip(fullFiles(137, crowded(crowd))), { activities: true })
  let calls = 0
  let garbled = false
  const store = observed(kbo.store, () => {
    calls += 1
    if (garbled) {
      throw new Error('no such table: kbo_enterprise')
    }
  })
  return {
    connector: createKboConnector({ store, clock: kbo.clock, activities: true }),
    selection: new Map(Object.entries(kboMap.recordTypes).map(([recordType, { fields }]) => [recordType, Object.keys(fields)])),
    people: [personOf('subject-lotte', lotte.enterpriseNumber), personOf('subject-trader', trader.enterpriseNumber)],
    calls: () => calls,
    garble: () => {
      garbled = true
    },
    stop: () => kbo.stop(),
  }
}

function personOf(subjectId: string, enterpriseNumber = ''): KboWorld['people'][0] {
  return { subjectId, identifiers: [{ kind: 'ENTERPRISE_NUMBER', value: enterpriseNumber }] }
}

/** Lotte with so many web addresses more. */
function crowded(crowd: number): ReturnType<typeof worldEntities> {
  const more = Array.from({ length: crowd }, (_, n) => ({ type: 'WEB', value: `www${n}.peeters-design.example` }) as const)
  return worldEntities().map((entity) =>
    entity.number === lotte.enterpriseNumber ? { ...entity, contacts: [...entity.contacts, ...more] } : entity,
  )
}

function observed(store: KboBench['store'], before: () => void): KboStore {
  const observe = async <T>(ask: () => Promise<T>): Promise<T> => {
    before()
    return ask()
  }
  return {
    current: () => observe(() => store.current()),
    lookedFor: (numbers) => observe(() => store.lookedFor(numbers)),
    rows: (table, owners) => observe(() => store.rows(table, owners)),
    numbersAfter: (number, limit) => observe(() => store.numbersAfter(number, limit)),
    codes: (language) => observe(() => store.codes(language)),
  }
}

for (const on of await databases()) {
  connectorConformance<KboWorld>({
    name: `KBO Open Data on ${on.name}`,
    start: (crowd) => start(on, crowd),
    faults: { garble: (world) => world.garble() },
  })
}
