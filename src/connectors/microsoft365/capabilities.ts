import type { RecordCapability } from '../connector.js'
import type { Microsoft365Settings } from './options.js'
import { Microsoft365RecordType as Type } from './record-types.js'

type Abilities = Omit<RecordCapability, 'recordType' | 'batched'>

const none = { read: 'LIVE', rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE', scan: 'NONE' } as const
const account = { ...none, rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', scan: 'LIVE' } as const

/** Mail and files of an account go before it; how its holder logs in goes with it and is looked at afterwards. */
const rank = { account: 10, method: 20 } as const

const bin = 'It can be restored for 30 days; an administrator can delete it for good at once in Entra, under Deleted users.'
const mastered = 'An account that a local directory synchronises is corrected and deleted there.'
const addresses = 'An address that leads to an account is changed by an administrator, and stays when the rest is emptied.'
const recoverable = 'An administrator can recover what was deleted for 14 to 30 days, as the tenant is set, and longer under a hold.'

/** What the hub can do with each record type, apart from what the configuration switches off or narrows. */
const abilities: Readonly<Record<Type, Abilities>> = {
  [Type.USER]: {
    ...account,
    restrict: 'ASSISTED',
    eraseRank: rank.account,
    remark: `${bin} ${mastered} ${addresses} Whether an employee's account is closed, an administrator decides: the hub does not disable it.`,
  },
  [Type.GUEST]: {
    ...account,
    restrict: 'LIVE',
    eraseRank: rank.account,
    remark: `${bin} ${mastered} ${addresses} Restricting disables the account: Microsoft has no other mark.`,
  },
  [Type.DELETED_USER]: {
    ...none,
    erase: 'ASSISTED',
    remark:
      'Microsoft deletes it for good 30 days after its deletion. No application may do so earlier: an administrator does, in Entra, under Deleted users, Delete permanently.',
  },
  [Type.ORG_CONTACT]: {
    ...none,
    rectify: 'ASSISTED',
    erase: 'ASSISTED',
    remark: 'An administrator changes and removes mail contacts in the Exchange admin centre, under Recipients, Contacts.',
  },
  [Type.SIGN_IN]: { ...none, remark: 'A log that cannot be changed and expires by itself. Reading it needs a Premium licence.' },
  [Type.AUTHENTICATION_METHOD]: {
    ...none,
    erase: 'LIVE',
    eraseRank: rank.method,
    remark:
      'That a method is registered, never its secret. A password goes with its account. Microsoft keeps the method that its holder made the default until another one is.',
  },
  [Type.CORRESPONDENT]: {
    ...none,
    remark: 'An address found in mail, appointments or files. It has no record of its own and goes with them.',
  },
  [Type.MESSAGE]: {
    ...none,
    erase: 'LIVE',
    scan: 'LIVE',
    remark: `Found by address in the mailboxes in scope; archive mailboxes and recoverable items are not searched. Copies in other mailboxes are messages of their own. ${recoverable}`,
  },
  [Type.EVENT]: {
    ...none,
    rectify: 'LIVE',
    erase: 'LIVE',
    scan: 'LIVE',
    remark: `Found by organiser or attendee in the calendars in scope. Only in its organiser's calendar can it be corrected. Exchange writes to everybody invited when an organiser's appointment is changed or erased. ${recoverable}`,
  },
  [Type.OUTLOOK_CONTACT]: {
    ...none,
    rectify: 'LIVE',
    erase: 'LIVE',
    anonymise: 'LIVE',
    scan: 'LIVE',
    remark: `Found by address in the address books in scope. ${recoverable}`,
  },
  [Type.FILE]: {
    ...none,
    rectify: 'ASSISTED',
    erase: 'LIVE',
    anonymise: 'ASSISTED',
    remark:
      'Found by address or telephone number in SharePoint and OneDrive; never by a name alone. It is erased whole and for good: where others stand in it too, somebody opens it, takes the person out, and deletes its former versions.',
  },
}

/** What the hub can do with each record type; a switched-off feature is told as not readable. */
export function capabilitiesOf({ features, mailboxes }: Pick<Microsoft365Settings, 'features' | 'mailboxes'>): readonly RecordCapability[] {
  const off = switchedOffTypes(features)
  return Object.values(Type).map((recordType) => {
    const able = off.has(recordType)
      ? { ...none, read: 'NONE' as const, remark: 'Switched off in the configuration.' }
      : abilities[recordType]
    const isNarrowed = inMailboxes.has(recordType) && mailboxes !== 'all'
    return {
      recordType,
      batched: true,
      ...able,
      remark: `${able.remark ?? ''}${isNarrowed ? ' Only the configured mailboxes are searched.' : ''}`,
    }
  })
}

const inMailboxes: ReadonlySet<string> = new Set([Type.MESSAGE, Type.EVENT, Type.OUTLOOK_CONTACT])

function switchedOffTypes(features: Microsoft365Settings['features']): ReadonlySet<string> {
  return new Set([
    ...(features.signIns ? [] : [Type.SIGN_IN]),
    ...(features.authenticationMethods ? [] : [Type.AUTHENTICATION_METHOD]),
    ...(features.files ? [] : [Type.FILE]),
  ])
}
