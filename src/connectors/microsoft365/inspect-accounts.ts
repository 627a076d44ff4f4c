import { chunked } from '../../kernel/streams.js'
import type { RecordRef } from '../../vocabulary/source-record.js'
import { existenceOf, tellable } from './accounts.js'
import { deletedUsersPath, derivedFrom, finalDayOf } from './directory.js'
import { type GraphObject, textAt } from './graph-object.js'
import type { GraphRead, Taken } from './graph-reads.js'
import { binned, gone, goneOr, type InspectRun, seen, type SeenRecord, wantedOf } from './inspect-run.js'
import { literal, segment, selectFor, withQuery } from './odata.js'
import { placeOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** An account, or its last days in the recycle bin. */
export function accountLook(run: InspectRun, ref: RecordRef): GraphRead<SeenRecord> {
  const select = selectFor(wantedOf(run, ref), ['id', 'accountEnabled', 'onPremisesSyncEnabled'])
  return {
    path: withQuery(`/users/${segment(ref.externalId)}`, { $select: select }),
    take: (source) => ({
      found: [seen(run, ref, { source, derived: derivedFrom(source), isRestricted: source['accountEnabled'] === false })],
      next: [],
    }),
    refused: goneOr(() => [binLook(run, ref, ref.externalId)]),
  }
}

/** A deleted account as a record of its own: shown with what is left of it. */
export function deletedAccountLook(run: InspectRun, ref: RecordRef): GraphRead<SeenRecord> {
  return deletedAccounts(run, ref.externalId, wantedOf(run, ref), (source) => ({
    found: [seen(run, ref, { source, derived: derivedFrom(source), finalOn: finalDayOf(source) })],
    next: [],
  }))
}

/** Whether what hung on this account went into the bin with it. */
function binLook(run: InspectRun, ref: RecordRef, userId: string): GraphRead<SeenRecord> {
  return deletedAccounts(run, userId, [], (source) => binned(ref, finalDayOf(source)))
}

function deletedAccounts(
  run: InspectRun,
  userId: string,
  wanted: readonly string[],
  show: (source: GraphObject) => Taken<SeenRecord>,
): GraphRead<SeenRecord> {
  const query = { $filter: `id eq ${literal(userId)}`, $select: selectFor(wanted, ['id', 'deletedDateTime']) }
  return run.reads.paged<SeenRecord>({
    path: withQuery(deletedUsersPath, query),
    page: (sources) => ({ found: sources.flatMap((source) => show(source).found), next: [] }),
  })
}

export function orgContactLook(run: InspectRun, ref: RecordRef): GraphRead<SeenRecord> {
  const query = { $filter: `id eq ${literal(ref.externalId)}`, $select: selectFor(wantedOf(run, ref), ['id']) }
  return run.reads.paged<SeenRecord>({
    path: withQuery('/contacts', query),
    page: (sources) => ({ found: sources.map((source) => seen(run, ref, { source, derived: derivedFrom(source) })), next: [] }),
  })
}

/** The methods of one account, listed once for all that are asked for. */
export function methodLooks(run: InspectRun, refs: readonly RecordRef[]): GraphRead<SeenRecord>[] {
  const users = [...new Set(refs.map((ref) => placeOf(ref.externalId).container))]
  return users.map((userId) => {
    const asked = refs.filter((ref) => placeOf(ref.externalId).container === userId)
    return run.reads.paged<SeenRecord>({
      path: `/users/${segment(userId)}/authentication/methods`,
      page: (methods) => ({ found: methods.flatMap((method) => methodsAmong(run, asked, method)), next: [] }),
      refused: goneOr(() => asked.map((ref) => binLook(run, ref, userId))),
    })
  })
}

function methodsAmong(run: InspectRun, asked: readonly RecordRef[], method: GraphObject): SeenRecord[] {
  const matching = asked.filter((ref) => placeOf(ref.externalId).item === textAt(method, 'id'))
  return matching.map((ref) => ({ ...seen(run, ref, { source: tellable(method), derived: existenceOf(method) }), source: method }))
}

const idsInOneFilter = 15

/** The log answers few requests, so that many entries are asked for by one. */
export function signInLooks(run: InspectRun, refs: readonly RecordRef[]): GraphRead<SeenRecord>[] {
  const byId = new Map(refs.map((ref) => [ref.externalId, ref]))
  return chunked(refs, idsInOneFilter).map((some) => {
    const filter = some.map(({ externalId }) => `id eq ${literal(externalId)}`).join(' or ')
    const select = selectFor(run.selection.get(Type.SIGN_IN) ?? [], ['id'])
    return run.reads.paged<SeenRecord>({
      path: withQuery('/auditLogs/signIns', { $filter: filter, $select: select }),
      lane: 'sign-in log',
      page: (signIns) => ({ found: signIns.flatMap((source) => signInAmong(run, byId, source)), next: [] }),
      refused: gone,
    })
  })
}

function signInAmong(run: InspectRun, byId: ReadonlyMap<string, RecordRef>, source: GraphObject): SeenRecord[] {
  const ref = byId.get(textAt(source, 'id') ?? '')
  return ref === undefined ? [] : [seen(run, ref, { source })]
}
