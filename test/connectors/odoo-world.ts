import type { Connector, LocatedRecord, RecordLink, RecordPage, Selection } from '../../src/connectors/connector.js'
import { createOdooConnector } from '../../src/connectors/odoo/odoo.js'
import type { OdooOptions } from '../../src/connectors/odoo/options.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { gather } from '../../src/kernel/streams.js'
import { OdooSimulator, type OdooSimulatorOptions } from '../../src/simulators/odoo/odoo-simulator.js'
import type { SubjectIdentifier } from '../../src/vocabulary/identifier.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { everythingMapped } from './odoo-selection.js'

export const never = new AbortController().signal

export interface OdooWorld {
  readonly simulator: OdooSimulator
  readonly connector: Connector
  readonly clock: SettableClock
  /** What one subject's identifiers find. */
  find(...identifiers: readonly SubjectIdentifier[]): Promise<readonly LocatedRecord[]>
  pages(links: readonly RecordLink[], selection?: Selection): Promise<RecordPage[]>
  records(links: readonly RecordLink[], selection?: Selection): Promise<SourceRecord[]>
  stop(): Promise<void>
}

/** A running Odoo without people, and a connector to it. */
export async function startOdoo(options: OdooSimulatorOptions = {}, changed: Partial<OdooOptions> = {}): Promise<OdooWorld> {
  const clock = new SettableClock(new Date('2026-11-23T09:00:00Z'))
  const simulator = await OdooSimulator.start({ version: 19, seed: 'empty', clock, ...options })
  const { url, database, login, apiKey } = simulator
  const connector = createOdooConnector({ url, database, login, apiKey, clock, http: { retries: 1 }, ...changed })
  const pages: OdooWorld['pages'] = (links, selection = everythingMapped) => gather(connector.collect(links, selection, never))
  return {
    simulator,
    connector,
    clock,
    pages,
    find: async (...identifiers) => (await connector.locate([{ subjectId: 'subject', identifiers }], never)).located,
    records: async (links, selection) => (await pages(links, selection)).flatMap(({ records }) => records),
    stop: async () => {
      await connector.close()
      await simulator.stop()
    },
  }
}

export function email(value: string): SubjectIdentifier {
  return { kind: 'EMAIL', value }
}

/** A confirmed link to a record, by Odoo's id. */
export function linkTo(recordType: string, id: number, subjectId = 'subject'): RecordLink {
  return { subjectId, ref: { system: 'odoo', recordType, externalId: String(id) } }
}
