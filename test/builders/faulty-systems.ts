import type { Connector, RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector } from '../../src/connectors/in-memory.js'
import { createKboConnector } from '../../src/connectors/kbo/kbo.js'
import type { KboStore } from '../../src/connectors/kbo/kbo-store.js'
import { toE164 } from '../../src/datamap/canonical-value.js'
import { createOdooConnector } from '../../src/connectors/odoo/odoo.js'
import type { DataMap } from '../../src/datamap/data-map.js'
import type { SettableClock } from '../../src/kernel/clock.js'
import { errorData } from '../../src/simulators/odoo/json-rpc.js'
import { tooManyRequestsPage } from '../../src/simulators/odoo/html-pages.js'
import { accessError, httpError, missingError, OdooError } from '../../src/simulators/odoo/odoo-error.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { throttled } from '../../src/simulators/microsoft365/throttling.js'
import {
  type Fault,
  json,
  type SimulatedRequest,
  type SimulatedResponse,
  type SimulatorServer,
} from '../../src/simulators/simulator-server.js'
import { lotte } from '../../src/simulators/world.js'
import type { SubjectIdentifier } from '../../src/vocabulary/identifier.js'
import { changeMap } from './change-systems.js'
import { sqlite } from './databases.js'
import { fullFiles, openKbo } from './kbo.js'
import { isWriteRequest, staff, tenant } from './microsoft365.js'
import { shippedMap } from './plans.js'

/** What a write can meet. With 404 the system says that the record is not there: over HTTP it still is, in memory a colleague erased it. */
export const faultNames = [
  '401',
  '403',
  '404',
  '409 or 412',
  '429 with Retry-After',
  '500',
  'timeout',
  'truncated body',
  'dropped connection after the write',
] as const
export type FaultName = (typeof faultNames)[number]

/** A system that holds one person with an old telephone number in one record, and what can be done to it. */
export interface FaultySystem {
  readonly connector: Connector
  readonly map: DataMap
  readonly person: SubjectIdentifier
  readonly recordType: string
  /** From now on every write meets the fault. */
  meet(fault: FaultName): void
  mend(): void
  /** Writes that the system carried out. */
  writes(): number
  /** The number as the system holds it; null once the record is gone. */
  held(): Promise<string | null>
  stop(): Promise<void>
}

export const oldPhone = '+32470000102'
const email: SubjectIdentifier = { kind: 'EMAIL', value: 'anna@peeters.example' }
const retryAfterSeconds = 7_200
const always = Number.MAX_SAFE_INTEGER
const http = { retries: 3, timeoutMs: 250 }

/** What a system answers with each status. */
type Answers = Readonly<Record<'401' | '403' | '404' | '409 or 412' | '429 with Retry-After' | '500', SimulatedResponse>>

const onTheWay: Partial<Readonly<Record<FaultName, Fault>>> = {
  timeout: { kind: 'silence' },
  'truncated body': { kind: 'truncate', bytes: 1 },
  'dropped connection after the write': { kind: 'cut-after' },
}

function overHttp(
  server: SimulatorServer,
  isWrite: (request: SimulatedRequest) => boolean,
  answers: Answers,
): Pick<FaultySystem, 'meet' | 'mend'> {
  const faults: Readonly<Partial<Record<FaultName, Fault>>> = {
    ...Object.fromEntries(Object.entries(answers).map(([name, response]) => [name, { kind: 'answer', response }])),
    ...onTheWay,
  }
  return { meet: (fault) => server.inject(faults[fault]!, isWrite, always), mend: () => server.forget() }
}

/** A contact of Odoo 19 that nothing keeps. */
async function odoo(clock: SettableClock): Promise<FaultySystem> {
  const simulator = await OdooSimulator.start({ version: 19, seed: 'empty', clock })
  const id = simulator.orm.create('res.partner', { name: 'Anna Peeters', email: email.value, phone: oldPhone })
  const { url, database, login, apiKey } = simulator
  const connector = createOdooConnector({ url, database, login, apiKey, clock, http })
  const isWrite = ({ url: { pathname } }: SimulatedRequest): boolean => pathname.endsWith('/write') || pathname.endsWith('/unlink')
  const told = (error: OdooError): SimulatedResponse => json(error.status, errorData(error))
  const answers = {
    '401': told(httpError('Unauthorized', 401, 'Invalid apikey')),
    '403': told(accessError('You are not allowed to modify')),
    '404': told(missingError('res.partner', [id], 2)),
    '409 or 412': told(new OdooError('odoo.exceptions.LockError', 409, ['Cannot grab a lock on records'])),
    '429 with Retry-After': tooManyRequestsPage(retryAfterSeconds),
    '500': told(new OdooError('builtins.RuntimeError', 500, ['Unexpected'])),
  }
  return {
    connector,
    map: shippedMap,
    person: email,
    recordType: 'contact',
    ...overHttp(simulator.server, isWrite, answers),
    writes: () => {
      const { write = 0, unlink = 0 } = simulator.changesOf('res.partner', id)
      return write + unlink
    },
    held: async () => {
      const [partner] = simulator.orm.find('res.partner', [['id', '=', id]])
      return partner === undefined ? null : String(partner['phone'])
    },
    stop: async () => {
      await connector.close()
      await simulator.stop()
    },
  }
}

/** A card in the address book of one mailbox. */
async function microsoft365(clock: SettableClock): Promise<FaultySystem> {
  const { simulator, connector, stop } = await tenant({ mailboxes: staff.slice(0, 1), clock, http }, { seed: 'empty', clock })
  simulator.tenant.addMember({ given: 'Sofie', family: 'Maes', email: staff[0]! })
  const book = simulator.tenant.mailbox(staff[0]!)
  const facts = { displayName: 'Anna Peeters', emailAddresses: [{ name: 'Anna', address: email.value }], mobilePhone: oldPhone }
  book.add('contact', facts, { folder: 'contacts' })
  const isWrite = ({ method, url: { pathname } }: SimulatedRequest): boolean => isWriteRequest({ method, path: pathname })
  const told = (status: number, code: string): SimulatedResponse => json(status, { error: { code, message: 'Anna Peeters' } })
  const answers = {
    '401': told(401, 'InvalidAuthenticationToken'),
    '403': told(403, 'ErrorAccessDenied'),
    '404': told(404, 'ErrorItemNotFound'),
    '409 or 412': told(412, 'ErrorIrresolvableConflict'),
    '429 with Retry-After': throttled.outlook(String(retryAfterSeconds)),
    '500': throttled.gateway(500),
  }
  return {
    connector,
    map: shippedMap,
    person: email,
    recordType: 'outlook-contact',
    ...overHttp(simulator.server, isWrite, answers),
    writes: () => simulator.graph.calls.filter((call) => /^PATCH |\/permanentDelete$/.test(call)).length,
    held: async () => {
      const card = book.visible('contact')[0]
      return card === undefined ? null : (card.resource['mobilePhone'] as string)
    },
    stop,
  }
}

/** The register, which is only read: whatever goes wrong with it, nobody meets it while a plan is carried out. */
async function kbo(): Promise<FaultySystem> {
  const bench = await openKbo(sqlite)
  await bench.import(await bench.zip(fullFiles(137)))
  let isFaulty = false
  const connector = createKboConnector({ store: failingWhile(() => isFaulty, bench.store), clock: bench.clock })
  const number = lotte.enterpriseNumber ?? ''
  return {
    connector,
    map: shippedMap,
    person: { kind: 'ENTERPRISE_NUMBER', value: number },
    recordType: 'contact',
    meet: () => (isFaulty = true),
    mend: () => (isFaulty = false),
    writes: () => 0,
    held: async () => {
      const contacts = await bench.store.rows('contact', [number, lotte.establishmentNumber ?? ''])
      const telephone = contacts.find(({ contactType }) => contactType === 'TEL')?.['value']
      return telephone === null || telephone === undefined ? null : toE164(telephone)
    },
    stop: () => bench.stop(),
  }
}

function failingWhile(isFaulty: () => boolean, store: KboStore): KboStore {
  const ask = async <T>(answer: () => Promise<T>): Promise<T> => {
    if (isFaulty()) {
      throw new Error('no such table: kbo_enterprise')
    }
    return answer()
  }
  return {
    current: () => ask(() => store.current()),
    lookedFor: (numbers) => ask(() => store.lookedFor(numbers)),
    rows: (table, owners) => ask(() => store.rows(table, owners)),
    numbersAfter: (after, limit) => ask(() => store.numbersAfter(after, limit)),
    codes: (language) => ask(() => store.codes(language)),
  }
}

const live: Omit<RecordCapability, 'recordType'> = {
  read: 'LIVE',
  rectify: 'LIVE',
  erase: 'LIVE',
  anonymise: 'LIVE',
  restrict: 'LIVE',
  batched: true,
}

async function inMemory(clock: SettableClock): Promise<FaultySystem> {
  const ref = { system: 'mail', recordType: 'card', externalId: 'c1' }
  const records = [{ recordType: 'card', externalId: 'c1', fields: { name: 'Anna Peeters', mobile: oldPhone } }]
  const connector = new InMemoryConnector({
    system: 'mail',
    capabilities: [{ recordType: 'card', ...live }],
    people: [{ id: 'c1', identifiers: [email], records }],
    clock,
  })
  const { source } = connector
  const faults: Readonly<Record<FaultName, () => void>> = {
    '401': () => source.failWrites({ when: 'BEFORE', reason: 'CREDENTIALS_REFUSED' }),
    '403': () => source.failWrites({ when: 'REFUSE', reason: 'NO_PERMISSION' }),
    '404': () => (source.beforeWrite = () => source.remove(ref)),
    '409 or 412': () => (source.beforeWrite = () => source.edit(ref, { name: 'Anna Claes' })),
    '429 with Retry-After': () => source.failWrites({ when: 'BEFORE', reason: 'THROTTLED', retryAfterMs: retryAfterSeconds * 1_000 }),
    '500': () => source.failWrites({ when: 'BEFORE', reason: 'SYSTEM_ERROR' }),
    timeout: () => source.failWrites({ when: 'BEFORE', reason: 'TIMEOUT' }),
    'truncated body': () => source.failWrites({ when: 'AFTER', reason: 'MALFORMED_ANSWER' }),
    'dropped connection after the write': () => source.failWrites({ when: 'AFTER', reason: 'SYSTEM_ERROR' }),
  }
  return {
    connector,
    map: changeMap,
    person: email,
    recordType: 'card',
    meet: (fault) => faults[fault](),
    mend: () => {
      source.failWrites(null)
      source.beforeWrite = null
    },
    writes: () => source.writes,
    held: async () => {
      const record = await source.inspect(ref, ['mobile'])
      return record === null ? null : (record.fields['mobile'] as string)
    },
    stop: () => connector.close(),
  }
}

export const faultySystems = { odoo, microsoft365, kbo, 'in-memory': inMemory } as const
export type FaultySystemName = keyof typeof faultySystems
