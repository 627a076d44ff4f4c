import { type RegisteredAddress, type RegisteredContact, type RegisteredEntity, withCheckDigits } from './registered-entity.js'

const towns = [
  ['9000', 'Gent', 'Gand'],
  ['2000', 'Antwerpen', 'Anvers'],
  ['1000', 'Brussel', 'Bruxelles'],
  ['4000', 'Luik', 'Liège'],
  ['8500', 'Kortrijk', 'Courtrai'],
] as const

const streets = [
  ['Kerkstraat', 'Rue de l’Église'],
  ['Stationsstraat', 'Rue de la Gare'],
  ['Nieuwstraat', 'Rue Neuve'],
  ['Molenweg', 'Chemin du Moulin'],
] as const

/** Enterprises that nobody has, the same on each call: half of them natural persons, each with one establishment. */
export function* generatedEntities(count: number): Iterable<RegisteredEntity> {
  for (let n = 0; n < count; n += 1) {
    yield n % 2 === 0 ? naturalPerson(n) : legalPerson(n)
  }
}

function naturalPerson(n: number): RegisteredEntity {
  return {
    number: withCheckDigits(2_000_000 + n),
    type: 'NATURAL_PERSON',
    startDate: dateOf(n),
    names: [{ type: '001', language: '0', text: `Verzonnen, Persoon ${n}` }],
    contacts: contactsOf(n),
    establishments: [establishmentOf(n)],
  }
}

function legalPerson(n: number): RegisteredEntity {
  return {
    number: withCheckDigits(2_000_000 + n),
    type: 'LEGAL_PERSON',
    juridicalForm: n % 4 === 1 ? '610' : '014',
    startDate: dateOf(n),
    names: [{ type: '001', language: '2', text: `Verzonnen Onderneming ${n}` }],
    seat: addressOf(n),
    contacts: contactsOf(n),
    establishments: n % 4 === 1 ? [establishmentOf(n)] : [],
  }
}

function establishmentOf(n: number): RegisteredEntity['establishments'][number] {
  return {
    number: withCheckDigits(21_000_000 + n),
    startDate: dateOf(n),
    address: addressOf(n),
    names: [{ type: '003', language: '2', text: `Zaak ${n}` }],
    contacts: [],
    activities: ['62100'],
  }
}

function contactsOf(n: number): RegisteredContact[] {
  return n % 3 === 0 ? [{ type: n % 2 === 0 ? 'EMAIL' : 'WEB', value: `post${n}@onderneming.example` }] : []
}

function addressOf(n: number): RegisteredAddress {
  const [zipcode, municipalityNL, municipalityFR] = towns[n % towns.length] ?? towns[0]
  const [streetNL, streetFR] = streets[n % streets.length] ?? streets[0]
  return { zipcode, municipalityNL, municipalityFR, streetNL, streetFR, houseNumber: String((n % 200) + 1) }
}

function dateOf(n: number): string {
  const day = String((n % 28) + 1).padStart(2, '0')
  const month = String((n % 12) + 1).padStart(2, '0')
  return `${day}-${month}-${1960 + (n % 60)}`
}
