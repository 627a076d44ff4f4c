import { employees, type Inhabitant, lotte, mailOnly, namesake, trader } from '../world.js'
import type { GraphObject } from './graph-object.js'
import { type Correspondent, deliver, recipient } from './letters.js'
import { officeTypes, wordDocument } from './office-document.js'
import type { Tenant } from './tenant.js'
import { board } from './seed-directory.js'

const [sofieFacts, tomFacts] = employees
const sofie = { name: `${sofieFacts.given} ${sofieFacts.family}`, address: sofieFacts.email }
const tom = { name: `${tomFacts.given} ${tomFacts.family}`, address: tomFacts.email }
/** As some programs write it: the other address, in other letters. */
const lotteAtHome = { name: 'Lotte (thuis)', address: 'LOTTE.Peeters@Thuis.example' }

export function seedMail(tenant: Tenant): void {
  seedSofie(tenant)
  seedTom(tenant)
  deliver(tenant.mailbox(board.email), {
    from: correspondent(lotte),
    to: [{ name: 'Directie', address: board.email }],
    subject: 'Klacht over factuur',
    text: 'Graag had ik uw standpunt gekend over de laatste factuur.',
    at: '2026-05-11T15:20:00Z',
  })
}

export function correspondent({ given, family, email }: Inhabitant): Correspondent {
  return { name: `${given} ${family}`, address: email }
}

function seedSofie(tenant: Tenant): void {
  const mailbox = tenant.mailbox(sofie.address)
  const her = correspondent(lotte)
  deliver(mailbox, {
    from: her,
    to: [sofie],
    subject: 'Offerte huisstijl',
    text: 'Dag Sofie, in bijlage mijn offerte. Mijn nieuwe gsm is +32 470 00 01 01.',
    at: '2026-03-02T09:15:00Z',
    attachments: [
      {
        name: 'Offerte Peeters Design.docx',
        contentType: officeTypes.word,
        content: wordDocument([
          'Offerte huisstijl',
          `${lotte.enterpriseName ?? ''}, ${lotte.street}, ${lotte.postcode} ${lotte.city}`,
          lotte.iban ?? '',
        ]),
      },
    ],
  })
  deliver(mailbox, {
    from: sofie,
    to: [her],
    subject: 'RE: Offerte huisstijl',
    text: 'Dag Lotte, dank je wel. We bekijken het.',
    at: '2026-03-02T13:40:00Z',
    folder: 'sentitems',
  })
  deliver(mailbox, {
    from: her,
    to: [sofie],
    cc: [tom],
    subject: 'Collega voor de foto’s',
    text: `Voor de foto's werk ik met Wim Janssens (wim@janssens-garage.example), hij kan vrijdag langskomen.`,
    at: '2026-03-05T10:00:00Z',
  })
  deliver(mailbox, {
    from: lotteAtHome,
    to: [sofie],
    subject: 'Even van thuis',
    text: 'Ik ben vandaag ziek en antwoord morgen.',
    at: '2026-04-14T07:30:00Z',
    folder: 'archive',
  })
  deliver(mailbox, {
    from: correspondent(trader),
    to: [sofie],
    subject: 'Déclaration à la TVA',
    text: 'Bonjour Sofie, voici la déclaration du trimestre. Bien à vous, Élodie',
    at: '2026-04-20T08:00:00Z',
  })
  mailbox.add('contact', contactFacts(lotte, [correspondent(lotte), lotteAtHome]), { folder: 'contacts' })
  mailbox.add('event', meeting, { folder: 'calendar' })
}

function seedTom(tenant: Tenant): void {
  const mailbox = tenant.mailbox(tom.address)
  deliver(mailbox, {
    from: correspondent(lotte),
    to: [tom],
    subject: 'Planning',
    text: 'Dag Tom, past donderdag voor jou?',
    at: '2026-03-09T11:05:00Z',
  })
  deliver(mailbox, {
    from: tom,
    to: [correspondent(lotte)],
    subject: 'RE: Planning',
    text: 'Donderdag is goed.',
    at: '2026-03-09T12:00:00Z',
    folder: 'sentitems',
  })
  deliver(mailbox, {
    from: correspondent(lotte),
    to: [tom],
    subject: 'Oud bericht',
    text: 'Dit mag weg.',
    at: '2025-11-03T12:00:00Z',
    folder: 'deleteditems',
  })
  deliver(mailbox, {
    from: correspondent(namesake),
    to: [tom],
    subject: 'Koffiekoeken vrijdag',
    text: 'Dag Tom, ik bezorg vrijdag twintig koffiekoeken.',
    at: '2026-02-17T06:45:00Z',
  })
  deliver(mailbox, {
    from: correspondent(mailOnly),
    to: [tom],
    subject: 'Vraag over een abonnement',
    text: 'Dag, ik kreeg een folder. Hoeveel kost een abonnement?',
    at: '2026-01-28T18:22:00Z',
  })
  deliver(mailbox, {
    from: correspondent(trader),
    to: [tom],
    subject: 'Rendez-vous',
    text: 'Bonjour Tom, je passe à Gand mardi prochain.',
    at: '2026-05-04T09:30:00Z',
  })
  const suppliers = mailbox.addFolder('Leveranciers', 'contact')
  mailbox.add('contact', contactFacts(namesake, [correspondent(namesake)]), { folder: suppliers.id })
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
