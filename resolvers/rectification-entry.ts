import type { ProposeRectificationInput } from '../schema/propose-plan.js'
import { BadInputError } from '../src/kernel/errors.js'
import type { RectificationEntry } from '../src/rights/changes.js'

type Given<T> = T | null | undefined

/** What a correction is about and what it says, each in exactly one of its two ways. Throws BadInputError otherwise. */
export function rectificationEntry(input: ProposeRectificationInput): RectificationEntry {
  const { claimId, subjectId, target, newValue, newData, lang, ...rest } = input
  const { statementIds, category } = target
  mustBeOne(claimId, subjectId, 'Give either `claimId` or `subjectId`.')
  mustBeOne(statementIds, category, 'Give either `target.statementIds` or `target.category`.')
  mustBeOne(newValue, newData, 'Give either `newValue` or `newData`.')
  return { ...rest, statementIds, category, claimId, subjectId, newValue: newValue ?? '', newData: partsOf(newData), language: lang }
}

function mustBeOne(one: unknown, other: unknown, message: string): void {
  if (isGiven(one) === isGiven(other)) {
    throw new BadInputError(message)
  }
}

function isGiven<T>(value: Given<T>): value is T {
  return value !== null && value !== undefined
}

function partsOf(data: Given<Readonly<Record<string, unknown>>>): Readonly<Record<string, string>> | null {
  if (!isGiven(data)) {
    return null
  }
  const parts = Object.entries(data).map(([name, part]) => [name, typeof part === 'string' ? part : null] as const)
  if (!parts.every((part): part is readonly [string, string] => part[1] !== null)) {
    throw new BadInputError('Every part of `newData` is text.')
  }
  return Object.fromEntries(parts)
}
