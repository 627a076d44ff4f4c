import type { DataCategory } from '../../vocabulary/data-category.js'
import type { SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { Language } from '../../vocabulary/language.js'
import type { NoticeKind } from '../../vocabulary/notice.js'

/** What a recipient is to be told of a plan (Art. 19). */
export interface NoticeOrder {
  readonly subjectId: string
  readonly caseId: string
  readonly planId: string
  readonly recipientId: string
  readonly kind: NoticeKind
  readonly categories: readonly DataCategory[]
  /** Of the person. */
  readonly language: Language
  /** By what the recipient recognises the person. */
  readonly identifiers: readonly SubjectIdentifier[]
  /** With RECTIFICATION. */
  readonly changes: readonly { readonly category: DataCategory; readonly from: string | null; readonly to: string | null }[]
}

/** Tells recipients. */
export interface NoticeOrders {
  /** In the caller's transaction; the same order a second time changes nothing. */
  order(orders: readonly NoticeOrder[]): Promise<void>
}

/** Attests what was done under a plan. */
export interface AttestationIssuer {
  /** In the caller's transaction; a second time changes nothing. */
  issue(planId: string): Promise<void>
}

/** Is told that what came back is erased again. */
export interface ReturnSettlement {
  /** In the caller's transaction. */
  answered(planId: string): Promise<void>
}
