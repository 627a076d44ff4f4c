import type { DataCategory } from '../../vocabulary/data-category.js'
import type { SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { Language } from '../../vocabulary/language.js'
import { NoticeKind } from '../../vocabulary/notice.js'
import { type ChangedValue, changedValues, namesOf } from './changed-values.js'
import { type Letter, listed, paragraphs } from './letter.js'
import { about, noticeTexts, reference, salutation } from './notice-texts.js'
import { identifierLabels, recognisedBy } from './recognising.js'

export interface NoticeFacts {
  readonly kind: NoticeKind
  /** Of the notice; named in the answer. */
  readonly id: string
  readonly language: Language
  /** The company, as it signs. */
  readonly controller: string
  readonly categories: readonly DataCategory[]
  readonly identifiers: readonly SubjectIdentifier[]
  readonly changes: readonly ChangedValue[]
}

/** What a recipient is told: whom it is about, by the least that says so, what was done, and what is asked of them. Pure. */
export function noticeLetter({ kind, id, language, controller, ...facts }: NoticeFacts): Letter {
  const texts = noticeTexts[kind]
  const person = recognisedBy(facts.identifiers).map((known) => [identifierLabels[known.kind][language], known.value] as const)
  const isRectified = kind === NoticeKind.RECTIFICATION && facts.changes.length > 0
  return {
    language,
    subject: texts.subject[language],
    text: paragraphs(
      salutation[language],
      about[language],
      listed(person),
      texts.told[language],
      isRectified ? changedValues(facts.changes, language) : namesOf(facts.categories, language),
      texts.asked[language],
      `${reference[language]}: ${id}`,
      controller,
    ),
  }
}
