import type { Stage } from '../stage.js'

interface LinksAnswer {
  readonly dataSubject: { readonly links: readonly SeenTie[] }
}

interface SeenTie {
  readonly id: string
  readonly state: string
  readonly name: string | null
  readonly system: { readonly id: string }
  readonly recordType: { readonly name: string }
}

const linksQuery = `query($id: ID!) {
  dataSubject(id: $id, purpose: IDENTITY_CHECK) { links { id state name system { id } recordType { name(lang: EN) } } }
}`

const daughter = 'Noor'

/** Records that may be hers are not erased on a guess: staff say which are. */
export async function settleTies(stage: Stage, subjectId: string): Promise<void> {
  const { narrator } = stage
  narrator.chapter('Records that may be about somebody else are decided by a person first')
  const handler = await stage.as('handler')
  const { dataSubject } = await handler.ask<LinksAnswer>(linksQuery, { id: subjectId })
  const ties = dataSubject.links.filter(({ state }) => state === 'PROPOSED')
  for (const tie of ties) {
    const mutation = isDaughters(tie) ? 'unlinkRecord' : 'linkRecord'
    const type = isDaughters(tie) ? 'UnlinkRecordInput' : 'LinkRecordInput'
    await handler.ask(`mutation($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, { input: { subjectId, linkId: tie.id } })
  }
  narrator.table(
    ['system', 'record type', 'name on it', 'decided'],
    ties.map((tie) => [tie.system.id, tie.recordType.name, tie.name ?? '', isDaughters(tie) ? 'her daughter’s' : 'hers']),
  )
  narrator.check('her daughter’s card is not hers', ties.some(isDaughters))
}

function isDaughters({ name }: SeenTie): boolean {
  return name?.includes(daughter) === true
}
