import type { RecordRef } from '../../vocabulary/source-record.js'
import { WriteRefusalReason } from '../../vocabulary/write-refusal.js'
import type { FieldWrite, WriteOrder } from '../connector.js'
import { immutableIds, type GraphWrite } from './graph-client.js'
import type { GraphObject } from './graph-object.js'
import { filePath, type OutlookCollection, outlookPath } from './inspect-items.js'
import type { SeenRecord } from './inspect-run.js'
import { segment } from './odata.js'
import { placeOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'
import { bodyOf } from './write-body.js'

/** What is sent to carry out an order, and in which lane; or why it cannot be done. */
export type Intent =
  | { readonly request: GraphWrite; readonly lane?: string }
  | { readonly refused: Extract<WriteRefusalReason, 'MASTERED_ELSEWHERE' | 'NOT_SUPPORTED'> }

const notSupported: Intent = { refused: WriteRefusalReason.NOT_SUPPORTED }

/** What an application may write on an account. Addresses that lead to it are renamed by an administrator. */
const writableOnAccounts: ReadonlySet<string> = new Set([
  'displayName',
  'givenName',
  'surname',
  'preferredLanguage',
  'mobilePhone',
  'businessPhones',
  'faxNumber',
  'otherMails',
  'streetAddress',
  'postalCode',
  'city',
  'state',
  'country',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'employeeId',
  'employeeHireDate',
])

/** New values, or none. Mail states what was sent and logs what happened: they are never changed. */
export function patchOf({ ref, changes }: WriteOrder, seen: SeenRecord): Intent {
  switch (ref.recordType) {
    case Type.USER:
    case Type.GUEST:
      return accountPatch(ref, changes, seen.source)
    case Type.OUTLOOK_CONTACT:
      return outlookPatch(ref, 'contacts', changes, seen)
    case Type.EVENT:
      return seen.source['isOrganizer'] === true ? outlookPatch(ref, 'events', changes, seen) : notSupported
    default:
      return notSupported
  }
}

/** Removal for good where Graph offers it. */
export function removalOf({ ref }: WriteOrder, seen: SeenRecord): Intent {
  switch (ref.recordType) {
    case Type.USER:
    case Type.GUEST:
      return unlessMastered(seen.source, { request: { method: 'DELETE', path: accountPath(ref) } })
    case Type.MESSAGE:
      return outlookRemoval(ref, 'messages', seen)
    case Type.EVENT:
      return outlookRemoval(ref, 'events', seen)
    case Type.OUTLOOK_CONTACT:
      return outlookRemoval(ref, 'contacts', seen)
    case Type.FILE:
      return { request: { method: 'POST', path: `${filePath(ref)}/permanentDelete`, headers: ifMatch(seen.record.version) } }
    case Type.AUTHENTICATION_METHOD:
      return methodRemoval(ref, seen.source)
    default:
      return notSupported
  }
}

/**
 * Graph has no mark for restricted data. A guest who can no longer log in is no longer worked with, so the account is disabled;
 * an employee's account is not: that would end their work.
 */
export function restrictionOf({ ref, changes }: WriteOrder, on: boolean, { source }: SeenRecord): Intent {
  return ref.recordType === Type.GUEST ? accountPatch(ref, changes, source, { accountEnabled: !on }) : notSupported
}

function accountPatch(ref: RecordRef, changes: readonly FieldWrite[], source: GraphObject, besides: GraphObject = {}): Intent {
  if (!changes.every(({ field }) => writableOnAccounts.has(field))) {
    return notSupported
  }
  return unlessMastered(source, { request: { method: 'PATCH', path: accountPath(ref), body: { ...bodyOf(changes, source), ...besides } } })
}

/** An account that a local directory synchronises belongs to that directory. */
function unlessMastered(source: GraphObject, intent: Intent): Intent {
  return source['onPremisesSyncEnabled'] === true ? { refused: WriteRefusalReason.MASTERED_ELSEWHERE } : intent
}

function accountPath({ externalId }: RecordRef): string {
  return `/users/${segment(externalId)}`
}

function outlookPatch(
  ref: RecordRef,
  collection: OutlookCollection,
  changes: readonly FieldWrite[],
  { record, source }: SeenRecord,
): Intent {
  const headers = { ...immutableIds, ...ifMatch(etagOf(record.version)) }
  const request = { method: 'PATCH', path: outlookPath(ref, collection), headers, body: bodyOf(changes, source) } as const
  return { request, lane: placeOf(ref.externalId).container }
}

function outlookRemoval(ref: RecordRef, collection: OutlookCollection, { record }: SeenRecord): Intent {
  const headers = { ...immutableIds, ...ifMatch(etagOf(record.version)) }
  const request = { method: 'POST', path: `${outlookPath(ref, collection)}/permanentDelete`, headers } as const
  return { request, lane: placeOf(ref.externalId).container }
}

/** Of an Outlook item, by its change key. */
function etagOf(changeKey: string | undefined): string | undefined {
  return changeKey === undefined ? undefined : `W/"${changeKey}"`
}

function ifMatch(etag: string | undefined): Readonly<Record<string, string>> {
  return etag === undefined ? {} : { 'if-match': etag }
}

/** Each kind of method is removed at a place of its own; a password only goes with its account. */
const methodCollections: Readonly<Record<string, string>> = {
  '#microsoft.graph.phoneAuthenticationMethod': 'phoneMethods',
  '#microsoft.graph.emailAuthenticationMethod': 'emailMethods',
  '#microsoft.graph.microsoftAuthenticatorAuthenticationMethod': 'microsoftAuthenticatorMethods',
  '#microsoft.graph.fido2AuthenticationMethod': 'fido2Methods',
  '#microsoft.graph.softwareOathAuthenticationMethod': 'softwareOathMethods',
  '#microsoft.graph.windowsHelloForBusinessAuthenticationMethod': 'windowsHelloForBusinessMethods',
}

function methodRemoval(ref: RecordRef, source: GraphObject): Intent {
  const { container, item } = placeOf(ref.externalId)
  const collection = methodCollections[String(source['@odata.type'])]
  const path = `/users/${segment(container)}/authentication/${collection ?? ''}/${segment(item)}`
  return collection === undefined ? notSupported : { request: { method: 'DELETE', path } }
}
