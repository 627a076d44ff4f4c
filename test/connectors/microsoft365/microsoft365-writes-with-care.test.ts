import { placeOf } from '../../../src/connectors/microsoft365/references.js'
import type { Microsoft365Simulator } from '../../../src/simulators/microsoft365/microsoft365-simulator.js'
import type { SimulatedRequest } from '../../../src/simulators/simulator-server.js'
import { lotte, trader } from '../../../src/simulators/world.js'
import type { FieldValue, RecordRef } from '../../../src/vocabulary/source-record.js'
import { by, everything, isWriteRequest, type SimulatedTenant, staff, tenant } from '../../builders/microsoft365.js'
import type { ConformanceWorld } from '../conformance.js'
import { writeConformance } from '../write-conformance.js'

type World = ConformanceWorld & Pick<SimulatedTenant, 'simulator'>

async function start(fill: (simulator: Microsoft365Simulator) => void = () => {}): Promise<World> {
  const { simulator, connector, stop } = await tenant({ http: { retries: 1 } })
  fill(simulator)
  const calls = (): number => simulator.server.requests.length
  return { simulator, connector, selection: everything, people: [by(lotte), by(trader)], calls, stop }
}

const writing = {
  start: () => start(),
  loseAnswer: ({ simulator }: World) =>
    simulator.server.inject({ kind: 'cut-after' }, ({ method, url }: SimulatedRequest) => isWriteRequest({ method, path: url.pathname })),
  writes: ({ simulator }: World) => simulator.server.requests.filter(isWriteRequest).length,
}

writeConformance<World>({
  ...writing,
  name: 'Microsoft 365, to address books,',
  rectify: { recordType: 'outlook-contact', field: 'mobilePhone', value: '+32470000909', theirs: '+32470000808' },
  erase: { recordType: 'outlook-contact' },
  anonymise: {
    recordType: 'outlook-contact',
    changes: [
      { field: 'displayName', value: 'Gewist' },
      ...['givenName', 'surname', 'emailAddresses.address', 'mobilePhone', 'birthday', 'homeAddress.street', 'homeAddress.city'].map(
        (field) => ({ field, value: null }),
      ),
    ],
  },
  scan: {
    recordType: 'outlook-contact',
    start: (count) =>
      start(({ tenant }) => {
        const books = staff.map((address) => tenant.mailbox(address))
        for (let number = 0; number < count; number += 1) {
          const card = { displayName: `Kaart ${number}`, emailAddresses: [{ name: '', address: `card${number}@people.example` }] }
          books[number % books.length]!.add('contact', card, { folder: 'contacts' })
        }
      }),
  },
  edit: ({ simulator }, ref, field, value) => editCard(simulator, ref, field, value),
})

writeConformance<World>({
  ...writing,
  name: 'Microsoft 365, to accounts of guests,',
  rectify: { recordType: 'guest', field: 'mobilePhone', value: '+32470000909', theirs: '+32470000808' },
  erase: { recordType: 'guest' },
  restrict: { recordType: 'guest', changes: [{ field: 'jobTitle', value: null }] },
  scan: {
    recordType: 'guest',
    start: (count) =>
      start((simulator) => {
        for (let number = 0; number < count; number += 1) {
          simulator.tenant.addGuest({ given: 'Gast', family: `Nummer ${number}`, email: `guest${number}@people.example` })
        }
      }),
  },
  edit: ({ simulator }, { externalId }, field, value) => {
    simulator.tenant.user(externalId)!.resource[field] = value as string
  },
})

writeConformance<World>({
  ...writing,
  name: 'Microsoft 365, to mail,',
  erase: { recordType: 'message' },
  edit: () => {},
})

writeConformance<World>({
  ...writing,
  name: 'Microsoft 365, to files,',
  erase: { recordType: 'file' },
  edit: () => {},
})

function editCard({ tenant }: Microsoft365Simulator, { externalId }: RecordRef, field: string, value: FieldValue): void {
  const { container, item } = placeOf(externalId)
  const mailbox = tenant.users.find(({ id }) => id === container)!.mailbox!
  const card = mailbox.find('contact', item)!
  card.resource[field] = value as string
  mailbox.touch(card)
}
