import type { FieldValue } from '../../vocabulary/source-record.js'
import type { RecordPage } from '../connector.js'
import { type CollectRun, found, missing, recordsOf, wants } from './collect-run.js'
import { type GraphFailure, isGone } from './graph-failure.js'
import { type GraphObject, textAt } from './graph-object.js'
import { type GraphRead, nothing, type Taken } from './graph-reads.js'
import { literal, segment, selectFor, withQuery } from './odata.js'
import { externalIdOf } from './references.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** What exists only around an account: its sign-ins and the ways in which its holder proves who they are. */
export function accountReads(run: CollectRun): GraphRead<RecordPage>[] {
  const accounts = [...run.subjects.linked(Type.USER, Type.GUEST)]
  return accounts.flatMap(([userId, subjectIds]) => [...signInReads(run, userId, subjectIds), ...methodReads(run, userId, subjectIds)])
}

/** The log answers five requests in ten seconds; a lane keeps a batch below that. */
function signInReads(run: CollectRun, userId: string, subjectIds: readonly string[]): GraphRead<RecordPage>[] {
  const wanted = run.selection.get(Type.SIGN_IN)
  if (wanted === undefined || !run.settings.features.signIns) {
    return []
  }
  const query = {
    $filter: `userId eq ${literal(userId)}`,
    $select: selectFor(wanted, ['id', 'createdDateTime', 'userId']),
    $top: run.settings.pageSize,
  }
  return [
    run.reads.paged<RecordPage>({
      path: withQuery('/auditLogs/signIns', query),
      lane: 'sign-in log',
      page: (signIns) =>
        found(
          Type.SIGN_IN,
          signIns.filter((signIn) => textAt(signIn, 'userId') === userId).flatMap((source) => signInRecords(run, source, subjectIds)),
        ),
      refused: ({ reason }) => missing({ recordType: Type.SIGN_IN, scope: 'sign-in log', reason }),
    }),
  ]
}

function signInRecords(run: CollectRun, source: GraphObject, subjectIds: readonly string[]): ReturnType<typeof recordsOf> {
  const retentionStart = textAt(source, 'createdDateTime')?.slice(0, 10)
  return recordsOf(run, { recordType: Type.SIGN_IN, externalId: textAt(source, 'id') ?? '', subjectIds, source, retentionStart })
}

function methodReads(run: CollectRun, userId: string, subjectIds: readonly string[]): GraphRead<RecordPage>[] {
  if (!wants(run, Type.AUTHENTICATION_METHOD) || !run.settings.features.authenticationMethods) {
    return []
  }
  return [
    run.reads.paged<RecordPage>({
      path: `/users/${segment(userId)}/authentication/methods`,
      page: (methods) =>
        found(
          Type.AUTHENTICATION_METHOD,
          methods.flatMap((method) => methodRecords(run, method, userId, subjectIds)),
        ),
      refused: methodsRefused,
    }),
  ]
}

function methodsRefused(failure: GraphFailure): Taken<RecordPage> {
  return isGone(failure)
    ? nothing
    : missing({ recordType: Type.AUTHENTICATION_METHOD, scope: 'authentication methods', reason: failure.reason })
}

function methodRecords(run: CollectRun, method: GraphObject, userId: string, subjectIds: readonly string[]): ReturnType<typeof recordsOf> {
  const externalId = externalIdOf({ container: userId, item: textAt(method, 'id') ?? '' })
  return recordsOf(run, {
    recordType: Type.AUTHENTICATION_METHOD,
    externalId,
    subjectIds,
    source: tellable(method),
    derived: existenceOf(method),
  })
}

/** Of a method only what identifies its holder or device; anything else, known today or not, could be a secret. */
export function tellable(method: GraphObject): GraphObject {
  const names = ['phoneNumber', 'phoneType', 'emailAddress', 'displayName', 'model', 'createdDateTime']
  return Object.fromEntries(names.map((name) => [name, method[name]]))
}

/** That a password, a biometric key or a second factor is registered, and since when where Graph knows it. */
export function existenceOf(method: GraphObject): Readonly<Record<string, FieldValue>> {
  const since = textAt(method, 'createdDateTime') ?? true
  switch (method['@odata.type']) {
    case '#microsoft.graph.passwordAuthenticationMethod':
      return { password: since }
    case '#microsoft.graph.windowsHelloForBusinessAuthenticationMethod':
      return { windowsHello: since }
    default:
      return { secondFactor: since }
  }
}
