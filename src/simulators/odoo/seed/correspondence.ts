import { lotte, namesake, trader, type Inhabitant } from '../../world.js'
import type { Accounts } from '../accounts.js'
import type { OdooOrm } from '../odoo-orm.js'
import type { SeededContacts } from './contacts.js'
import type { SeededStaff } from './staff.js'

/** What was written by and about people, what they did on the website and which mailings they get. */
export function seedCorrespondence(orm: OdooOrm, accounts: Accounts, contacts: SeededContacts, staff: SeededStaff): void {
  seedPortal(orm, accounts, contacts)
  seedMessages(orm, contacts, staff)
  const seeds: readonly (readonly [string, () => void])[] = [
    [
      'sms.sms',
      () =>
        orm.create('sms.sms', { number: lotte.phone, body: 'Uw afspraak is morgen om 10 uur.', partner_id: contacts.lotte, state: 'sent' }),
    ],
    ['mailing.contact', () => seedMailings(orm)],
    ['calendar.event', () => seedMeeting(orm, contacts, staff)],
    ['website.visitor', () => seedVisits(orm, contacts)],
    ['rating.rating', () => seedRating(orm, contacts, staff)],
  ]
  seeds.filter(([model]) => orm.has(model)).forEach(([, seed]) => seed())
}

/** Her portal account: logins, devices, a key and a file she uploaded herself. */
function seedPortal(orm: OdooOrm, accounts: Accounts, contacts: SeededContacts): void {
  const user = accounts.addUser({
    login: lotte.email,
    name: `${lotte.given} ${lotte.family}`,
    password: 'portal-of-the-demo',
    groups: ['portal'],
    partner: contacts.lotte,
  })
  orm.edit('res.users', user, { signature: `<div>${lotte.given}, ${lotte.enterpriseName}</div>` })
  const own = orm.actingAs(user)
  own.create('res.users.log', {})
  own.create('res.users.log', {})
  accounts.issueKey(user, 30, 'rpc')
  if (orm.has('auth_totp.device')) {
    orm.create('auth_totp.device', { name: 'Laptop van Lotte', user_id: user })
  }
  seedDevices(orm, user)
  own.create('ir.attachment', {
    name: 'logo-peeters-design.txt',
    res_model: 'res.partner',
    res_id: contacts.lotte,
    mimetype: 'text/plain',
    datas: Buffer.from('Logo en huisstijl van Peeters Design, aangeleverd door Lotte Peeters.\n').toString('base64'),
  })
}

function seedDevices(orm: OdooOrm, user: number): void {
  const device = {
    session_identifier: 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0',
    user_id: user,
    platform: 'windows',
    browser: 'firefox',
    ip_address: '192.0.2.17',
    country: 'Belgium',
    city: 'Gent',
    device_type: 'computer',
    first_activity: '2026-05-11 08:00:00',
    last_activity: '2026-06-02 13:58:00',
  }
  for (const model of ['res.device', 'res.device.log'].filter((name) => orm.has(name))) {
    orm.create(model, device)
  }
}

/** She writes, an employee answers, and notes something about somebody else; her homonym writes too. */
function seedMessages(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  seedReceivedMail(orm, contacts.lotte, lotte, {
    subject: 'Vraag over mijn factuur',
    body: '<p>Dag Sofie, op welk adres staat mijn factuur? Groeten, Lotte</p>',
    date: '2026-02-12 09:30:00',
  })
  seedReceivedMail(orm, contacts.namesake, namesake, {
    body: '<p>Graag 200 etiketten extra voor de bakkerij.</p>',
    date: '2026-03-02 07:45:00',
  })
  seedReplies(orm, contacts, staff)
  orm.create('mail.followers', { res_model: 'res.partner', res_id: contacts.lotte, partner_id: staff.handlerContact })
}

function seedReceivedMail(orm: OdooOrm, contact: number, person: Inhabitant, content: Readonly<Record<string, unknown>>): void {
  orm.create('mail.message', {
    model: 'res.partner',
    res_id: contact,
    message_type: 'email',
    subtype_id: subtypeId(orm, 'Discussions'),
    author_id: contact,
    email_from: `${person.given} ${person.family} <${person.email}>`,
    reply_to: person.email,
    ...content,
  })
}

function seedReplies(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  const common = {
    model: 'res.partner',
    res_id: contacts.lotte,
    message_type: 'comment',
    author_id: staff.handlerContact,
    email_from: '"Sofie Maes" <sofie.maes@cloudware.example>',
  }
  orm.actingAs(staff.handler).create('mail.message', {
    ...common,
    subtype_id: subtypeId(orm, 'Note'),
    is_internal: true,
    body: `<p>Lotte is doorverwezen door ${trader.given} ${trader.family}, die zelf een betaalachterstand heeft.</p>`,
    date: '2026-02-12 11:05:00',
  })
  orm.actingAs(staff.handler).create('mail.message', {
    ...common,
    subtype_id: subtypeId(orm, 'Discussions'),
    subject: 'Re: Vraag over mijn factuur',
    partner_ids: [[6, 0, [contacts.lotte]]],
    body: '<p>Beste Lotte, de factuur staat op de Korenmarkt. Mvg, Sofie</p>',
    date: '2026-02-12 11:20:00',
  })
}

function subtypeId(orm: OdooOrm, name: string): number {
  return orm.find('mail.message.subtype', [['name', '=', name]])[0]?.id ?? 0
}

/** The newsletter goes to her private address; she has left one list and stays on the other. */
function seedMailings(orm: OdooOrm): void {
  const lists = ['Nieuwsbrief', 'Uitnodigingen'].map((name) => orm.create('mailing.list', { name }))
  const contact = orm.create('mailing.contact', {
    name: `${lotte.given} ${lotte.family}`,
    email: lotte.otherEmails[0],
    company_name: lotte.enterpriseName,
    country_id: 1,
  })
  orm.create('mailing.subscription', { contact_id: contact, list_id: lists[0] })
  orm.create('mailing.subscription', { contact_id: contact, list_id: lists[1], opt_out: true, opt_out_datetime: '2026-04-01 06:00:00' })
  orm.create('mailing.trace', {
    model: 'mailing.contact',
    res_id: contact,
    email: lotte.otherEmails[0],
    trace_status: 'open',
    sent_datetime: '2026-03-15 08:00:00',
    open_datetime: '2026-03-15 18:12:44',
  })
}

function seedMeeting(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  orm.create('calendar.event', {
    name: 'Kennismaking met Lotte Peeters',
    description: '<p>Voorstellen bespreken voor de webshop.</p>',
    location: 'Korenmarkt 12, Gent',
    start: '2026-05-06 08:00:00',
    stop: '2026-05-06 09:00:00',
    user_id: staff.handler,
    partner_ids: [[6, 0, [contacts.lotte, staff.handlerContact]]],
  })
}

function seedVisits(orm: OdooOrm, contacts: SeededContacts): void {
  const visitor = orm.create('website.visitor', {
    access_token: String(contacts.lotte),
    partner_id: contacts.lotte,
    country_id: 1,
    timezone: 'Europe/Brussels',
    visit_count: 2,
    last_connection_datetime: '2026-06-02 13:58:00',
  })
  for (const [url, moment] of [
    ['/', '2026-06-02 13:50:00'],
    ['/prijzen', '2026-06-02 13:55:00'],
  ]) {
    orm.create('website.track', { visitor_id: visitor, url, visit_datetime: moment })
  }
}

function seedRating(orm: OdooOrm, contacts: SeededContacts, staff: SeededStaff): void {
  orm.create('rating.rating', {
    res_model: 'res.partner',
    res_id: staff.handlerContact,
    res_name: 'Sofie Maes',
    rated_partner_id: staff.handlerContact,
    partner_id: contacts.lotte,
    rating: 5,
    rating_text: 'top',
    feedback: 'Snel en vriendelijk geholpen.',
    consumed: true,
  })
}
