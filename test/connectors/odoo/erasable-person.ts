import type { OdooOrm } from '../../../src/simulators/odoo/odoo-orm.js'
import type { OdooSimulator } from '../../../src/simulators/odoo/odoo-simulator.js'

/** What tells her apart from everybody: each must be found nowhere but in what the law keeps. */
export const person = {
  name: 'Hadewych Zwaanepoel',
  email: 'hadewych@zwaanepoel.example',
  privateEmail: 'hz@thuisadres.example',
  formerEmail: 'oud@zwaanepoel.example',
  phone: '+32470987654',
  street: 'Reigersdreef 41',
  city: 'Meetkerke',
  secondStreet: 'Kluisbos 8',
  enterpriseNumber: '0999000129',
  iban: 'BE22001999000147',
} as const

/** Text that is hers wherever it stands, written in lower case. */
export const markers: readonly string[] = [
  'hadewych',
  'zwaanepoel',
  'hz@thuisadres',
  '470987654',
  '470 98 76 54',
  'reigersdreef',
  'meetkerke',
  'kluisbos',
  '0999000129',
  '001999000147',
  'roze fiets',
]

export interface SeededPerson {
  readonly contact: number
  readonly invoice: number
}

/** A customer with something in every corner of Odoo: two posted things that the law keeps, and all the rest. */
export function seedPerson({ orm }: OdooSimulator): SeededPerson {
  const contact = seedContact(orm)
  const invoice = seedTrade(orm, contact)
  seedAccount(orm, contact)
  seedCorrespondence(orm, contact, invoice)
  seedMarketing(orm, contact)
  return { contact, invoice }
}

const address = { street: person.street, zip: '8377', city: person.city, country_id: 1 }

function seedContact(orm: OdooOrm): number {
  const contact = orm.create('res.partner', {
    name: person.name,
    email: person.formerEmail,
    phone: '0470 98 76 54',
    vat: `BE${person.enterpriseNumber}`,
    company_registry: person.enterpriseNumber,
    ...address,
    lang: 'nl_BE',
    function: 'Imker met een roze fiets',
    comment: '<p>Komt met de roze fiets.</p>',
    website: 'https://zwaanepoel.example',
    ref: 'K-ZWAANEPOEL',
    partner_latitude: 51.23,
    credit_limit: 100,
    image_1920: Buffer.from('roze fiets').toString('base64'),
    category_id: [[0, 0, { name: 'Vaste klant' }]],
  })
  orm.edit('res.partner', contact, { email: person.email })
  orm.create('res.partner', {
    name: `${person.name} (levering)`,
    type: 'delivery',
    parent_id: contact,
    street: person.secondStreet,
    phone: person.phone,
  })
  orm.create('res.partner.bank', { partner_id: contact, acc_number: person.iban })
  orm.create('ir.attachment', {
    name: 'roze fiets.txt',
    res_model: 'res.partner',
    res_id: contact,
    mimetype: 'text/plain',
    datas: base64(person.name),
  })
  orm.create('calendar.filters', { user_id: 2, partner_id: contact })
  return contact
}

function seedTrade(orm: OdooOrm, contact: number): number {
  const line = { name: 'Bijenwas', partner_id: contact, quantity: 1, price_unit: 10, price_total: 12.1, date: '2026-02-10' }
  const invoice = orm.create('account.move', {
    name: 'INV/2026/00001',
    move_type: 'out_invoice',
    state: 'posted',
    posted_before: true,
    partner_id: contact,
    invoice_date: '2026-02-10',
    invoice_source_email: person.email,
    amount_total: 12.1,
    invoice_line_ids: [[0, 0, line]],
  })
  const pdf = { res_model: 'account.move', res_id: invoice, res_field: 'invoice_pdf_report_file', mimetype: 'application/pdf' }
  orm.create('ir.attachment', { ...pdf, name: 'INV_2026_00001.pdf', datas: base64(`%PDF ${person.name}`) })
  orm.create('account.move', {
    move_type: 'out_invoice',
    partner_id: contact,
    narration: '<p>roze fiets</p>',
    invoice_line_ids: [[0, 0, line]],
  })
  orm.create('account.payment', { name: 'PBNK1', date: '2026-03-01', amount: 12.1, partner_id: contact, state: 'paid' })
  orm.create('sale.order', { name: 'S1', partner_id: contact, note: '<p>roze fiets</p>' })
  orm.create('sale.order', { name: 'S2', partner_id: contact, state: 'sent', client_order_ref: 'Zwaanepoel' })
  const [used] = ['tok-1', 'tok-2'].map((provider_ref) =>
    orm.create('payment.token', { partner_id: contact, payment_details: 'roze fiets 4242', provider_ref }),
  )
  orm.create('payment.transaction', {
    reference: 'INV/2026/00001',
    amount: 12.1,
    state: 'done',
    partner_id: contact,
    token_id: used,
    partner_name: person.name,
    partner_email: person.email,
    partner_phone: person.phone,
    partner_address: person.street,
    partner_city: person.city,
    partner_country_id: 1,
  })
  return invoice
}

function seedAccount(orm: OdooOrm, contact: number): void {
  const user = orm.create('res.users', { login: person.email, name: person.name, partner_id: contact, signature: `<p>${person.name}</p>` })
  orm.actingAs(user).create('res.users.log', {})
  orm.create('auth_totp.device', { name: 'De roze fiets', user_id: user })
  orm.create('res.users.apikeys', { name: 'roze fiets', user_id: user })
  if (orm.has('res.device.log')) {
    orm.create('res.device.log', { session_identifier: 'a', user_id: user, ip_address: '192.0.2.7', city: person.city })
  }
}

function seedCorrespondence(orm: OdooOrm, contact: number, invoice: number): void {
  const lead = orm.create('crm.lead', {
    name: 'Was van Zwaanepoel',
    partner_id: contact,
    contact_name: person.name,
    email_from: person.email,
    phone: person.phone,
  })
  orm.edit('crm.lead', lead, { contact_name: 'H. Zwaanepoel' })
  orm.create('crm.lead', { name: 'Vraag', contact_name: person.name, email_from: person.privateEmail, ...address })
  const task = orm.create('project.task', {
    name: 'Kast voor Zwaanepoel',
    partner_id: contact,
    description: '<p>Een roze fiets.</p>',
    email_cc: person.email,
  })
  orm.edit('project.task', task, { description: '<p>Geen fiets meer voor Hadewych.</p>' })
  orm.create('ir.attachment', {
    name: 'schets.txt',
    res_model: 'project.task',
    res_id: task,
    mimetype: 'text/plain',
    datas: base64(person.name),
  })
  seedMessages(orm, { contact, invoice, task })
  const event = { start: '2026-05-06 08:00:00', stop: '2026-05-06 09:00:00', user_id: 2, partner_ids: [[6, 0, [contact, 3]]] }
  orm.create('calendar.event', { ...event, name: 'Koffie met Hadewych', location: person.street, description: '<p>roze fiets</p>' })
  orm.create('mail.activity', { res_model: 'crm.lead', res_id: lead, summary: 'Bel Zwaanepoel', date_deadline: '2026-12-01' })
  orm.create('mail.followers', { res_model: 'account.move', res_id: invoice, partner_id: contact })
  orm.create('sms.sms', { number: person.phone, body: 'Dag Hadewych', partner_id: contact, state: 'sent' })
  orm.create('snailmail.letter', { partner_id: contact, model: 'account.move', res_id: invoice, ...address, state: 'sent' })
}

function seedMessages(orm: OdooOrm, { contact, invoice, task }: SeededPerson & { readonly task: number }): void {
  const from = { message_type: 'email', author_id: contact, email_from: `${person.name} <${person.email}>`, reply_to: person.email }
  const file = orm.create('ir.attachment', {
    name: 'roze fiets.txt',
    res_model: 'res.partner',
    res_id: contact,
    mimetype: 'text/plain',
    datas: base64('roze fiets'),
  })
  orm.create('mail.message', {
    ...from,
    model: 'res.partner',
    res_id: contact,
    body: '<p>roze fiets</p>',
    attachment_ids: [[6, 0, [file]]],
  })
  orm.create('mail.message', { ...from, model: 'project.task', res_id: task, body: '<p>Groeten, Hadewych</p>' })
  orm.create('mail.message', {
    message_type: 'comment',
    author_id: 3,
    model: 'res.partner',
    res_id: contact,
    body: '<p>Over Zwaanepoel</p>',
  })
  const sent = orm.create('mail.message', {
    message_type: 'comment',
    author_id: 3,
    model: 'account.move',
    res_id: invoice,
    body: '<p>Beste Hadewych</p>',
    partner_ids: [[6, 0, [contact]]],
  })
  orm.create('mail.notification', { mail_message_id: sent, res_partner_id: contact, notification_type: 'email', sms_number: person.phone })
}

function seedMarketing(orm: OdooOrm, contact: number): void {
  const list = orm.create('mailing.list', { name: 'Nieuwsbrief' })
  const reader = orm.create('mailing.contact', { name: person.name, email: person.privateEmail, company_name: 'Zwaanepoel Was' })
  orm.create('mailing.subscription', { contact_id: reader, list_id: list })
  orm.create('mailing.trace', { model: 'mailing.contact', res_id: reader, email: person.privateEmail, trace_status: 'open' })
  orm.create('mail.blacklist', { email: person.privateEmail })
  const visitor = orm.create('website.visitor', { access_token: String(contact), partner_id: contact })
  orm.create('website.track', { visitor_id: visitor, url: '/zwaanepoel', visit_datetime: '2026-06-02 13:50:00' })
  orm.create('rating.rating', {
    res_model: 'res.partner',
    res_id: 1,
    rated_partner_id: 1,
    partner_id: contact,
    rating: 5,
    feedback: 'roze fiets',
  })
  const channel = orm.create('discuss.channel', { name: 'Zaal 3', channel_type: 'channel' })
  orm.create('discuss.channel.member', { channel_id: channel, partner_id: contact })
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

/** By naming the id: files that are fields of a record are hidden from a search that does not. */
const everyRow = [['id', '>', 0]]

/** `model.field` of everything in the database that still shows one of the markers; files by their content. */
export function whereFound({ orm }: OdooSimulator): string[] {
  const models = orm.find('ir.model').map((row) => String(row['model']))
  const hits = models.flatMap((model) =>
    orm
      .find(model, everyRow)
      .flatMap((row) => Object.entries(row).flatMap(([field, value]) => (isMarked(value) ? [`${model}.${field}`] : []))),
  )
  return [...new Set(hits)].sort()
}

function isMarked(value: unknown): boolean {
  const text = (JSON.stringify(value) ?? '').toLowerCase()
  const content =
    typeof value === 'string' && /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString().toLowerCase() : ''
  return markers.some((marker) => text.includes(marker) || content.includes(marker))
}
