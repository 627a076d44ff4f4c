import { DataCategory } from '../vocabulary/data-category.js'

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

const byWords = (text: string): string => [...nameWords(text)].sort().join(' ')
const byFoldedText = (text: string): string => folded(text)
const byLowerCase = (text: string): string => text.toLowerCase()
const byDigits = (text: string): string => text.replace(/\D/g, '')

/** Categories of which a person has one at a time, and the form in which two values are compared. */
const comparisonForms: Partial<Readonly<Record<DataCategory, (text: string) => string>>> = {
  [DataCategory.PERSON_NAME]: byWords,
  [DataCategory.GENDER]: byLowerCase,
  [DataCategory.BIRTH_DATE]: byLowerCase,
  [DataCategory.BIRTH_PLACE]: byFoldedText,
  [DataCategory.POSTAL_ADDRESS]: byFoldedText,
  [DataCategory.PHONE_NUMBER]: byDigits,
  [DataCategory.VAT_ENTERPRISE_NUMBER]: byDigits,
  [DataCategory.MARRIAGE_DATE]: byLowerCase,
  [DataCategory.CIVIL_STATUS]: byLowerCase,
  [DataCategory.NATIONALITY]: byFoldedText,
  [DataCategory.OCCUPATION]: byFoldedText,
}

export const comparableCategories = Object.keys(comparisonForms) as DataCategory[]

/** The form in which values of a category are compared; null where a person may have many. */
export function comparisonKey(category: DataCategory, text: string): string | null {
  return comparisonForms[category]?.(text) ?? null
}
