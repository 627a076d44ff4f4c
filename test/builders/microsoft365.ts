import type { Connector, InspectedRecord, LocateQuery, Selection, WriteOrder } from '../../src/connectors/connector.js'
import { createMicrosoft365Connector } from '../../src/connectors/microsoft365/microsoft365.js'
import type { Microsoft365Options } from '../../src/connectors/microsoft365/options.js'
import { microsoft365Map } from '../../src/datamap/systems/microsoft365.js'
import { gather } from '../../src/kernel/streams.js'
import { allSourceFieldsOf } from '../../src/datamap/field-values.js'
import { Microsoft365Simulator } from '../../src/simulators/microsoft365/microsoft365-simulator.js'
import { employees, type Inhabitant, lotte } from '../../src/simulators/world.js'
import type { RecordRef, SourceRecord } from '../../src/vocabulary/source-record.js'

export const never = new AbortController().signal

/** Every record type and field that the data map names. */
export const everything: Selection = new Map(
  Object.entries(microsoft365Map.recordTypes).map(([id, recordType]) => [id, allSourceFieldsOf(recordType)]),
)

export function only(...recordTypes: readonly string[]): Selection {
  return new Map([...everything].filter(([recordType]) => recordTypes.includes(recordType)))
}

/** The mailboxes of the staff, all of them in scope. */
export const staff: readonly string[] = employees.map(({ email }) => email)

export interface SimulatedTenant {
  readonly simulator: Microsoft365Simulator
  readonly connector: Connector
  readonly stop: () => Promise<void>
}

type Simulation = NonNullable<Parameters<typeof Microsoft365Simulator.start>[0]>

/** A running tenant and a connector to it. */
export async function tenant(options: Partial<Microsoft365Options> = {}, simulation: Simulation = {}): Promise<SimulatedTenant> {
  const simulator = await Microsoft365Simulator.start(simulation)
  const connector = createMicrosoft365Connector({
    tenantId: simulator.tenantId,
    clientId: simulator.clientId,
    clientSecret: simulator.clientSecret,
    loginOrigin: simulator.loginUrl,
    graphOrigin: simulator.url,
    mailboxes: staff,
    ...options,
  })
  const stop = async (): Promise<void> => {
    await connector.close()
    await simulator.stop()
  }
  return { simulator, connector, stop }
}

export function by(person: Pick<Inhabitant, 'key' | 'email' | 'given' | 'family'>): LocateQuery {
  return {
    subjectId: person.key,
    identifiers: [
      { kind: 'EMAIL', value: person.email.toLowerCase() },
      { kind: 'NAME', value: `${person.given} ${person.family}` },
    ],
  }
}

/** The first record of a type that the person has. */
export async function recordOf({ connector }: SimulatedTenant, recordType: string, query: LocateQuery = by(lotte)): Promise<SourceRecord> {
  const { located } = await connector.locate([query], never)
  const pages = await gather(connector.collect(located, only(recordType), never))
  const record = pages.flatMap(({ records }) => records).find(({ ref }) => ref.recordType === recordType)
  if (record === undefined) {
    throw new Error(`${query.subjectId} has no ${recordType}`)
  }
  return record
}

export async function inspected({ connector }: SimulatedTenant, ref: RecordRef): Promise<InspectedRecord | null> {
  const [record = null] = (await connector.inspect?.([ref], everything, never)) ?? []
  return record
}

/** An order to write to a record as it is now. */
export async function orderFor(running: SimulatedTenant, ref: RecordRef, changes: WriteOrder['changes'] = []): Promise<WriteOrder> {
  const expected = (await inspected(running, ref)) ?? { fields: {} }
  return { ref, expected, key: 'step-1', changes }
}

/** Requests that were to change something. */
export function writesOf({ simulator }: SimulatedTenant): readonly string[] {
  return simulator.server.requests.filter(isWriteRequest).map(({ method }) => method)
}

export function isWriteRequest({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === 'PATCH' || method === 'DELETE' || path.endsWith('/permanentDelete')
}
