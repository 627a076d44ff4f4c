import type { Accounts } from '../accounts.js'
import type { OdooOrm } from '../odoo-orm.js'
import { seedContacts } from './contacts.js'
import { seedCorrespondence } from './correspondence.js'
import { seedStaff } from './staff.js'
import { seedTrade } from './trade.js'

/** What the demo's company keeps about the people of the world. Whoever only ever wrote an e-mail is not here. */
export function seedWorld(orm: OdooOrm, accounts: Accounts): void {
  const staff = seedStaff(orm, accounts)
  const contacts = seedContacts(orm)
  seedTrade(orm, contacts, staff)
  seedCorrespondence(orm, accounts, contacts, staff)
}
