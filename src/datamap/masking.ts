import { DataCategory } from '../vocabulary/data-category.js'

/** What may be shown instead of a value: enough for its owner to recognise it, too little for anyone else. */
export function maskedText(category: DataCategory, text: string): string {
  if (category === DataCategory.NATIONAL_REGISTER_NUMBER) {
    return '••.••.••-•••.••'
  }
  const address = emailShape.exec(text)
  return address === null ? maskedMiddle(text) : maskedEmail(address)
}

const emailShape = /^([^\s@]+)@([^\s@]+)\.([^\s@.]{2,10})$/u

function maskedEmail([, local = '', domain = '', ending = '']: RegExpExecArray): string {
  return `${initial(local)}•••@${initial(domain)}•••.${ending}`
}

/** Nothing of a word so short that its initial would tell most of it. */
function initial(word: string): string {
  const letters = Array.from(word)
  return letters.length < 3 ? '' : (letters[0] ?? '')
}

function maskedMiddle(text: string): string {
  const letters = Array.from(text)
  if (letters.length <= 4) {
    return '•'.repeat(letters.length)
  }
  const shown = letters.length >= 10 ? 2 : 1
  const dots = '•'.repeat(Math.min(8, letters.length - 2 * shown))
  return [...letters.slice(0, shown), dots, ...letters.slice(-shown)].join('')
}
