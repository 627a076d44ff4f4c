import { type Inhabitant, inhabitants, namesake } from '../world.js'
import { type RegisteredAddress, type RegisteredEntity, withCheckDigits } from './registered-entity.js'

/** What the register holds of the fictional people, and the limited company of one of them. */
export function worldEntities(): RegisteredEntity[] {
  return [...inhabitants.flatMap(soleTrader), bakery()]
}

/** NACE 2025 of the occupations that have one here. */
const naceCodes: Readonly<Record<string, string>> = { 'Grafisch ontwerper': '74120', 'Conseillère fiscale': '69201' }

const dutchTownNames: Readonly<Record<string, string>> = { Liège: 'Luik' }

/** A sole trader's number, name and means of contact; the address is that of the establishment, for the home is not published. */
function soleTrader(person: Inhabitant): RegisteredEntity[] {
  if (person.enterpriseNumber === undefined || person.establishmentNumber === undefined) {
    return []
  }
  const language = person.language === 'fr_BE' ? '1' : '2'
  const nace = naceCodes[person.occupation ?? '']
  const establishment = {
    number: person.establishmentNumber,
    startDate: '01-04-2015',
    address: addressOf(person),
    names: [{ type: '003', language, text: person.enterpriseName ?? person.family } as const],
    contacts: [{ type: 'TEL', value: belgianNotation(person.oldPhone ?? person.phone) } as const],
    activities: nace === undefined ? [] : [nace],
  }
  return [
    {
      number: person.enterpriseNumber,
      type: 'NATURAL_PERSON',
      startDate: '01-04-2015',
      names: [{ type: '001', language, text: `${person.family}, ${person.given}` }],
      contacts: [{ type: 'EMAIL', value: person.email }],
      establishments: [establishment],
    },
  ]
}

function bakery(): RegisteredEntity {
  return {
    number: withCheckDigits(9_990_003),
    type: 'LEGAL_PERSON',
    juridicalForm: '610',
    startDate: '15-09-2004',
    names: [{ type: '001', language: '2', text: 'Bakkerij "Peeters"' }],
    seat: addressOf(namesake),
    contacts: [
      { type: 'TEL', value: '050 00 02 01' },
      { type: 'FAX', value: '050 00 02 02' },
    ],
    establishments: [],
  }
}

function addressOf({ street, postcode, city }: Inhabitant): RegisteredAddress {
  const split = street.lastIndexOf(' ')
  const name = street.slice(0, split)
  return {
    zipcode: postcode,
    municipalityNL: dutchTownNames[city] ?? city,
    municipalityFR: city,
    streetNL: name,
    streetFR: name,
    houseNumber: street.slice(split + 1),
  }
}

/** `+32470000102` -> `0470 00 01 02`. */
function belgianNotation(phone: string): string {
  const national = `0${phone.slice(3)}`
  return `${national.slice(0, 4)} ${national.slice(4, 6)} ${national.slice(6, 8)} ${national.slice(8)}`
}
