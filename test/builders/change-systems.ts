import type { Connector, RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector, type InMemoryRecord } from '../../src/connectors/in-memory.js'
import type { DataMap, FieldMap, RecordTypeMap, SystemMap } from '../../src/datamap/data-map.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import type { Clock } from '../../src/kernel/clock.js'
import type { RecordRef } from '../../src/vocabulary/source-record.js'
import { email, fieldWith } from './federation.js'

const labels = { NL: 'Proef', FR: 'Essai', DE: 'Probe', EN: 'Test' }

function type(fields: Readonly<Record<string, FieldMap>>, more: Partial<RecordTypeMap> = {}): RecordTypeMap {
  return { labels, fields, ...more }
}

const erased = { erasure: 'DELETE_RECORD' } as const
const books = {
  erasure: 'RESTRICT_AND_RETAIN',
  retention: 'R-VAT',
  legalBasis: 'LEGAL_OBLIGATION',
  recipients: ['odoo', 'accountant'],
  rectifiable: { mode: 'NO', reason: 'Accounting documents may not be changed after posting.' },
} as const
const registered = {
  origin: 'REGISTER',
  erasure: 'OWN_COPY_ONLY',
  recipients: [],
  rectifiable: { mode: 'REFERRAL', reason: 'The register corrects it.' },
} as const

function systemMap(system: string, role: SystemMap['role'], recordTypes: SystemMap['recordTypes']): SystemMap {
  return { system, labels: { ...labels, EN: system }, role, recordTypes }
}

const crm = systemMap('crm', 'CONTROLLER', {
  contact: type(
    {
      name: fieldWith({ category: 'PERSON_NAME', format: 'NAME', from: { full: 'name' }, erasure: 'ANONYMISE' }),
      phone: fieldWith({ format: 'PHONE' }),
      email: fieldWith({ category: 'EMAIL_ADDRESS', format: 'EMAIL' }),
      comment: fieldWith({ category: 'OTHER_PROVIDED_DATA' }),
    },
    { isCard: true, keptWith: { recordTypes: ['invoice'], fields: ['name'] } },
  ),
  invoice: type(
    {
      number: fieldWith({ category: 'TRANSACTION', ...books }),
      state: fieldWith({ category: 'TRANSACTION', ...books, origin: 'DERIVED' }),
    },
    { keptWhile: { field: 'state', values: ['posted'] } },
  ),
  ticket: type({
    caller: fieldWith({ category: 'PERSON_NAME', format: 'NAME', from: { full: 'caller' }, erasure: 'ANONYMISE' }),
    phone: fieldWith({ format: 'PHONE' }),
  }),
  subscription: type({ email: fieldWith({ category: 'EMAIL_ADDRESS', format: 'EMAIL', ...erased }) }),
  login: type({
    at: fieldWith({ category: 'ACCESS_LOG', format: 'DATE_TIME', origin: 'OBSERVED', retention: 'R-LOG', erasure: 'EXPIRES' }),
  }),
})

const mail = systemMap('mail', 'CONTROLLER', {
  card: type(
    {
      name: fieldWith({ category: 'PERSON_NAME', recipients: ['microsoft'] }),
      mobile: fieldWith({ format: 'PHONE', recipients: ['microsoft'] }),
    },
    { isCard: true },
  ),
  message: type({
    text: fieldWith({
      category: 'OTHER_PROVIDED_DATA',
      ...erased,
      recipients: ['microsoft'],
      rectifiable: { mode: 'NO', reason: 'As it was sent.' },
    }),
  }),
  list: type({
    phone: fieldWith({ format: 'PHONE', erasure: 'BY_HAND', recipients: [], rectifiable: { mode: 'MANUAL', reason: 'Staff do it.' } }),
  }),
})

const register: SystemMap = {
  ...systemMap('register', 'REGISTER', { entry: type({ phone: fieldWith({ format: 'PHONE', ...registered }) }) }),
  correctWith: { authority: 'Het Register', contact: 'Vooruitgangstraat 50, 1210 Brussel', instructions: labels },
}

const helpdesk = systemMap('helpdesk', 'PROCESSOR', { caller: type({ phone: fieldWith({ format: 'PHONE' }) }) })

/** Four systems that between them need everything that a plan can say. */
export const changeMap: DataMap = {
  systems: new Map([crm, mail, register, helpdesk].map((map) => [map.system, map])),
  recipients: new Map(shippedRecipients.map((recipient) => [recipient.id, recipient])),
  retentionRules: new Map(shippedRetentionRules.map((rule) => [rule.id, rule])),
}

const live = { read: 'LIVE', rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', restrict: 'LIVE', batched: true } as const
const readOnly = { ...live, rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE' } as const

const ranks: Readonly<Record<string, number>> = { contact: 9, card: 9 }

export function capabilitiesOf(system: string): readonly RecordCapability[] {
  const map = changeMap.systems.get(system)
  const able = map?.role === 'CONTROLLER' ? live : readOnly
  return Object.keys(map?.recordTypes ?? {}).map((recordType) => ({ recordType, ...able, eraseRank: ranks[recordType] ?? 1 }))
}

export const anna = email('anna@peeters.example')
export const oldPhone = '+32470000102'
export const newPhone = '+32470000101'

/** What the four systems hold about Anna. */
export const annasRecords: Readonly<Record<string, readonly InMemoryRecord[]>> = {
  crm: [
    {
      recordType: 'contact',
      externalId: '8',
      fields: { name: 'Anna Peeters', phone: '0470 00 01 02', email: anna.value, comment: 'Belt liever niet' },
    },
    { recordType: 'invoice', externalId: '31', fields: { number: 'INV/31', state: 'posted' }, retentionStart: '2025-06-10' },
    { recordType: 'ticket', externalId: '6', fields: { caller: 'Anna Peeters', phone: oldPhone } },
    { recordType: 'subscription', externalId: '4', fields: { email: anna.value } },
    { recordType: 'login', externalId: '5', fields: { at: '2026-05-01T08:00:00Z' }, retentionStart: '2026-05-01' },
  ],
  mail: [
    { recordType: 'card', externalId: 'c1', fields: { name: 'Anna Peeters', mobile: oldPhone } },
    { recordType: 'message', externalId: 'm1', fields: { text: 'Goedendag' } },
    { recordType: 'list', externalId: 'l1', fields: { phone: oldPhone } },
  ],
  register: [{ recordType: 'entry', externalId: 'r1', fields: { phone: oldPhone } }],
  helpdesk: [{ recordType: 'caller', externalId: 'h1', fields: { phone: oldPhone } }],
}

export function refOf(path: string): RecordRef {
  const [system = '', recordType = '', externalId = ''] = path.split('/')
  return { system, recordType, externalId }
}

export interface HeldInSystems {
  /** By system. @default all of Anna */
  readonly held?: Readonly<Record<string, readonly InMemoryRecord[]>>
  /** How long the system `mail` keeps what was erased in a recycle bin. @default it has none */
  readonly recycleBinDays?: number
}

/** The systems, holding what they are given. */
export function changeSystems(
  clock: Clock,
  { held = annasRecords, recycleBinDays }: HeldInSystems = {},
): ReadonlyMap<string, InMemoryConnector> {
  const connectors = [...changeMap.systems.keys()].map((system) => {
    const records = held[system] ?? []
    const [first] = records
    const person = { id: first?.externalId, recordType: first?.recordType, name: 'Anna Peeters', identifiers: [anna], records }
    const people = first === undefined ? [] : [person]
    const bin = system === 'mail' ? { recycleBinDays } : {}
    return new InMemoryConnector({ system, capabilities: capabilitiesOf(system), people, clock, ...bin })
  })
  return new Map(connectors.map((connector) => [connector.system, connector]))
}

export function asConnectors(systems: ReadonlyMap<string, InMemoryConnector>): readonly Connector[] {
  return [...systems.values()]
}
