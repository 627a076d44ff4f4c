import { DataCategory } from '../vocabulary/data-category.js'

/** What may be shown instead of a value: enough for its owner to recognise it, too little for anyone else. */
export function maskedText(category: DataCategory, text: string): string {
  if (category === DataCategory.NATIONAL_REGISTER_NUMBER) {
    return '••.••.••-•••.••'
  }
  if (text.includes('@')) {
    return maskedEmail(text)
  }
  return maskedMiddle(text)
}

function maskedEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}•••${address.slice(at, at + 2)}•••${address.slice(address.lastIndexOf('.'))}`
}

function maskedMiddle(text: string): string {
  if (text.length <= 4) {
    return '•'.repeat(text.length)
  }
  const shown = text.length >= 10 ? 4 : 2
  return `${text.slice(0, shown / 2)}${'•'.repeat(Math.min(8, text.length - shown))}${text.slice(-shown / 2)}`
}
