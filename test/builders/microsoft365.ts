import type { Connector, LocateQuery, Selection } from '../../src/connectors/connector.js'
import { createMicrosoft365Connector } from '../../src/connectors/microsoft365/microsoft365.js'
import type { Microsoft365Options } from '../../src/connectors/microsoft365/options.js'
import { microsoft365Map } from '../../src/datamap/systems/microsoft365.js'
import { allSourceFieldsOf } from '../../src/datamap/field-values.js'
import { Microsoft365Simulator } from '../../src/simulators/microsoft365/microsoft365-simulator.js'
import { employees, type Inhabitant } from '../../src/simulators/world.js'

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
