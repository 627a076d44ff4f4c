import { newId } from '../../../kernel/ids.js'
import { ownSubject } from './identity.js'
import type { Stage } from './stage.js'

const queries = [
  ['dataSubject', 'query($id: ID!) { dataSubject(id: $id) { id } }'],
  ['case', 'query($id: ID!) { case(id: $id) { id } }'],
  ['requestDownload', 'mutation($id: ID!) { requestDownload(input: { bundleId: $id }) { __typename } }'],
] as const

/** What is somebody else's looks like what does not exist. */
export async function tryForeignIds({ narrator, as }: Pick<Stage, 'narrator' | 'as'>, caseId: string): Promise<void> {
  narrator.chapter('Somebody else’s ids lead nowhere')
  const [lotte, namesake] = await Promise.all([as('lotte'), as('namesake')])
  const { id } = await ownSubject(lotte)
  const foreign = { dataSubject: id, case: caseId, requestDownload: await someBundle(lotte, caseId) }
  const rows = await Promise.all(
    queries.map(async ([field, query]) => [
      field,
      (await namesake.refusalOf(query, { id: foreign[field] })) ?? 'AN ANSWER',
      (await namesake.refusalOf(query, { id: newId() })) ?? 'AN ANSWER',
    ]),
  )
  narrator.table(['asked by the namesake', 'an id of Lotte', 'an id that does not exist'], rows)
  narrator.check(
    'both answer NOT_FOUND alike',
    rows.every(([, hers, none]) => hers === 'NOT_FOUND' && none === 'NOT_FOUND'),
  )
}

interface BundlesAnswer {
  readonly case: { readonly bundles: readonly { readonly id: string }[] }
}

async function someBundle(session: Awaited<ReturnType<Stage['as']>>, caseId: string): Promise<string> {
  const answer = await session.ask<BundlesAnswer>('query($id: ID!) { case(id: $id) { bundles { id } } }', { id: caseId })
  return answer.case.bundles[0]?.id ?? ''
}
