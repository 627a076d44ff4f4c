import { type Inhabitant, lotte, namesake } from '../world.js'
import type { GraphObject } from './graph-object.js'
import { type Correspondent, deliver, recipient } from './letters.js'
import { correspondent, lettersByMailbox, lotteAtHome, sofie, tom } from './seed-letters.js'
import type { Tenant } from './tenant.js'

/** Letters, personal contacts and a meeting, in the mailboxes of the staff. */
export function seedMail(tenant: Tenant): void {
  for (const [address, letters] of Object.entries(lettersByMailbox)) {
    letters.forEach((letter) => deliver(tenant.mailbox(address), letter))
  }
  const ofSofie = tenant.mailbox(sofie.address)
  ofSofie.add('contact', contactFacts(lotte, [correspondent(lotte), lotteAtHome]), { folder: 'contacts' })
  ofSofie.add('event', meeting, { folder: 'calendar' })
  const ofTom = tenant.mailbox(tom.address)
  ofTom.add('contact', contactFacts(namesake, [correspondent(namesake)]), { folder: ofTom.addFolder('Leveranciers', 'contact').id })
}

function contactFacts(person: Inhabitant, addresses: readonly Correspondent[]): GraphObject {
  const none: GraphObject = { street: null, city: null, state: null, countryOrRegion: null, postalCode: null }
  return {
    displayName: `${person.given} ${person.family}`,
    fileAs: `${person.family}, ${person.given}`,
    givenName: person.given,
    surname: person.family,
    initials: null,
    middleName: null,
    nickName: null,
    title: null,
    birthday: `${person.birthDate}T11:59:00Z`,
    jobTitle: person.occupation ?? null,
    companyName: person.enterpriseName ?? null,
    department: null,
    profession: null,
    spouseName: null,
    children: [],
    personalNotes: '',
    emailAddresses: addresses.map((address) => recipient(address)['emailAddress'] ?? null),
    imAddresses: [],
    homePhones: [],
    businessPhones: [],
    mobilePhone: person.phone,
    homeAddress: { street: person.street, city: person.city, state: null, countryOrRegion: 'België', postalCode: person.postcode },
    businessAddress: none,
    otherAddress: none,
  }
}

const meeting: GraphObject = {
  subject: 'Bespreking huisstijl',
  bodyPreview: 'Agenda: logo, briefpapier',
  body: { contentType: 'html', content: '<html><body>Agenda: logo, briefpapier</body></html>' },
  start: { dateTime: '2026-03-12T09:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-03-12T10:00:00.0000000', timeZone: 'UTC' },
  location: { displayName: 'Vergaderzaal 2', locationType: 'default' },
  isAllDay: false,
  isCancelled: false,
  isOrganizer: true,
  showAs: 'busy',
  type: 'singleInstance',
  seriesMasterId: null,
  recurrence: null,
  iCalUId: '040000008200E00074C5B7101A82E008',
  onlineMeeting: null,
  organizer: recipient(sofie),
  attendees: [
    { type: 'required', status: { response: 'accepted', time: '2026-03-06T08:00:00Z' }, ...recipient(correspondent(lotte)) },
    { type: 'optional', status: { response: 'none', time: '0001-01-01T00:00:00Z' }, ...recipient(tom) },
  ],
}
