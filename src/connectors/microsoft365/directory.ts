import { chunked } from '../../kernel/streams.js'
import type { FieldValue } from '../../vocabulary/source-record.js'
import type { RecordPage } from '../connector.js'
import { type CollectRun, found, missing, recordsOf, wants } from './collect-run.js'
import { malformed } from './graph-failure.js'
import { dayAfter, type GraphObject, textAt, textsAt } from './graph-object.js'
import type { GraphRead } from './graph-reads.js'
import { literal, selectFor, withQuery } from './odata.js'
import { Microsoft365RecordType as Type } from './record-types.js'
import type { Linked } from './subjects.js'

/** Entra takes up to fifteen values in one `in`. */
const idsInOneFilter = 15

/** Accounts of the tenant and of its guests, deleted ones, and mail contacts of the organisation; many by one request. */
export function directoryReads(run: CollectRun): GraphRead<RecordPage>[] {
  return [
    ...collectionReads(run, { path: '/users', types: [Type.USER, Type.GUEST], always: ['id', 'userType'], typeOf: accountTypeOf }),
    ...collectionReads(run, {
      path: deletedUsersPath,
      types: [Type.DELETED_USER],
      always: ['id', 'deletedDateTime'],
      typeOf: () => Type.DELETED_USER,
    }),
    ...collectionReads(run, { path: '/contacts', types: [Type.ORG_CONTACT], always: ['id'], typeOf: () => Type.ORG_CONTACT }),
  ]
}

export const deletedUsersPath = '/directory/deletedItems/microsoft.graph.user'

interface Collection {
  readonly path: string
  readonly types: readonly Type[]
  readonly always: readonly string[]
  readonly typeOf: (source: GraphObject) => Type
}

/** What is no longer there is not among the answers, and no gap. */
function collectionReads(run: CollectRun, { path, types, always, typeOf }: Collection): GraphRead<RecordPage>[] {
  const wanted = types.filter((type) => wants(run, type))
  const [first] = wanted
  if (first === undefined) {
    return []
  }
  const linked = run.subjects.linked(...types)
  const select = selectFor(
    wanted.flatMap((type) => run.selection.get(type) ?? []),
    always,
  )
  return chunked([...linked.keys()], idsInOneFilter).map((ids) =>
    run.reads.paged<RecordPage>({
      path: withQuery(path, { $filter: `id in (${ids.map(literal).join(',')})`, $select: select }),
      page: (sources) => ({ found: sources.flatMap((source) => directoryPages(run, typeOf(source), source, linked)), next: [] }),
      refused: ({ reason }) => missing({ recordType: first, scope: 'directory', reason }),
    }),
  )
}

function directoryPages(run: CollectRun, recordType: Type, source: GraphObject, linked: Linked): readonly RecordPage[] {
  if (!wants(run, recordType)) {
    return []
  }
  const externalId = textAt(source, 'id') ?? ''
  const records = recordsOf(run, {
    recordType,
    externalId,
    subjectIds: linked.get(externalId) ?? [],
    source,
    derived: derivedFrom(source),
    retentionStart: textAt(source, 'deletedDateTime')?.slice(0, 10),
  })
  return found(recordType, records).found
}

/** Microsoft keeps a deleted account as long; it cannot be set. */
export const daysInBin = 30

/** ISO date on which a deleted account is gone. */
export function finalDayOf(deletedUser: GraphObject): string {
  const day = dayAfter(deletedUser, 'deletedDateTime', daysInBin)
  if (day === undefined) {
    throw malformed('a deleted account without the moment of its deletion')
  }
  return day
}

/** Addresses without the name of their protocol, and a day without a time. */
export function derivedFrom(source: GraphObject): Readonly<Record<string, FieldValue>> {
  const proxyAddresses = smtpAddresses(source)
  const employeeHireDate = textAt(source, 'employeeHireDate')?.slice(0, 10)
  return {
    ...(proxyAddresses.length === 0 ? {} : { proxyAddresses }),
    ...(employeeHireDate === undefined ? {} : { employeeHireDate }),
  }
}

export function accountTypeOf(user: GraphObject): typeof Type.USER | typeof Type.GUEST {
  return textAt(user, 'userType') === 'Guest' ? Type.GUEST : Type.USER
}

/** Other protocols' addresses keep their prefix. */
export function smtpAddresses(source: GraphObject): string[] {
  return textsAt(source, 'proxyAddresses').map((address) => address.replace(/^smtp:/i, ''))
}
