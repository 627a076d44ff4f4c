/**
 * The fictional people of the demo and of every test, as facts about them, not as any system's records.
 * Each simulator holds what its system would hold. Nobody here exists; every address ends in `.example`.
 */
export interface Inhabitant {
  readonly key: string
  readonly given: string
  readonly family: string
  readonly birthDate: string
  /** The address by which the person is first known. */
  readonly email: string
  readonly otherEmails: readonly string[]
  /** E.164. `old` still stands in some system. */
  readonly phone: string
  readonly oldPhone?: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly language: 'nl_BE' | 'fr_BE' | 'de_DE'
  readonly occupation?: string
  /** Ten digits; only for natural-person enterprises. */
  readonly enterpriseNumber?: string
  readonly establishmentNumber?: string
  readonly enterpriseName?: string
  readonly iban?: string
}

export const lotte: Inhabitant = {
  key: 'lotte',
  given: 'Lotte',
  family: 'Peeters',
  birthDate: '1988-03-14',
  email: 'lotte@peeters-design.example',
  otherEmails: ['Lotte.Peeters@thuis.example'],
  phone: '+32470000101',
  oldPhone: '+32470000102',
  street: 'Korenmarkt 12',
  postcode: '9000',
  city: 'Gent',
  language: 'nl_BE',
  occupation: 'Grafisch ontwerper',
  enterpriseNumber: '0999000129',
  establishmentNumber: '2299000166',
  enterpriseName: 'Peeters Design',
  iban: 'BE22001999000147',
}

/** Another Lotte Peeters: never to be merged with the first. */
export const namesake: Inhabitant = {
  key: 'namesake',
  given: 'Lotte',
  family: 'Peeters',
  birthDate: '1971-11-02',
  email: 'lotte.peeters@bakkerij-peeters.example',
  otherEmails: [],
  phone: '+32470000201',
  street: 'Steenstraat 7',
  postcode: '8000',
  city: 'Brugge',
  language: 'nl_BE',
  occupation: 'Bakker',
}

/** A French-speaking sole trader. */
export const trader: Inhabitant = {
  key: 'trader',
  given: 'Élodie',
  family: 'Lefèvre',
  birthDate: '1979-06-30',
  email: 'elodie@lefevre-conseil.example',
  otherEmails: [],
  phone: '+32470000301',
  street: 'Rue Saint-Gilles 45',
  postcode: '4000',
  city: 'Liège',
  language: 'fr_BE',
  occupation: 'Conseillère fiscale',
  enterpriseNumber: '0999000228',
  establishmentNumber: '2299000265',
  enterpriseName: 'Lefèvre Conseil',
  iban: 'BE19363999000212',
}

/** Exists only as somebody who once wrote to us. */
export const mailOnly: Inhabitant = {
  key: 'mail-only',
  given: 'Karim',
  family: "O'Neill",
  birthDate: '1995-01-20',
  email: "karim.o'neill@post.example",
  otherEmails: [],
  phone: '+32470000401',
  street: 'Meir 3',
  postcode: '2000',
  city: 'Antwerpen',
  language: 'nl_BE',
}

/** Lotte's daughter, registered on her mother's private address: a tie that a person must decide. */
export const minor: Inhabitant = {
  key: 'minor',
  given: 'Noor',
  family: 'Peeters',
  birthDate: '2015-09-08',
  email: 'lotte.peeters@thuis.example',
  otherEmails: [],
  phone: '+32470000101',
  street: 'Korenmarkt 12',
  postcode: '9000',
  city: 'Gent',
  language: 'nl_BE',
}

/** A former contact, archived long ago. */
export const archived: Inhabitant = {
  key: 'archived',
  given: 'Wim',
  family: 'Janssens',
  birthDate: '1966-05-05',
  email: 'wim@janssens-garage.example',
  otherEmails: [],
  phone: '+32470000501',
  street: 'Dorpsstraat 1',
  postcode: '4700',
  city: 'Eupen',
  language: 'de_DE',
}

export const inhabitants: readonly Inhabitant[] = [lotte, namesake, trader, mailOnly, minor, archived]

/** Two employees of the company, whose mailboxes hold what people wrote. */
export const employees = [
  { key: 'handler', given: 'Sofie', family: 'Maes', email: 'sofie.maes@cloudware.example' },
  { key: 'handler2', given: 'Tom', family: 'Claes', email: 'tom.claes@cloudware.example' },
] as const
