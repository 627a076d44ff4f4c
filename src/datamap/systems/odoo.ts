import type { SystemMap } from '../data-map.js'
import { accountingTypes } from './odoo/accounting.js'
import { contactTypes } from './odoo/contacts.js'
import { correspondenceTypes } from './odoo/correspondence.js'
import { marketingTypes } from './odoo/marketing.js'
import { personnelTypes } from './odoo/personnel.js'

/** What Odoo 14 to 19 holds about people. Fields that a version lacks are simply not there. */
export const odooMap = {
  system: 'odoo',
  labels: {
    NL: 'Odoo (bedrijfsbeheer)',
    FR: 'Odoo (gestion d’entreprise)',
    DE: 'Odoo (Unternehmensverwaltung)',
    EN: 'Odoo (business administration)',
  },
  role: 'CONTROLLER',
  recordTypes: { ...contactTypes, ...accountingTypes, ...correspondenceTypes, ...marketingTypes, ...personnelTypes },
} as const satisfies SystemMap
