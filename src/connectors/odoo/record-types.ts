import type { RecordTypeId } from '../../vocabulary/source-record.js'

/** How records of a type hang on records of another: `field` holds ids of `of`. */
export interface Reach {
  readonly of: RecordTypeId
  readonly field: string
  /** Only from contacts that are their own commercial entity: what a company bought is not its contact's data. */
  readonly ownAccount?: boolean
}

/** How records of a type hang on any document that has a thread: one field names the model, one holds the id. */
export interface DocumentReach {
  readonly modelField: string
  readonly idField: string
}

/** One kind of record that Odoo holds about people. Fields that a server lacks are left out of everything said here. */
export interface OdooRecordType {
  readonly recordType: RecordTypeId
  readonly model: string
  /** What older versions call the model. */
  readonly formerModel?: string
  /** Absent: found by links alone. Records with a link of their own are read in any case. */
  readonly reach?: readonly Reach[]
  readonly onDocuments?: DocumentReach
  /** Further conditions that every record meets. */
  readonly only?: readonly (readonly [string, string, unknown])[]
  /** Date from which retention runs. */
  readonly retentionStart?: string
  /** Who wrote the record, where that decides about free text. */
  readonly author?: Reach
  /** Field with the writer's address: a record without an author that was found by it is by whom it found. */
  readonly authorAddress?: string
  /** Other people write and remark here, so its messages are read too. */
  readonly isThread?: boolean
  readonly attachments?: AttachmentSource
  /** Fields that a contact of a company inherits from it: not the person's own. */
  readonly inherited?: readonly string[]
  /** Exists in every version; when it cannot be read, a right is missing and a gap is declared. */
  readonly guarded?: string
  /** Fields that say nothing while they are false or zero. */
  readonly silentDefaults?: readonly string[]
  /** Odoo drops what may not be seen after counting the page. */
  readonly hasShortPages?: boolean
  /** Never handed out: only a step on the way to other records. */
  readonly isStep?: boolean
  /** For staff, in English. */
  readonly remark?: string
}

export interface AttachmentSource {
  /** Field that lists attachment ids; absent: attachments name the record they belong to. */
  readonly idField?: string
  /** Files that are fields of the record, which Odoo hides unless they are named. */
  readonly fileFields?: readonly string[]
}

const ofContact: readonly Reach[] = [{ of: 'contact', field: 'partner_id' }]
const ofOwnAccount: readonly Reach[] = [{ of: 'contact', field: 'partner_id', ownAccount: true }]
const ofUser: readonly Reach[] = [{ of: 'portal-user', field: 'user_id' }]
const ofEmployee: readonly Reach[] = [{ of: 'employee', field: 'employee_id' }]

/** Every kind of record about people, whether or not its module is installed on a given server. */
export const odooRecordTypes: readonly OdooRecordType[] = [
  {
    recordType: 'contact',
    model: 'res.partner',
    isThread: true,
    attachments: { fileFields: ['image_1920'] },
    inherited: ['vat', 'company_registry', 'peppol_eas', 'peppol_endpoint', 'industry_id'],
    silentDefaults: ['is_blacklisted', 'phone_blacklisted', 'partner_latitude', 'partner_longitude', 'credit_limit', 'total_invoiced'],
  },
  {
    recordType: 'contact-address',
    model: 'res.partner',
    reach: [{ of: 'contact', field: 'parent_id' }],
    only: [['type', 'in', ['invoice', 'delivery', 'private', 'other']]],
    remark: 'Further addresses of a contact; contacts of a company are people of their own and are not read here.',
  },
  { recordType: 'bank-account', model: 'res.partner.bank', reach: ofContact },
  {
    recordType: 'portal-user',
    model: 'res.users',
    reach: ofContact,
    silentDefaults: ['totp_enabled'],
    remark: 'Portal and internal users. Passwords and keys are never read, only that they exist.',
  },
  { recordType: 'login', model: 'res.users.log', reach: [{ of: 'portal-user', field: 'create_uid' }], retentionStart: 'create_date' },
  { recordType: 'device', model: 'res.device.log', reach: ofUser, retentionStart: 'last_activity', remark: 'From Odoo 18.' },
  { recordType: 'trusted-device', model: 'auth_totp.device', reach: ofUser, retentionStart: 'create_date' },
  { recordType: 'api-key', model: 'res.users.apikeys', reach: ofUser, retentionStart: 'create_date' },
  {
    recordType: 'lead',
    model: 'crm.lead',
    reach: ofContact,
    isThread: true,
    attachments: {},
    retentionStart: 'create_date',
    silentDefaults: ['is_blacklisted', 'automated_probability'],
  },
  {
    recordType: 'order',
    model: 'sale.order',
    reach: ofOwnAccount,
    attachments: {},
    retentionStart: 'date_order',
    remark: 'Not those of a company that the person works for.',
  },
  {
    recordType: 'invoice',
    model: 'account.move',
    reach: ofOwnAccount,
    only: [['move_type', '!=', 'entry']],
    attachments: { fileFields: ['invoice_pdf_report_file', 'ubl_cii_xml_file'] },
    retentionStart: 'invoice_date',
    remark: 'Not those of a company that the person works for.',
  },
  {
    recordType: 'invoice-line',
    model: 'account.move.line',
    reach: [{ of: 'invoice', field: 'move_id' }],
    only: [['display_type', '=', 'product']],
    retentionStart: 'date',
  },
  { recordType: 'payment', model: 'account.payment', reach: ofOwnAccount, retentionStart: 'date' },
  { recordType: 'online-payment', model: 'payment.transaction', reach: ofContact, retentionStart: 'create_date' },
  { recordType: 'payment-token', model: 'payment.token', reach: ofContact },
  { recordType: 'pos-order', model: 'pos.order', reach: ofOwnAccount, retentionStart: 'date_order' },
  { recordType: 'task', model: 'project.task', reach: ofContact, isThread: true, attachments: {}, retentionStart: 'create_date' },
  { recordType: 'ticket', model: 'helpdesk.ticket', reach: ofContact, isThread: true, attachments: {}, retentionStart: 'create_date' },
  {
    recordType: 'message',
    model: 'mail.message',
    reach: [
      { of: 'contact', field: 'author_id' },
      { of: 'contact', field: 'partner_ids' },
      { of: 'chat-guest', field: 'author_guest_id' },
    ],
    onDocuments: { modelField: 'model', idField: 'res_id' },
    only: [['message_type', '!=', 'notification']],
    author: { of: 'contact', field: 'author_id' },
    authorAddress: 'email_from',
    attachments: { idField: 'attachment_ids' },
    retentionStart: 'date',
    hasShortPages: true,
    remark:
      'Messages that the person wrote or was sent, and those on contacts, leads, tasks, tickets and applications. Odoo’s own notes of changes are read as former values.',
  },
  {
    recordType: 'own-thread-message',
    model: 'mail.message',
    onDocuments: { modelField: 'model', idField: 'res_id' },
    hasShortPages: true,
    isStep: true,
  },
  {
    recordType: 'change',
    model: 'mail.tracking.value',
    reach: [{ of: 'own-thread-message', field: 'mail_message_id' }],
    retentionStart: 'create_date',
    remark: 'Former values of changed fields. Needs the right Administration / Settings.',
  },
  { recordType: 'follower', model: 'mail.followers', reach: ofContact },
  {
    recordType: 'notification',
    model: 'mail.notification',
    reach: [{ of: 'contact', field: 'res_partner_id' }],
    retentionStart: 'read_date',
  },
  {
    recordType: 'activity',
    model: 'mail.activity',
    onDocuments: { modelField: 'res_model', idField: 'res_id' },
    author: { of: 'portal-user', field: 'create_uid' },
    retentionStart: 'date_deadline',
    hasShortPages: true,
  },
  { recordType: 'chat-guest', model: 'mail.guest', remark: 'Has an e-mail address to be found by only from Odoo 18.' },
  {
    recordType: 'chat-membership',
    model: 'discuss.channel.member',
    reach: [
      { of: 'contact', field: 'partner_id' },
      { of: 'chat-guest', field: 'guest_id' },
    ],
    retentionStart: 'last_seen_dt',
  },
  {
    recordType: 'text-message',
    model: 'sms.sms',
    reach: ofContact,
    retentionStart: 'create_date',
    author: { of: 'portal-user', field: 'create_uid' },
  },
  { recordType: 'letter', model: 'snailmail.letter', reach: ofContact, retentionStart: 'create_date' },
  { recordType: 'newsletter-contact', model: 'mailing.contact', isThread: true, silentDefaults: ['is_blacklisted'] },
  {
    recordType: 'newsletter-subscription',
    model: 'mailing.subscription',
    formerModel: 'mailing.contact.subscription',
    reach: [{ of: 'newsletter-contact', field: 'contact_id' }],
    retentionStart: 'opt_out_datetime',
  },
  {
    recordType: 'mailing-trace',
    model: 'mailing.trace',
    onDocuments: { modelField: 'model', idField: 'res_id' },
    retentionStart: 'sent_datetime',
  },
  { recordType: 'mail-blacklist-entry', model: 'mail.blacklist', remark: 'Kept so that an objection to mailings stays respected.' },
  {
    recordType: 'phone-blacklist-entry',
    model: 'phone.blacklist',
    remark: 'Kept so that an objection to calls and text messages stays respected.',
  },
  {
    recordType: 'calendar-event',
    model: 'calendar.event',
    reach: [{ of: 'contact', field: 'partner_ids' }],
    author: { of: 'contact', field: 'partner_id' },
    attachments: {},
    retentionStart: 'start',
  },
  { recordType: 'attendance', model: 'calendar.attendee', reach: ofContact, retentionStart: 'create_date' },
  {
    recordType: 'employee',
    model: 'hr.employee',
    reach: [
      { of: 'contact', field: 'work_contact_id' },
      { of: 'contact', field: 'address_home_id' },
      { of: 'portal-user', field: 'user_id' },
    ],
    attachments: { fileFields: ['image_1920', 'id_card', 'driving_license', 'has_work_permit'] },
    retentionStart: 'departure_date',
    guarded: 'private_email',
    remark: 'Private fields need the right Employees / Officer.',
  },
  { recordType: 'employment-version', model: 'hr.version', reach: ofEmployee, retentionStart: 'departure_date', remark: 'From Odoo 19.' },
  { recordType: 'resume-line', model: 'hr.resume.line', reach: ofEmployee },
  { recordType: 'applicant', model: 'hr.applicant', reach: ofContact, isThread: true, attachments: {}, retentionStart: 'create_date' },
  { recordType: 'visitor', model: 'website.visitor', reach: ofContact, retentionStart: 'last_connection_datetime' },
  { recordType: 'page-view', model: 'website.track', reach: [{ of: 'visitor', field: 'visitor_id' }], retentionStart: 'visit_datetime' },
  {
    recordType: 'rating',
    model: 'rating.rating',
    reach: ofContact,
    author: { of: 'contact', field: 'partner_id' },
    retentionStart: 'create_date',
  },
  { recordType: 'survey', model: 'survey.user_input', reach: ofContact, retentionStart: 'create_date' },
  {
    recordType: 'survey-answer',
    model: 'survey.user_input.line',
    reach: [{ of: 'survey', field: 'user_input_id' }],
    retentionStart: 'create_date',
  },
  { recordType: 'event-registration', model: 'event.registration', reach: ofContact, retentionStart: 'create_date' },
]

const byId: ReadonlyMap<RecordTypeId, OdooRecordType> = new Map(odooRecordTypes.map((type) => [type.recordType, type]))

/** The table's line for a record type, if it has one. */
export function odooRecordType(recordType: RecordTypeId): OdooRecordType | undefined {
  return byId.get(recordType)
}

/** Current name of the model first. */
export function modelsOf({ model, formerModel }: OdooRecordType): string[] {
  return formerModel === undefined ? [model] : [model, formerModel]
}
