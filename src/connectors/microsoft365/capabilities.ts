import type { Capability, RecordCapability } from '../connector.js'
import type { Microsoft365Settings } from './options.js'
import { Microsoft365RecordType as Type } from './record-types.js'

const readOnly = 'The hub reads it and does not change it.'

/** What the hub can do with each record type; a switched-off feature is told as not readable. */
export function capabilitiesOf({ features, mailboxes }: Pick<Microsoft365Settings, 'features' | 'mailboxes'>): readonly RecordCapability[] {
  const scope = mailboxes === 'all' ? '' : ' Only the configured mailboxes are searched.'
  return [
    capability(Type.USER, true, `${readOnly} Accounts synchronised from a local directory are corrected there.`),
    capability(Type.GUEST, true, readOnly),
    capability(Type.DELETED_USER, true, `${readOnly} Microsoft deletes it for good 30 days after its deletion.`),
    capability(Type.ORG_CONTACT, true, `${readOnly} Mail contacts are managed in Exchange.`),
    capability(Type.SIGN_IN, features.signIns, 'A log that cannot be changed and expires by itself. Needs a Premium licence.'),
    capability(Type.AUTHENTICATION_METHOD, features.authenticationMethods, 'That a method is registered, never its secret.'),
    capability(Type.CORRESPONDENT, true, 'An address found in mail, appointments or files; it has no record of its own to change.'),
    capability(
      Type.MESSAGE,
      true,
      `Found by address in the mailboxes in scope; archive mailboxes and recoverable items are not searched.${scope}`,
    ),
    capability(Type.EVENT, true, `Found by organiser or attendee in the calendars in scope.${scope}`),
    capability(Type.OUTLOOK_CONTACT, true, `Found by address in the address books in scope.${scope}`),
    capability(Type.FILE, features.files, 'Found by address or telephone number in SharePoint and OneDrive; never by a name alone.'),
  ]
}

function capability(recordType: Type, isRead: boolean, remark: string): RecordCapability {
  const read: Capability = isRead ? 'LIVE' : 'NONE'
  const text = isRead ? remark : 'Switched off in the configuration.'
  return { recordType, read, rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE', batched: true, remark: text }
}
