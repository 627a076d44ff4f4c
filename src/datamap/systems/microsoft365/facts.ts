import type { FieldMap } from '../../data-map.js'

/** What fields of one kind of record have in common: everything but what they hold. */
export type SharedFacts = Omit<FieldMap, 'category' | 'format'>

const byMicrosoft = { recipients: ['microsoft'] } as const

/** An employee's account: the company gives and keeps it for the work. */
export const employeeAccount = {
  ...byMicrosoft,
  origin: 'PROVIDED',
  purposes: ['PERSONNEL', 'COLLABORATION'],
  legalBasis: 'CONTRACT',
  retention: 'R-CRED',
  erasure: 'CLEAR_FIELD',
  rectifiable: { mode: 'YES' },
} as const satisfies SharedFacts

/** An outsider's account, made by inviting somebody to work together. */
export const guestAccount = { ...employeeAccount, purposes: ['COLLABORATION'] } as const satisfies SharedFacts

/** What stands in a deleted account until Microsoft deletes it for good. */
export const deletedAccount = {
  ...employeeAccount,
  erasure: 'EXPIRES',
  rectifiable: { mode: 'NO', reason: 'The account is deleted; Microsoft deletes what is left of it after 30 days.' },
} as const satisfies SharedFacts

/** What only the account as a whole can lose. */
export const withAccount = {
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'MANUAL', reason: 'Renaming an account changes how its holder logs in; an administrator does it.' },
} as const satisfies Partial<SharedFacts>

/** What Entra notes of an account by itself. */
export const notedByEntra = {
  ...withAccount,
  origin: 'OBSERVED',
  rectifiable: { mode: 'NO', reason: 'Microsoft notes what happened; nobody can change it.' },
} as const satisfies Partial<SharedFacts>

/** What Entra observes for the security of the tenant. */
export const securityLog = {
  ...byMicrosoft,
  origin: 'OBSERVED',
  purposes: ['SECURITY'],
  legalBasis: 'LEGITIMATE_INTERESTS',
  retention: 'R-LOG',
  erasure: 'EXPIRES',
  rectifiable: { mode: 'NO', reason: 'A log states what happened and cannot be changed.' },
} as const satisfies SharedFacts

/** How an account's holder proves who they are. */
export const credential = {
  ...byMicrosoft,
  origin: 'PROVIDED',
  purposes: ['SECURITY'],
  legalBasis: 'CONTRACT',
  retention: 'R-CRED',
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'NO', reason: 'The holder registers another method and removes this one.' },
} as const satisfies SharedFacts

/** Mail, sent or received. */
export const correspondence = {
  ...byMicrosoft,
  origin: 'PROVIDED',
  purposes: ['CORRESPONDENCE'],
  legalBasis: 'CONTRACT',
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'NO', reason: 'A message states what was written; a correction is added to the file instead.' },
} as const satisfies SharedFacts

/** An address and a name as messages have them: no record of its own, it goes with the last message. */
export const correspondent = {
  ...correspondence,
  erasure: 'FIX_SOURCE_FIELD',
  rectifiable: { mode: 'NO', reason: 'It stands in messages as they were sent.' },
} as const satisfies SharedFacts

/** An appointment in a calendar of the company. */
export const appointment = {
  ...correspondence,
  purposes: ['COLLABORATION'],
  rectifiable: { mode: 'MANUAL', reason: 'Changing an appointment writes to everybody invited; its organiser does it.' },
} as const satisfies SharedFacts

/** A card that a colleague keeps. */
export const addressCard = {
  ...byMicrosoft,
  origin: 'PROVIDED',
  purposes: ['CUSTOMER_RELATIONSHIP'],
  legalBasis: 'LEGITIMATE_INTERESTS',
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'YES' },
} as const satisfies SharedFacts

/** A card of the whole organisation, managed in Exchange. */
export const sharedCard = {
  ...addressCard,
  erasure: 'BY_HAND',
  rectifiable: { mode: 'MANUAL', reason: 'An administrator corrects mail contacts in Exchange.' },
} as const satisfies SharedFacts

/** A document in which the person is named. */
export const document = {
  ...byMicrosoft,
  origin: 'PROVIDED',
  purposes: ['COLLABORATION'],
  legalBasis: 'CONTRACT',
  retention: 'R-CONTRACT',
  erasure: 'DELETE_RECORD',
  rectifiable: { mode: 'MANUAL', reason: 'Somebody opens the file, corrects it and stores a new version.' },
} as const satisfies SharedFacts
