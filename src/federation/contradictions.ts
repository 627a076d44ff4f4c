import type { DataMap } from '../datamap/data-map.js'
import { groupBy } from '../kernel/collections.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import type { Contradiction, Statement } from '../vocabulary/statement.js'
import { comparableCategories, comparisonKey } from './comparable.js'

interface Compared {
  readonly statement: Statement
  readonly key: string
}

/** Contradictions between the systems' cards of one person: values of a category where no value is shared by all cards. Pure. */
export function contradictionsAmong(statements: readonly Statement[], dataMap: DataMap): Contradiction[] {
  return comparableCategories.flatMap((category) => {
    const compared = comparedIn(category, statements, dataMap)
    return disagree(compared) ? [contradictionOf(category, compared)] : []
  })
}

function comparedIn(category: DataCategory, statements: readonly Statement[], dataMap: DataMap): Compared[] {
  return statements
    .filter((statement) => statement.category === category && statement.value !== null && isOnCard(statement, dataMap))
    .flatMap((statement) => {
      const key = comparisonKey(statement)
      return key === null || key === '' ? [] : [{ statement, key }]
    })
}

function isOnCard({ source }: Statement, dataMap: DataMap): boolean {
  return dataMap.systems.get(source.system)?.recordTypes[source.recordType]?.isCard === true
}

/** A card with two telephone numbers contradicts nobody who knows one of them. */
function disagree(compared: readonly Compared[]): boolean {
  const cards = [...groupBy(compared, ({ statement: { source } }) => `${source.system}/${source.recordType}/${source.externalId}`).values()]
  return cards.some((card, index) => cards.slice(index + 1).some((other) => !shareAValue(card, other)))
}

function shareAValue(card: readonly Compared[], other: readonly Compared[]): boolean {
  return card.some(({ key }) => other.some((candidate) => candidate.key === key))
}

function contradictionOf(category: DataCategory, compared: readonly Compared[]): Contradiction {
  const statements = compared.map(({ statement }) => statement)
  const register = statements.filter(({ origin }) => origin === DataOrigin.REGISTER)
  const verdict = register.length > 0 ? fromRegister(compared) : mostRecent(compared)
  return { category, statements, authoritative: verdict.statement, proposal: verdict.statement?.value ?? null, reason: verdict.reason }
}

interface Verdict {
  readonly statement: Statement | null
  readonly reason: string
}

function fromRegister(compared: readonly Compared[]): Verdict {
  const official = compared.filter(({ statement }) => statement.origin === DataOrigin.REGISTER)
  const isOneValue = new Set(official.map(({ key }) => key)).size === 1
  return isOneValue
    ? {
        statement: official[0]?.statement ?? null,
        reason: `${official[0]?.statement.source.system} is an official register; what it says goes first.`,
      }
    : { statement: null, reason: 'Official registers differ among themselves; a person must choose.' }
}

function mostRecent(compared: readonly Compared[]): Verdict {
  const dated = compared.filter(({ statement }) => statement.source.sourceUpdatedAt !== null)
  const newest = dated.toSorted((a, b) => changedAt(b).localeCompare(changedAt(a)))
  const [first] = newest
  const rivals = newest.filter(
    (candidate) => first !== undefined && changedAt(candidate) === changedAt(first) && candidate.key !== first.key,
  )
  if (first === undefined || dated.length < compared.length || rivals.length > 0) {
    return mostShared(compared)
  }
  return {
    statement: first.statement,
    reason: `The record in ${first.statement.source.system} was changed last, on ${changedAt(first).slice(0, 10)}.`,
  }
}

/** Where nobody knows which is newest, what most cards say. */
function mostShared(compared: readonly Compared[]): Verdict {
  const [most, next] = [...groupBy(compared, ({ key }) => key).values()].sort((a, b) => b.length - a.length)
  if (most === undefined || most.length === next?.length) {
    return { statement: null, reason: 'The systems do not say which value is the newest; a person must choose.' }
  }
  return {
    statement: most[0]?.statement ?? null,
    reason: `${most.length} of ${compared.length} records agree on it; which is the newest is not known.`,
  }
}

function changedAt({ statement }: Compared): string {
  return statement.source.sourceUpdatedAt ?? ''
}
