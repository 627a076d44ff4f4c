import { lotte, namesake, trader } from '../../world.js'
import type { OdooOrm } from '../odoo-orm.js'
import type { SeededContacts } from './contacts.js'
import type { SeededStaff } from './staff.js'

const pdf = '%PDF-1.4\n% Factuur INV/2026/00001 voor Lotte Peeters\n%%EOF\n'
const signature = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** Orders, invoices, payments, leads and tasks, as far as their modules are installed. */
export function seedTrade(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  const seeds: readonly (readonly [string, () => void])[] = [
    ['account.move', () => seedInvoices(orm, contacts)],
    ['payment.transaction', () => seedOnlinePayment(orm, contacts)],
    ['sale.order', () => seedOrders(orm, contacts, staff)],
    ['crm.lead', () => seedLeads(orm, contacts, staff)],
    ['project.task', () => seedTask(orm, contacts, staff)],
  ]
  seeds.filter(([model]) => orm.has(model)).forEach(([, seed]) => seed())
}

function seedInvoices(orm: OdooOrm, contacts: SeededContacts): void {
  const invoice = postInvoice(orm, 'INV/2026/00001', '2026-02-10', {
    partner: contacts.lotte,
    net: 600,
    label: 'Onderhoud website Peeters Design',
  })
  orm.create('ir.attachment', {
    name: 'INV_2026_00001.pdf',
    res_model: 'account.move',
    res_id: invoice,
    res_field: 'invoice_pdf_report_file',
    mimetype: 'application/pdf',
    datas: Buffer.from(pdf).toString('base64'),
  })
  postInvoice(orm, 'INV/2026/00002', '2026-03-04', { partner: contacts.namesake, net: 150, label: 'Etiketten bakkerij' })
  orm.create('account.payment', {
    name: 'PBNK1/2026/00001',
    date: '2026-03-01',
    amount: 726,
    partner_id: contacts.lotte,
    state: 'paid',
    currency_id: 1,
    ...(hasMemo(orm) ? { memo: 'INV/2026/00001' } : { ref: 'INV/2026/00001' }),
  })
}

function hasMemo(orm: OdooOrm): boolean {
  return (
    orm.count('ir.model.fields', [
      ['model', '=', 'account.payment'],
      ['name', '=', 'memo'],
    ]) > 0
  )
}

interface InvoiceFacts {
  readonly partner: number
  readonly net: number
  readonly label: string
}

/** A posted customer invoice with one line and 21 % VAT. */
function postInvoice(orm: OdooOrm, name: string, date: string, { partner, net, label }: InvoiceFacts): number {
  const total = Math.round(net * 121) / 100
  return orm.create('account.move', {
    name,
    move_type: 'out_invoice',
    state: 'posted',
    posted_before: true,
    partner_id: partner,
    invoice_date: date,
    invoice_date_due: date,
    payment_reference: '+++000/0000/00101+++',
    narration: '<p>Bedankt voor uw vertrouwen.</p>',
    amount_untaxed: net,
    amount_tax: total - net,
    amount_total: total,
    amount_residual: 0,
    payment_state: 'paid',
    invoice_line_ids: [
      [
        0,
        0,
        { name: label, partner_id: partner, quantity: 1, price_unit: net, price_subtotal: net, price_total: total, date, move_name: name },
      ],
    ],
  })
}

function seedOnlinePayment(orm: OdooOrm, contacts: SeededContacts): void {
  const token = orm.create('payment.token', { partner_id: contacts.lotte, payment_details: '•••• 4242', provider_ref: 'tok-0001' })
  orm.create('payment.transaction', {
    reference: 'INV/2026/00001',
    amount: 726,
    state: 'done',
    provider_code: 'demo',
    provider_reference: 'tx-0001',
    partner_id: contacts.lotte,
    token_id: token,
    partner_name: `${lotte.given} ${lotte.family}`,
    partner_email: lotte.email,
    partner_address: lotte.street,
    partner_zip: lotte.postcode,
    partner_city: lotte.city,
    partner_phone: lotte.phone,
  })
}

function seedOrders(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  const line = (name: string, price: number): readonly unknown[] => [
    [0, 0, { name, product_uom_qty: 1, price_unit: price, price_subtotal: price }],
  ]
  const common = { partner_id: contacts.lotte, user_id: staff.handler, currency_id: 1 }
  orm.create('sale.order', {
    ...common,
    name: 'S00001',
    state: 'sale',
    date_order: '2026-01-20 09:15:00',
    client_order_ref: 'PD-2026-01',
    signed_by: `${lotte.given} ${lotte.family}`,
    signed_on: '2026-01-20 10:02:11',
    signature,
    note: '<p>Levering in overleg.</p>',
    amount_untaxed: 600,
    amount_tax: 126,
    amount_total: 726,
    order_line: line('Onderhoud website', 600),
  })
  orm.create('sale.order', {
    ...common,
    name: 'S00002',
    date_order: '2026-06-02 14:00:00',
    amount_total: 302.5,
    order_line: line('Nieuw logo', 250),
  })
}

/** Two leads of hers, one of them not tied to her contact and under her private address; one of somebody else. */
function seedLeads(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  orm.create('crm.lead', {
    name: 'Webshop voor Peeters Design',
    type: 'opportunity',
    partner_id: contacts.lotte,
    contact_name: `${lotte.given} ${lotte.family}`,
    partner_name: lotte.enterpriseName,
    email_from: lotte.email,
    phone: lotte.oldPhone,
    street: lotte.street,
    zip: lotte.postcode,
    city: lotte.city,
    country_id: 1,
    function: lotte.occupation,
    description: '<p>Wil een webshop met eigen ontwerpen.</p>',
    expected_revenue: 4800,
    probability: 60,
    user_id: staff.handler,
  })
  orm.create('crm.lead', {
    name: 'Vraag via het contactformulier',
    contact_name: `${lotte.given} ${lotte.family}`,
    email_from: lotte.otherEmails[0],
    phone: lotte.phone,
    description: '<p>Kan ik als particulier ook een account krijgen?</p>',
  })
  orm.create('crm.lead', {
    name: 'Conseil fiscal en ligne',
    partner_id: contacts.trader,
    contact_name: `${trader.given} ${trader.family}`,
    email_from: trader.email,
    phone: trader.phone,
  })
}

function seedTask(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  const project = orm.create('project.project', { name: 'Websites 2026', user_id: staff.handler2 })
  const own = (person: typeof lotte, id: number): Readonly<Record<string, unknown>> => ({
    project_id: project,
    partner_id: id,
    email_cc: person.email,
  })
  orm.create('project.task', {
    ...own(lotte, contacts.lotte),
    name: 'Huisstijl van Lotte Peeters verwerken',
    description: '<p>Lotte levert de bestanden aan via haar portaal.</p>',
    user_ids: [[6, 0, [staff.handler2]]],
    date_deadline: '2026-07-15 12:00:00',
  })
  orm.create('project.task', { ...own(namesake, contacts.namesake), name: 'Etiketten drukken' })
}
