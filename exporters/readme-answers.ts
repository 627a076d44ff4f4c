import type { SystemMap } from '../src/datamap/data-map.js'
import type { AccessStatement } from '../src/vocabulary/access-statement.js'
import { dataCategories } from '../src/vocabulary/data-category.js'
import type { Language } from '../src/vocabulary/language.js'
import type { Statement } from '../src/vocabulary/statement.js'
import { htmlTable, safeText } from './html.js'
import { readmeTexts } from './readme-texts.js'

/** The most values that the README shows; `profile.json` has them all. */
export const readableValues = 500

/** The values on the person's cards, for reading: what it is, what it says, where it stands. */
export function cardValues(statements: readonly Statement[], systems: readonly SystemMap[], language: Language): string {
  if (statements.length === 0) {
    return `<p>${readmeTexts.noCards[language]}</p>`
  }
  const names = new Map(systems.map((system) => [system.system, system.labels[language]]))
  const rows = statements
    .slice(0, readableValues)
    .map((statement) => [
      safeText(labelOf(statement, systems, language)),
      safeText(shownValue(statement, language)),
      safeText(names.get(statement.source.system) ?? statement.source.system),
    ])
  const isCut = statements.length > readableValues
  return htmlTable(rows) + (isCut ? `<p>${readmeTexts.moreInProfile[language]}</p>` : '')
}

/** The field's own name where it has one, such as the language of a contact; otherwise its category's. */
function labelOf({ source, category }: Statement, systems: readonly SystemMap[], language: Language): string {
  const map = systems.find(({ system }) => system === source.system)
  const field = map?.recordTypes[source.recordType]?.fields[source.field]
  return field?.labels?.[language] ?? dataCategories[category].labels[language]
}

function shownValue({ value, masked }: Statement, language: Language): string {
  return value ?? masked ?? readmeTexts.existsOnly[language]
}

/** The answers of Art. 15(1)(a)-(h) and 15(2), for reading, in the language in which they were drawn up. */
export function statementAnswers(statement: AccessStatement, language: Language): string {
  const list = (texts: readonly string[]): string => texts.map(safeText).join('<br>')
  const { complaint } = statement
  return htmlTable([
    [
      readmeTexts.purposes[language],
      list(statement.purposes.map(({ label, categories }) => `${label}: ${categories.map((one) => one.label).join(', ')}`)),
    ],
    [readmeTexts.recipients[language], list(statement.recipients.map(({ name, country }) => `${name} (${country})`))],
    [readmeTexts.retention[language], list(statement.retention.map(({ text }) => text))],
    [readmeTexts.rights[language], list(statement.rights.map(({ article, text }) => `${article}: ${text}`))],
    [
      readmeTexts.complaint[language],
      list([complaint.text, `${complaint.authority}, ${complaint.address}, ${complaint.email}, ${complaint.url}`]),
    ],
    [readmeTexts.origin[language], list(statement.sources.map(({ system }) => system))],
    [readmeTexts.decisions[language], safeText(statement.automatedDecisions.text)],
    [
      readmeTexts.transfers[language],
      list(statement.transfers.map(({ name, country, safeguard }) => `${name} (${country}): ${safeguard}`)),
    ],
  ])
}
