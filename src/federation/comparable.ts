import { DataCategory } from '../vocabulary/data-category.js'
import type { Statement } from '../vocabulary/statement.js'

/** Lower-case letters and digits, without accents. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The words of a name, in no order: `PEETERS, Lotte` is `Lotte Peeters`. */
export function nameWords(name: string): ReadonlySet<string> {
  return new Set(
    folded(name)
      .split(' ')
      .filter((word) => word !== ''),
  )
}

/** Whether two names can be one person's: every word of the shorter is in the longer. One shared word is not enough. */
export function namesAgree(one: string, other: string): boolean {
  const [shorter, longer] = [nameWords(one), nameWords(other)].sort((a, b) => a.size - b.size)
  return shorter !== undefined && longer !== undefined && shorter.size > 1 && [...shorter].every((word) => longer.has(word))
}

/** Whether two names are certainly not one person's. A single word, such as a given name, says too little to contradict. */
export function namesConflict(one: string, other: string): boolean {
  return nameWords(one).size > 1 && nameWords(other).size > 1 && !namesAgree(one, other)
}

type Comparable = Pick<Statement, 'value' | 'data'>

const byWords = ({ value }: Comparable): string => [...nameWords(value ?? '')].sort().join(' ')
const byFoldedText = ({ value }: Comparable): string => folded(value ?? '')
const byLowerCase = ({ value }: Comparable): string => (value ?? '').toLowerCase()
const byDigits = ({ value }: Comparable): string => (value ?? '').replace(/\D/g, '')

/** Systems name countries and regions each in their own language; street, postcode and town tell addresses apart. */
function byPlace({ value, data }: Comparable): string {
  const parts = [data?.['street'], data?.['postcode'], data?.['city']].filter((part) => typeof part === 'string')
  return folded(parts.length === 0 ? (value ?? '') : parts.join(' '))
}

/** Categories of which a person has one at a time, and the form in which two values are compared. */
const comparisonForms: Partial<Readonly<Record<DataCategory, (statement: Comparable) => string>>> = {
  [DataCategory.PERSON_NAME]: byWords,
  [DataCategory.GENDER]: byLowerCase,
  [DataCategory.BIRTH_DATE]: byLowerCase,
  [DataCategory.BIRTH_PLACE]: byFoldedText,
  [DataCategory.POSTAL_ADDRESS]: byPlace,
  [DataCategory.PHONE_NUMBER]: byDigits,
  [DataCategory.VAT_ENTERPRISE_NUMBER]: byDigits,
  [DataCategory.MARRIAGE_DATE]: byLowerCase,
  [DataCategory.CIVIL_STATUS]: byLowerCase,
  [DataCategory.NATIONALITY]: byFoldedText,
  [DataCategory.OCCUPATION]: byFoldedText,
}

export const comparableCategories = Object.keys(comparisonForms) as DataCategory[]

/** The form in which values of a category are compared; null where a person may have many. */
export function comparisonKey(statement: Pick<Statement, 'category' | 'value' | 'data'>): string | null {
  return comparisonForms[statement.category]?.(statement) ?? null
}
