import type { HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'

interface StatementAnswer {
  readonly dataSubject: { readonly accessStatement: SeenAccessStatement }
}

interface SeenAccessStatement {
  readonly purposes: readonly {
    readonly label: string
    readonly legalBasis: string
    readonly categories: readonly { readonly label: string }[]
  }[]
  readonly recipients: readonly { readonly name: string; readonly country: string }[]
  readonly retention: readonly { readonly text: string }[]
  readonly rights: readonly { readonly right: string; readonly article: string }[]
  readonly complaint: { readonly authority: string; readonly email: string }
  readonly sources: readonly { readonly system: string; readonly origins: readonly string[] }[]
  readonly automatedDecisions: { readonly text: string }
  readonly transfers: readonly { readonly name: string; readonly safeguard: string }[]
}

const statementQuery = `query($id: ID!) {
  dataSubject(id: $id) {
    accessStatement(lang: EN) {
      purposes { label legalBasis categories { label } }
      recipients { name country }
      retention { text }
      rights { right article }
      complaint { authority email }
      sources { system origins }
      automatedDecisions { text }
      transfers { name safeguard }
    }
  }
}`

/** Art. 15(1)(a)-(h) and 15(2), for exactly what is held. */
export async function showStatement(narrator: Narrator, session: HubSession, id: string): Promise<void> {
  narrator.chapter('The statement of Art. 15, for exactly what is held about her')
  const { dataSubject } = await session.ask<StatementAnswer>(statementQuery, { id })
  const rows = statementRows(dataSubject.accessStatement)
  narrator.table(['Art. 15', 'about', 'answer'], rows)
  narrator.check(
    'every point of Art. 15(1) and 15(2) has an answer',
    rows.every(([, , answer]) => answer !== ''),
  )
}

function statementRows(one: SeenAccessStatement): string[][] {
  const categories = new Set(one.purposes.flatMap((purpose) => purpose.categories.map(({ label }) => label)))
  return [
    ['(1)(a)', 'purposes', one.purposes.map(({ label }) => label).join(', ')],
    ['(1)(b)', 'categories', `${categories.size}: ${[...categories].join(', ')}`],
    ['(1)(c)', 'recipients', one.recipients.map(({ name, country }) => `${name} (${country})`).join(', ')],
    ['(1)(d)', 'retention', `${one.retention.length} rules: ${one.retention[0]?.text ?? ''}`],
    ['(1)(e)', 'rights', one.rights.map(({ article }) => article).join(', ')],
    ['(1)(f)', 'complaint', `${one.complaint.authority}, ${one.complaint.email}`],
    ['(1)(g)', 'sources', one.sources.map(({ system, origins }) => `${system} (${origins.join(', ').toLowerCase()})`).join('; ')],
    ['(1)(h)', 'decisions', one.automatedDecisions.text],
    ['(2)', 'transfers', one.transfers.map(({ name, safeguard }) => `${name}: ${safeguard}`).join('; ') || 'none'],
  ]
}
