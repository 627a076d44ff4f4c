import { type Labels, Language } from '../src/vocabulary/language.js'

export const languageArgument = { nullable: true, defaultValue: Language.NL, description: 'Language of the answer; Dutch where left out.' }

export function inLanguage(labels: Labels, language: Language | null): string {
  return labels[language ?? Language.NL]
}
