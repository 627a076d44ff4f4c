import type { Capability } from '../../connector.js'
import type { RecordTypeId } from '../../../vocabulary/source-record.js'

/** What can be done to records of a type, and what Odoo needs for it. Fields that a server lacks are left out of everything said here. */
export interface WriteRule {
  /** @default 'NONE' for each */
  readonly rectify?: Capability
  readonly erase?: Capability
  readonly anonymise?: Capability
  readonly restrict?: Capability
  /** As `RecordCapability.eraseRank`. */
  readonly eraseRank?: number
  /** Why something cannot be done, or what it needs; for staff, in English. */
  readonly remark?: string
  /** Facts on which it depends whether it may be done; read together with the record. */
  readonly needs?: readonly string[]
  /** Text fields that Odoo wants filled although it does not call them required. */
  readonly neverEmpty?: readonly string[]
  /** Fields about the person that the data map does not name: emptied when the record is anonymised or restricted for erasure. */
  readonly alsoEmptied?: readonly string[]
  /** What ties the record to the person: emptied when it is anonymised. */
  readonly detached?: readonly string[]
  /** Fields in which Odoo writes down what others were, each with those others. */
  readonly histories?: Readonly<Record<string, readonly string[]>>
  /** An anonymised record of this type is archived too. */
  readonly archivesAnonymised?: boolean
  /** Files and notes belong to what the law keeps: a restriction takes away former values of emptied fields alone. */
  readonly keepsHistory?: boolean
  /** A type without `active` counts as restricted once these are empty. */
  readonly restrictedWhenEmpty?: readonly string[]
  /** Once archived and empty in these it does nothing, tells nothing and cannot be brought back: it counts as gone. */
  readonly spentWhenEmpty?: readonly string[]
}

const deletable = { erase: 'LIVE' } as const
const correctable = { rectify: 'LIVE', erase: 'LIVE' } as const
const editable = { rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', restrict: 'LIVE' } as const
const bookkeeping = 'Accounting keeps it; a credit note and a new document correct it.'
const suppression = 'A register of objections is neither corrected nor emptied.'
const goesWithUser = 'Odoo may refuse to delete it alone; it goes with the account.'

/** Where a person hangs on others in the end: whatever names a contact goes before it. */
export const writeRules: Readonly<Record<RecordTypeId, WriteRule>> = {
  employee: {
    rectify: 'LIVE',
    erase: 'LIVE',
    restrict: 'LIVE',
    eraseRank: 10,
    keepsHistory: true,
    alsoEmptied: ['image_1920', 'pin', 'barcode'],
  },
  'employment-version': { rectify: 'LIVE', erase: 'LIVE', eraseRank: 11, keepsHistory: true },
  'resume-line': { ...correctable, eraseRank: 12 },
  'newsletter-contact': { ...correctable, eraseRank: 15 },
  'newsletter-subscription': { ...deletable, eraseRank: 16 },
  'mailing-trace': { ...deletable, eraseRank: 17 },
  'portal-user': {
    rectify: 'LIVE',
    erase: 'LIVE',
    restrict: 'LIVE',
    eraseRank: 20,
    needs: ['share'],
    remark: 'Accounts of employees and of the administration are never closed or deleted here.',
  },
  device: { ...deletable, eraseRank: 21 },
  'trusted-device': { ...deletable, eraseRank: 21, remark: goesWithUser },
  'api-key': { ...deletable, eraseRank: 21, remark: goesWithUser },
  login: { remark: 'Odoo keeps log-ins without a name once the account is gone.' },
  'payment-token': {
    ...deletable,
    eraseRank: 25,
    spentWhenEmpty: ['payment_details'],
    remark: 'A card that a payment was made with is emptied and archived, which Odoo never takes back.',
  },
  visitor: { ...deletable, eraseRank: 30 },
  'page-view': { ...deletable, eraseRank: 31 },
  lead: { ...editable, eraseRank: 35, detached: ['partner_id'] },
  task: { ...editable, eraseRank: 40, detached: ['partner_id'], histories: { html_field_history: ['description'] } },
  ticket: { ...editable, eraseRank: 40, detached: ['partner_id'] },
  'calendar-event': {
    ...editable,
    eraseRank: 45,
    needs: ['partner_ids'],
    remark: 'An appointment in which other persons from outside take part is not deleted; who takes part no more is.',
  },
  attendance: { ...deletable, eraseRank: 46, needs: ['event_id', 'partner_id'] },
  rating: { ...correctable, anonymise: 'LIVE', eraseRank: 50, detached: ['partner_id'] },
  survey: { ...correctable, eraseRank: 51 },
  'survey-answer': { ...correctable, eraseRank: 52 },
  'event-registration': { ...correctable, anonymise: 'LIVE', eraseRank: 53, detached: ['partner_id'] },
  applicant: { ...editable, eraseRank: 54, detached: ['partner_id'] },
  'chat-membership': { ...deletable, eraseRank: 55 },
  'chat-guest': { ...correctable, eraseRank: 56 },
  'text-message': { ...deletable, eraseRank: 60 },
  letter: { ...deletable, eraseRank: 61 },
  message: {
    erase: 'LIVE',
    anonymise: 'LIVE',
    eraseRank: 65,
    needs: ['model', 'attachment_ids'],
    alsoEmptied: ['body', 'subject', 'email_from', 'reply_to', 'incoming_email_to', 'incoming_email_cc', 'outgoing_email_to'],
    detached: ['author_id', 'author_guest_id', 'partner_ids', 'record_name'],
  },
  notification: { ...deletable, eraseRank: 66 },
  activity: { ...deletable, eraseRank: 67 },
  follower: { ...deletable, eraseRank: 68 },
  change: { ...deletable, eraseRank: 70, remark: 'Under an audit trail Odoo keeps them.' },
  order: { erase: 'LIVE', eraseRank: 75, needs: ['state'], remark: 'Quotations only; a confirmed order is never cancelled here.' },
  invoice: {
    erase: 'LIVE',
    eraseRank: 76,
    needs: ['state', 'posted_before', 'name'],
    remark: 'Drafts that were never posted only. What was posted is never cancelled, set back or deleted, whatever Odoo would allow.',
  },
  'invoice-line': { erase: 'LIVE', eraseRank: 77, needs: ['move_id'], remark: 'Goes with a draft; otherwise accounting keeps it.' },
  'online-payment': {
    erase: 'LIVE',
    anonymise: 'LIVE',
    restrict: 'LIVE',
    eraseRank: 78,
    restrictedWhenEmpty: ['partner_name', 'partner_email', 'partner_phone', 'partner_address', 'partner_zip', 'partner_city'],
    remark: 'Cannot be archived: it is restricted by emptying what names the person.',
  },
  payment: { remark: bookkeeping },
  'pos-order': { remark: bookkeeping },
  'bank-account': { ...correctable, restrict: 'LIVE', eraseRank: 80 },
  'contact-address': {
    ...editable,
    eraseRank: 90,
    neverEmpty: ['name'],
    alsoEmptied: ['image_1920', 'category_id', 'function', 'website', 'ref', 'barcode'],
    detached: ['company_name', 'parent_id'],
    archivesAnonymised: true,
    remark: 'Refused while an order or a posted document names it.',
  },
  contact: {
    ...editable,
    eraseRank: 100,
    neverEmpty: ['name'],
    alsoEmptied: [
      'image_1920',
      'category_id',
      'partner_latitude',
      'partner_longitude',
      'additional_info',
      'date',
      'global_location_number',
    ],
    detached: ['company_name'],
    archivesAnonymised: true,
    remark: 'Under a posted document it is restricted, never deleted or anonymised: renaming it would rewrite the document.',
  },
  'mail-blacklist-entry': { remark: suppression },
  'phone-blacklist-entry': { remark: suppression },
}

const nothing: WriteRule = {}

/** A type without a line can only be read. */
export function writeRule(recordType: RecordTypeId): WriteRule {
  return writeRules[recordType] ?? nothing
}
