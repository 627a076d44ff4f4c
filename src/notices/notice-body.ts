import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { Language } from '../vocabulary/language.js'
import type { ChangedValue } from './letters/changed-values.js'

/** What of a notice is personal, as it lies sealed under the subject's key. */
export interface NoticeBody {
  readonly language: Language
  readonly identifiers: readonly SubjectIdentifier[]
  readonly changes: readonly ChangedValue[]
}

export function bodyText(body: NoticeBody): string {
  return JSON.stringify(body)
}

/** Only ever of a text that `bodyText` made. */
export function bodyOf(text: string): NoticeBody {
  return JSON.parse(text) as NoticeBody
}
