import type { OdooOrm } from '../../../../simulators/odoo/odoo-orm.js'
import { type Inhabitant, minor, namesake } from '../../../../simulators/world.js'

/** A stored field of a record in which something of a person stands. */
export interface MarkerFound {
  readonly model: string
  readonly id: number
  readonly field: string
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number }

/** By what a person is recognised wherever it stands: in a field of its own, in the midst of a text, or in a file. */
export function markersOf(person: Inhabitant): string[] {
  const { given, family, email, otherEmails, phone, oldPhone, street, iban, enterpriseNumber, enterpriseName } = person
  const all = [`${given} ${family}`, email, ...otherEmails, phone, oldPhone, street, iban, enterpriseNumber, enterpriseName]
  return all.flatMap((text) => (text === undefined ? [] : [compact(text)]))
}

/**
 * Looks through every stored field of every record of the database, as its own server sees it, files included. Records of her
 * namesake and of her daughter, who share a name or an address with her, are theirs.
 */
export function findMarkers(orm: OdooOrm, markers: readonly string[]): MarkerFound[] {
  const others = [namesake, minor].flatMap(({ email, given }) => cardsOf(orm, email, given))
  return storedFields(orm).flatMap(([model, fields]) =>
    orm
      .find(model)
      .filter((row) => !isAbout(model, row, others))
      .flatMap((row) => fields.filter((field) => holds(field, row[field], markers)).map((field) => ({ model, id: row.id, field }))),
  )
}

function cardsOf(orm: OdooOrm, email: string, given: string): number[] {
  const domain = [
    ['email', '=', email],
    ['name', 'like', given],
  ]
  return orm.find('res.partner', domain).map(({ id }) => id)
}

function storedFields(orm: OdooOrm): [model: string, fields: string[]][] {
  const models = orm.find('ir.model').map(({ model }) => String(model))
  return models.map((model) => {
    const domain = [
      ['model', '=', model],
      ['store', '=', true],
    ]
    return [model, orm.find('ir.model.fields', domain).map(({ name }) => String(name))]
  })
}

function isAbout(model: string, row: Row, cards: readonly number[]): boolean {
  const isOn = row['model'] === 'res.partner' || row['res_model'] === 'res.partner'
  const ids = [model === 'res.partner' ? row.id : row['partner_id'], isOn ? row['res_id'] : null]
  return ids.some((id) => cards.includes(Number(id)))
}

function holds(field: string, value: unknown, markers: readonly string[]): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  const content = compact(field === 'datas' ? Buffer.from(text, 'base64').toString('latin1') : text)
  return markers.some((marker) => content.includes(marker))
}

/** Without what people put between, so that a number is found however it is written. */
function compact(text: string): string {
  return text.toLowerCase().replaceAll(/[\s.]/g, '')
}
