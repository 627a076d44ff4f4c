import type { RecordTypeId } from '../../vocabulary/source-record.js'

/** Which fields of a record type hold identifiers of a person. */
export interface Finder {
  readonly recordType: RecordTypeId
  /** Fields whose whole value is one address in lower case. */
  readonly email?: readonly string[]
  /** Fields with an address as somebody typed it: in capitals, with a name, or several. */
  readonly emailText?: readonly string[]
  /** Fields whose whole value is one number in E.164. */
  readonly phone?: readonly string[]
  /** Fields with a number as somebody typed it. */
  readonly phoneText?: readonly string[]
  readonly enterpriseNumber?: readonly string[]
  readonly customerNumber?: readonly string[]
  /** Field with the name to tell homonyms apart. */
  readonly name?: string
  /** The match is the contact that this field names, not the record itself. */
  readonly contactIn?: string
  /** One person has one such record: an identifier on two of them is shared. */
  readonly isCard?: boolean
  /** Further conditions. */
  readonly only?: readonly (readonly [string, string, unknown])[]
}

/** Records of a contact are reached through it; these finders are for contacts themselves and for what stands alone. */
const withoutContact = [['partner_id', '=', false]] as const

/** Where to look for a person. */
export const finders: readonly Finder[] = [
  {
    recordType: 'contact',
    email: ['email_normalized'],
    emailText: ['email'],
    phone: ['phone_sanitized'],
    phoneText: ['phone', 'mobile'],
    enterpriseNumber: ['vat', 'company_registry'],
    customerNumber: ['ref'],
    name: 'name',
    isCard: true,
    only: [['type', 'not in', ['invoice', 'delivery', 'private', 'other']]],
  },
  { recordType: 'portal-user', email: ['login'], emailText: ['login'], contactIn: 'partner_id', name: 'name' },
  {
    recordType: 'employee',
    emailText: ['work_email', 'private_email'],
    phoneText: ['mobile_phone', 'private_phone'],
    name: 'name',
    isCard: true,
  },
  {
    recordType: 'lead',
    email: ['email_normalized'],
    emailText: ['email_from'],
    phone: ['phone_sanitized'],
    phoneText: ['phone', 'mobile'],
    name: 'contact_name',
    only: withoutContact,
  },
  { recordType: 'task', emailText: ['email_from'], name: 'partner_name', only: withoutContact },
  { recordType: 'ticket', emailText: ['partner_email'], phoneText: ['partner_phone'], name: 'partner_name', only: withoutContact },
  { recordType: 'message', emailText: ['email_from'], only: [['author_id', '=', false]] },
  { recordType: 'chat-guest', emailText: ['email'], name: 'name' },
  { recordType: 'newsletter-contact', email: ['email_normalized'], emailText: ['email'], name: 'name' },
  { recordType: 'mail-blacklist-entry', email: ['email'] },
  { recordType: 'phone-blacklist-entry', phone: ['number'] },
  { recordType: 'text-message', phoneText: ['number'], only: withoutContact },
  {
    recordType: 'applicant',
    email: ['email_normalized'],
    emailText: ['email_from'],
    phoneText: ['partner_phone'],
    name: 'partner_name',
    only: withoutContact,
  },
  { recordType: 'survey', emailText: ['email'], only: withoutContact },
  { recordType: 'event-registration', emailText: ['email'], phoneText: ['phone'], name: 'name', only: withoutContact },
]
