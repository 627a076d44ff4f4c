import type { RecordPage } from '../connector.js'
import { type CollectRun, found, isFirstSight, missing, recordsOf, wants } from './collect-run.js'
import type { GraphObject } from './graph-object.js'
import type { GraphRead } from './graph-reads.js'
import { isOpen, mailboxGap } from './mailboxes.js'
import { correspondenceRead, type Participant, participantsIn } from './participants.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** Under which address and name somebody appears in mail. Read on its own only when the mail itself is not read. */
export function correspondentReads(run: CollectRun): GraphRead<RecordPage>[] {
  if (!wants(run, Type.CORRESPONDENT) || wants(run, Type.MESSAGE)) {
    return []
  }
  const mailboxes = run.mailboxes.filter(isOpen)
  return [...run.subjects.addresses.keys()].flatMap((address) =>
    mailboxes.map((mailbox) =>
      correspondenceRead<RecordPage>({
        reads: run.reads,
        mailbox,
        address,
        met: (source) => correspondentPages(run, { address, source }),
        refused: (failure) => missing(mailboxGap(Type.CORRESPONDENT, mailbox, failure)),
      }),
    ),
  )
}

/** The correspondents whom these messages name for the first time. */
export function correspondentsIn(run: CollectRun, messages: readonly GraphObject[]): readonly RecordPage[] {
  return wants(run, Type.CORRESPONDENT) ? participantsIn(messages).flatMap((person) => correspondentPages(run, person)) : []
}

function correspondentPages(run: CollectRun, { address, source }: Pick<Participant, 'address' | 'source'>): readonly RecordPage[] {
  const subjectIds = run.subjects.addresses.get(address) ?? []
  if (subjectIds.length === 0 || !isFirstSight(run, `${Type.CORRESPONDENT} ${address}`)) {
    return []
  }
  return found(Type.CORRESPONDENT, recordsOf(run, { recordType: Type.CORRESPONDENT, externalId: address, subjectIds, source })).found
}
