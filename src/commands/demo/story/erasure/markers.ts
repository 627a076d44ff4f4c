import type { OdooOrm } from '../../../../simulators/odoo/odoo-orm.js'
import { type Inhabitant, lotte } from '../../../../simulators/world.js'
import type { Stage } from '../stage.js'

/** A field of a record in which something of a person stands. */
export interface MarkerFound {
  readonly model: string
  readonly id: number
  readonly field: string
}

/** By what a person is recognised wherever it stands: in a field of its own, in the midst of a text, or in a file. */
export function markersOf(person: Inhabitant): string[] {
  const { given, family, email, otherEmails, phone, oldPhone, street, iban, enterpriseNumber, enterpriseName } = person
  const all = [`${given} ${family}`, email, ...otherEmails, phone, oldPhone, street, iban, enterpriseNumber, enterpriseName]
  return all.flatMap((text) => (text === undefined ? [] : [text.toLowerCase()]))
}

/** Looks through every field of every record of the database, as its own server sees it, files included. */
export function findMarkers(orm: OdooOrm, markers: readonly string[]): MarkerFound[] {
  const models = orm.find('ir.model').map(({ model }) => String(model))
  return models.flatMap((model) =>
    orm
      .find(model)
      .flatMap(({ id, ...fields }) =>
        Object.entries(fields).flatMap(([field, value]) => (holds(field, value, markers) ? [{ model, id, field }] : [])),
      ),
  )
}

function holds(field: string, value: unknown, markers: readonly string[]): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  const content = field === 'datas' ? Buffer.from(text, 'base64').toString('latin1') : text
  const plain = content.toLowerCase()
  return markers.some((marker) => plain.includes(marker) || plain.replaceAll(' ', '').includes(marker.replaceAll(' ', '')))
}

/** What may still name her in Odoo: what accounting must keep, and the card that it hangs on. */
const expected: readonly string[] = [
  'account.move.invoice_partner_display_name',
  'res.partner.name',
  'res.partner.street',
  'res.partner.vat',
]

/** Looks through the whole of Odoo for her, as nobody but its own server could; what stands there still is what had to stay. */
export function showWhatStays({ narrator, world }: Stage): readonly string[] {
  narrator.chapter('Odoo is searched from the inside for anything that names her')
  const found = findMarkers(world.odoo.orm, markersOf(lotte))
  const places = [...new Set(found.map(({ model, field }) => `${model}.${field}`))].sort()
  narrator.table(
    ['where she is still named', 'records'],
    places.map((place) => [place, String(found.filter((one) => `${one.model}.${one.field}` === place).length)]),
  )
  narrator.check('exactly the fields that had to stay', places.join() === [...expected].sort().join())
  return places
}
