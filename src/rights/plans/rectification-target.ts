import { comparableCategories } from '../../federation/comparable.js'
import { type Audience, disclosureOf } from '../../federation/disclosure-rules.js'
import { groupBy } from '../../kernel/collections.js'
import { BadInputError, NotFoundError } from '../../kernel/errors.js'
import { RectificationGround } from '../../vocabulary/change.js'
import type { DataCategory } from '../../vocabulary/data-category.js'
import { DisclosureMode } from '../../vocabulary/disclosure.js'
import { done, type Outcome, refused, RefusalCode } from '../../vocabulary/refusal.js'
import { type FoundValue, likeness } from './found-values.js'
import { typeKey } from './step-draft.js'

/** What a person says is wrong: statements, or a category. */
export interface TargetRequest {
  readonly statementIds: readonly string[] | null
  readonly category: DataCategory | null
  readonly ground: RectificationGround
  /** Who says so. */
  readonly audience: Audience
}

/** The category that is corrected, and the values in it that are wrong. */
export interface RectificationTarget {
  readonly category: DataCategory
  readonly wrong: readonly FoundValue[]
}

/**
 * A category is enough where it holds one value, or a contradiction between cards that each know one; otherwise the
 * statements must be named. Ids of statements that are not this person's are not found, and what is withheld from whoever
 * asks is no target: nobody corrects, or reads in a plan, what they may not see. Pure.
 */
export function targetOf(
  request: TargetRequest,
  found: readonly FoundValue[],
  idOf: (value: FoundValue) => string,
): Outcome<RectificationTarget> {
  const { statementIds, category, audience } = request
  const isWithheld = (value: FoundValue): boolean => isWithheldFrom(audience, value)
  if (statementIds !== null && statementIds.length > 0) {
    const named = byStatements(statementIds, found, idOf)
    return named.ok && named.value.wrong.some(isWithheld) ? refused(RefusalCode.TARGET_WITHHELD) : named
  }
  if (category === null) {
    throw new BadInputError('Name the statements that are wrong, or the category.')
  }
  const held = found.filter(({ field }) => field.category === category)
  const shown = held.filter((value) => !isWithheld(value))
  return held.length > 0 && shown.length === 0 ? refused(RefusalCode.TARGET_WITHHELD) : byCategory(category, request.ground, shown)
}

function isWithheldFrom(audience: Audience, { field, record }: FoundValue): boolean {
  return disclosureOf(field, record.authoredBySubject, audience).mode === DisclosureMode.WITHHELD
}

function byStatements(
  ids: readonly string[],
  found: readonly FoundValue[],
  idOf: (value: FoundValue) => string,
): Outcome<RectificationTarget> {
  const wanted = new Set(ids)
  const wrong = found.filter((value) => wanted.has(idOf(value)))
  const [first] = wrong
  if (first === undefined || wrong.length < wanted.size) {
    throw new NotFoundError()
  }
  const { category } = first.field
  return wrong.every(({ field }) => field.category === category) ? done({ category, wrong }) : refused(RefusalCode.TARGET_AMBIGUOUS)
}

function byCategory(category: DataCategory, ground: RectificationGround, held: readonly FoundValue[]): Outcome<RectificationTarget> {
  const onCards = held.filter(({ type }) => type.isCard === true)
  const wrong = onCards.length > 0 ? onCards : held
  const isClear = ground === RectificationGround.SUPPLEMENT || valuesOn(wrong) <= 1 || isContradiction(category, wrong)
  return isClear ? done({ category, wrong }) : refused(RefusalCode.TARGET_AMBIGUOUS)
}

function valuesOn(values: readonly FoundValue[]): number {
  return new Set(values.map(({ field, value }) => likeness(field.category, value))).size
}

/** A person has one such value, and each card knows one: then at most one of them is right. */
function isContradiction(category: DataCategory, values: readonly FoundValue[]): boolean {
  const cards = groupBy(values, ({ record: { ref } }) => `${typeKey(ref)}/${ref.externalId}`)
  return comparableCategories.includes(category) && [...cards.values()].every((onCard) => valuesOn(onCard) === 1)
}
