import { gather } from '../../kernel/streams.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import type { InspectedRecord, Selection } from '../connector.js'
import type { CollectParts } from './collect.js'
import type { GraphRead } from './graph-reads.js'
import { accountLook, deletedAccountLook, methodLooks, orgContactLook, signInLooks } from './inspect-accounts.js'
import { correspondentSeen, fileLook, messageLook, outlookLook } from './inspect-items.js'
import type { InspectRun, SeenRecord } from './inspect-run.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** Records as they are now, whatever their type; read by id, since searches lag behind. */
export async function inspect(
  parts: CollectParts,
  refs: readonly RecordRef[],
  selection: Selection,
  signal: AbortSignal,
): Promise<InspectedRecord[]> {
  return (await look(parts, refs, selection, signal)).map(({ record }) => record)
}

export async function look(
  parts: CollectParts,
  refs: readonly RecordRef[],
  selection: Selection,
  signal: AbortSignal,
): Promise<SeenRecord[]> {
  signal.throwIfAborted()
  const correspondents = refs.filter(({ recordType }) => recordType === Type.CORRESPONDENT)
  const mailboxes = correspondents.length === 0 ? [] : await parts.mailboxes.inScope(signal)
  const today = parts.settings.clock.now().toISOString().slice(0, 10)
  const run = { settings: parts.settings, reads: parts.reads, selection, today, mailboxes }
  const seen = await gather(parts.reads.carryOut(looksOf(run, refs), signal))
  for (const ref of correspondents) {
    seen.push(...(await correspondentSeen(run, ref, signal)))
  }
  return seen
}

function looksOf(run: InspectRun, refs: readonly RecordRef[]): GraphRead<SeenRecord>[] {
  const of = (type: Type): RecordRef[] => refs.filter(({ recordType }) => recordType === type)
  return [
    ...[...of(Type.USER), ...of(Type.GUEST)].map((ref) => accountLook(run, ref)),
    ...of(Type.DELETED_USER).map((ref) => deletedAccountLook(run, ref)),
    ...of(Type.ORG_CONTACT).map((ref) => orgContactLook(run, ref)),
    ...methodLooks(run, of(Type.AUTHENTICATION_METHOD)),
    ...signInLooks(run, of(Type.SIGN_IN)),
    ...of(Type.MESSAGE).map((ref) => messageLook(run, ref)),
    ...of(Type.EVENT).map((ref) => outlookLook(run, ref, 'events')),
    ...of(Type.OUTLOOK_CONTACT).map((ref) => outlookLook(run, ref, 'contacts')),
    ...of(Type.FILE).map((ref) => fileLook(run, ref)),
  ]
}
