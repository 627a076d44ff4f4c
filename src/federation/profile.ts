import type { DataMap } from '../datamap/data-map.js'
import { groupBy } from '../kernel/collections.js'
import type { SystemCoverage } from '../vocabulary/coverage.js'
import { DataCategory } from '../vocabulary/data-category.js'
import type { Statement } from '../vocabulary/statement.js'
import { contradictionsAmong } from './contradictions.js'
import type { Profile } from './federation.js'

const categoryOrder = Object.values(DataCategory)

export interface ProfileParts {
  readonly statements: readonly Statement[]
  readonly categories: readonly DataCategory[] | null
  readonly coverage: readonly SystemCoverage[]
  readonly asOf: string
}

/** Statements gathered by category, in the order of the vocabulary, with their contradictions and what every system answered. Pure. */
export function profileOf({ statements, categories, coverage, asOf }: ProfileParts, dataMap: DataMap): Profile {
  const wanted = categories === null ? statements : statements.filter(({ category }) => categories.includes(category))
  const contradictions = contradictionsAmong(wanted, dataMap)
  const attributes = [...groupBy(wanted, ({ category }) => category)].map(([category, group]) => ({
    category,
    statements: group,
    contradiction: contradictions.find((contradiction) => contradiction.category === category) ?? null,
  }))
  attributes.sort((a, b) => categoryOrder.indexOf(a.category) - categoryOrder.indexOf(b.category))
  return { attributes, contradictions, coverage, asOf }
}
