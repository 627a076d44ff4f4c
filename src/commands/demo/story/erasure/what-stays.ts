import { groupBy } from '../../../../kernel/collections.js'
import { lotte } from '../../../../simulators/world.js'
import type { Stage } from '../stage.js'
import { findMarkers, markersOf } from './markers.js'

/** What may still name her in Odoo: what accounting and the contract file must keep, and the cards that it hangs on. */
const expected: readonly string[] = [
  'account.move.invoice_partner_display_name',
  'account.move.line.name',
  'res.partner.company_registry',
  'res.partner.complete_name',
  'res.partner.name',
  'res.partner.street',
  'res.partner.vat',
  'sale.order.signed_by',
]

/** Looks through the whole of Odoo for her, as nobody but its own server could; what stands there still is what had to stay. */
export function showWhatStays({ narrator, world }: Stage): readonly string[] {
  narrator.chapter('Odoo is searched from the inside for anything that names her')
  const found = groupBy(findMarkers(world.odoo.orm, markersOf(lotte)), ({ model, field }) => `${model}.${field}`)
  const places = [...found.keys()].sort()
  narrator.table(
    ['records', 'where she is still named'],
    places.map((place) => [String(found.get(place)?.length ?? 0), place]),
  )
  narrator.check('exactly the fields that had to stay', places.join() === expected.join())
  return places
}
