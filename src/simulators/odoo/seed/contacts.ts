import { archived, lotte, minor, namesake, trader, type Inhabitant } from '../../world.js'
import type { OdooOrm } from '../odoo-orm.js'

const belgium = 1

/** The ids of the contacts of the world, by the key of the person. */
export interface SeededContacts {
  readonly lotte: number
  readonly namesake: number
  readonly trader: number
  readonly minor: number
  readonly archived: number
  readonly bakery: number
}

/** Contacts: a sole trader under her own name, her homonym at a company, a French-speaking trader, a child and somebody archived. */
export function seedContacts(orm: OdooOrm): SeededContacts {
  const bakery = orm.create('res.partner', {
    name: 'Bakkerij Peeters BV',
    is_company: true,
    vat: 'BE0999000426',
    company_registry: '0999000426',
    email: 'info@bakkerij-peeters.example',
    ...addressOf(namesake),
  })
  const contacts = {
    lotte: seedLotte(orm),
    namesake: orm.create('res.partner', { ...contactOf(namesake), parent_id: bakery }),
    trader: orm.create('res.partner', { ...contactOf(trader), company_name: trader.enterpriseName, customer_rank: 1 }),
    minor: orm.create('res.partner', { ...contactOf(minor), comment: '<p>Volgt de tekenworkshop, ingeschreven door haar moeder.</p>' }),
    archived: orm.create('res.partner', { ...contactOf(archived), active: false, comment: '<p>Garage gestopt in 2019.</p>' }),
    bakery,
  }
  orm.create('mail.blacklist', { email: archived.email })
  orm.create('res.partner.bank', { partner_id: contacts.trader, acc_number: trader.iban })
  return contacts
}

/** Her number was corrected once: the change log keeps the old one. */
function seedLotte(orm: OdooOrm): number {
  const id = orm.create('res.partner', {
    ...contactOf(lotte),
    phone: lotte.oldPhone,
    company_registry: lotte.enterpriseNumber,
    peppol_eas: '0208',
    peppol_endpoint: lotte.enterpriseNumber,
    website: 'https://peeters-design.example',
    ref: 'K-2024-017',
    tz: 'Europe/Brussels',
    trust: 'good',
    credit_limit: 2500,
    customer_rank: 3,
    partner_latitude: 51.0561,
    partner_longitude: 3.7219,
    comment: '<p>Belt liefst na 17 uur. Werkt vaak samen met Élodie Lefèvre.</p>',
    category_id: [[0, 0, { name: 'Nieuwsbrief' }]],
    industry_id: orm.create('res.partner.industry', { name: 'Grafische sector' }),
  })
  orm.edit('res.partner', id, { phone: lotte.phone })
  const bank = orm.create('res.bank', { name: 'Fictieve Bank', bic: 'FICTBEBB' })
  orm.create('res.partner.bank', { partner_id: id, acc_number: grouped(lotte.iban ?? ''), bank_id: bank })
  return id
}

function contactOf(person: Inhabitant): Readonly<Record<string, unknown>> {
  const isTrader = person.enterpriseNumber !== undefined
  return {
    name: `${person.given} ${person.family}`,
    email: person.email,
    phone: person.phone,
    ...addressOf(person),
    lang: person.language,
    ...(person.occupation === undefined ? {} : { function: person.occupation }),
    ...(isTrader ? { vat: `BE${person.enterpriseNumber}` } : {}),
  }
}

function addressOf(person: Inhabitant): Readonly<Record<string, unknown>> {
  return { street: person.street, zip: person.postcode, city: person.city, country_id: belgium }
}

/** An account number as people write it, in groups of four. */
function grouped(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1 ')
}
