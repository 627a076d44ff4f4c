import { Language, type Labels } from '../../vocabulary/language.js'

/** A letter as it is sent or printed: plain text. The subject line names nobody. */
export interface Letter {
  readonly language: Language
  readonly subject: string
  readonly text: string
}

/** The same text in Dutch, French, German and English. German is ours and awaits review by a lawyer who writes German. */
export function say(NL: string, FR: string, DE: string, EN: string): Labels {
  return { NL, FR, DE, EN }
}

export function inEveryLanguage(write: (language: Language) => string): Labels {
  return { NL: write(Language.NL), FR: write(Language.FR), DE: write(Language.DE), EN: write(Language.EN) }
}

/** Paragraphs with a blank line between them; what is empty is left out. */
export function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

/** `- label: value`, one a line, and nothing that a value could add to the letter's shape. */
export function listed(items: readonly (readonly [label: string, value: string])[]): string {
  return items.map(([label, value]) => `- ${label}: ${onOneLine(value)}`).join('\n')
}

export function onOneLine(value: string): string {
  return value.replaceAll(/\s+/gu, ' ').trim()
}
