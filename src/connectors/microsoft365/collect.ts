import { timestamp } from '../../kernel/clock.js'
import type { RecordLink, RecordPage, Selection } from '../connector.js'
import { accountReads } from './accounts.js'
import { type CollectRun, missing, wants } from './collect-run.js'
import { correspondentReads } from './correspondents.js'
import { directoryReads } from './directory.js'
import { eventReads } from './events.js'
import { fileReads } from './files.js'
import type { GraphReads } from './graph-reads.js'
import { isOpen, mailboxGap, type Mailboxes } from './mailboxes.js'
import { messageReads } from './messages.js'
import type { Microsoft365Settings } from './options.js'
import { outlookContactReads } from './outlook-contacts.js'
import { Microsoft365RecordType as Type } from './record-types.js'
import { Subjects } from './subjects.js'

export interface CollectParts {
  readonly settings: Microsoft365Settings
  readonly reads: GraphReads
  readonly mailboxes: Mailboxes
}

/** What is read in mailboxes, so that a mailbox which cannot be asked leaves a gap in each. */
const mailboxTypes = [Type.CORRESPONDENT, Type.MESSAGE, Type.EVENT] as const

/** Reads what hangs on the links of all subjects together: everything that can be asked at once goes into the same batches. */
export async function* collect(
  parts: CollectParts,
  links: readonly RecordLink[],
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<RecordPage> {
  signal.throwIfAborted()
  const subjects = new Subjects(links)
  const mailboxes = needsMailboxes(subjects, selection) ? await parts.mailboxes.inScope(signal) : []
  const run = { ...parts, mailboxes, subjects, selection, observedAt: timestamp(parts.settings.clock), seen: new Set<string>() }
  for (const page of closedMailboxes(run)) {
    yield page
    signal.throwIfAborted()
  }
  for await (const page of parts.reads.carryOut(readsOf(run), signal)) {
    yield page
    signal.throwIfAborted()
  }
}

function readsOf(run: CollectRun): Parameters<typeof run.reads.carryOut<RecordPage>>[0] {
  const questions = [directoryReads, accountReads, messageReads, correspondentReads, eventReads, outlookContactReads, fileReads]
  return questions.flatMap((question) => question(run))
}

function needsMailboxes(subjects: Subjects, selection: Selection): boolean {
  return subjects.addresses.size > 0 && mailboxTypes.some((type) => selection.has(type))
}

function closedMailboxes(run: CollectRun): RecordPage[] {
  const closed = run.mailboxes.filter((mailbox) => !isOpen(mailbox))
  return mailboxTypes
    .filter((type) => wants(run, type))
    .flatMap((type) => closed.flatMap((mailbox) => missing(mailboxGap(type, mailbox)).found))
}
