import { archived, lotte, minor, namesake, trader, type Inhabitant } from '../world.js'
import type { Accounts } from './accounts.js'
import type { OdooOrm } from './odoo-orm.js'

const belgium = 1

/** What the demo's company keeps about the people of the world. */
export function seedWorld(orm: OdooOrm, _accounts: Accounts): void {
  for (const person of [lotte, namesake, trader, minor, archived]) {
    orm.create('res.partner', contactOf(person))
  }
}

function contactOf(person: Inhabitant): Readonly<Record<string, unknown>> {
  return {
    name: `${person.given} ${person.family}`,
    email: person.email,
    phone: person.phone,
    street: person.street,
    zip: person.postcode,
    city: person.city,
    country_id: belgium,
    lang: person.language,
    function: person.occupation ?? false,
    vat: person.enterpriseNumber === undefined ? false : `BE${person.enterpriseNumber}`,
    active: person.key !== 'archived',
  }
}
