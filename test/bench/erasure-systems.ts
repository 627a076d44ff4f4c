import type { RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector, type InMemoryPerson, type InMemoryRecord } from '../../src/connectors/in-memory.js'
import type { DataMap, SystemMap } from '../../src/datamap/data-map.js'
import { systemClock } from '../../src/kernel/clock.js'
import type { SubjectIdentifier } from '../../src/vocabulary/identifier.js'
import { fieldWith, mapOfSystems } from '../builders/federation.js'

/* The systems of bench:erasure: four, in memory, each with a card and nine records of everybody. */

export const systemIds = ['crm', 'shop', 'desk', 'post'] as const
export const recordsInSystem = 10
export const stepsInCase = systemIds.length * recordsInSystem

const labels = { NL: 'Proef', FR: 'Essai', DE: 'Probe', EN: 'Bench' }

/** A card and notes that go whole, and settings that are emptied. */
function mapOf(system: string): SystemMap {
  return {
    system,
    labels,
    role: 'CONTROLLER',
    recordTypes: {
      contact: {
        labels,
        isCard: true,
        fields: { name: fieldWith({ category: 'PERSON_NAME' }), email: fieldWith({ category: 'EMAIL_ADDRESS', format: 'EMAIL' }) },
      },
      note: { labels, fields: { body: fieldWith({ category: 'OTHER_PROVIDED_DATA', erasure: 'DELETE_RECORD' }) } },
      setting: { labels, fields: { nickname: fieldWith({ category: 'USERNAME' }) } },
    },
  }
}

export const dataMap: DataMap = { ...mapOfSystems(), systems: new Map(systemIds.map((system) => [system, mapOf(system)])) }

const live = { read: 'LIVE', rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', restrict: 'LIVE', batched: true } as const
const capabilities: readonly RecordCapability[] = ['contact', 'note', 'setting'].map((recordType) => ({ recordType, ...live }))

export function emailOf(n: number): SubjectIdentifier {
  return { kind: 'EMAIL', value: `person${n}@bench.example` }
}

function recordsOf(n: number): InMemoryRecord[] {
  const card = { recordType: 'contact', externalId: `c${n}`, fields: { name: `Person Number${n}`, email: emailOf(n).value } }
  const others = Array.from({ length: recordsInSystem - 1 }, (_, index): InMemoryRecord =>
    index < 7
      ? { recordType: 'note', externalId: `n${n}-${index}`, fields: { body: `Called about order ${n}, ${index} times.` } }
      : { recordType: 'setting', externalId: `s${n}-${index}`, fields: { nickname: `person${n}` } },
  )
  return [card, ...others]
}

function personOf(n: number): InMemoryPerson {
  return { id: `c${n}`, name: `Person Number${n}`, identifiers: [emailOf(n)], records: recordsOf(n) }
}

export function emptySystems(): InMemoryConnector[] {
  return systemIds.map((system) => new InMemoryConnector({ system, capabilities, people: [], clock: systemClock }))
}

/** Everybody from one number to before another comes into every system. */
export async function fill(systems: readonly InMemoryConnector[], from: number, to: number): Promise<void> {
  for (const { source } of systems) {
    for (let n = from; n < to; n += 1) {
      await source.add(personOf(n))
    }
  }
}
