import { type DataCategory, dataCategories } from '../../vocabulary/data-category.js'
import type { Labels, Language } from '../../vocabulary/language.js'
import { listed, onOneLine, paragraphs, say } from './letter.js'

/** A value that was, or is to be, corrected. Null: there was none, or there is to be none. */
export interface ChangedValue {
  readonly category: DataCategory
  /** Of the field, where its category does not say enough. */
  readonly label?: Labels
  readonly from: string | null
  readonly to: string | null
}

const nothing = say('(niets)', '(rien)', '(nichts)', '(nothing)')

/** One line for each value: what it was, and what it is to be. */
export function changedValues(changes: readonly ChangedValue[], language: Language): string {
  const told = (value: string | null): string => (value === null ? nothing[language] : onOneLine(value))
  return listed(
    changes.map(({ category, label = dataCategories[category].labels, from, to }) => [label[language], `${told(from)} → ${told(to)}`]),
  )
}

const statement = say('Aanvullende verklaring', 'Déclaration complémentaire', 'Ergänzende Erklärung', 'Supplementary statement')

/** The values that are disputed, and under them what is said of them, each once. */
export function disputedValues(changes: readonly ChangedValue[], language: Language): string {
  const values = changes.flatMap(({ category, label = dataCategories[category].labels, from }) =>
    from === null ? [] : [[label[language], from] as const],
  )
  const texts = [...new Set(changes.flatMap(({ to }) => to ?? []))]
  return paragraphs(listed(values), ...texts.map((text) => `${statement[language]}: ${onOneLine(text)}`))
}

/** Names of categories, each once. */
export function namesOf(categories: readonly DataCategory[], language: Language): string {
  return [...new Set(categories)].map((category) => dataCategories[category].labels[language]).join(', ')
}
