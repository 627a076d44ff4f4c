import type { SystemCoverage } from './coverage.js'
import type { DataCategory } from './data-category.js'
import type { DataOrigin } from './data-origin.js'
import type { LegalBasis } from './legal-basis.js'
import type { Recipient } from './recipient.js'
import type { RetentionRuleId } from './retention.js'

/** One purpose for which categories are processed (Art. 15(1)(a), (b)). Texts are in the language asked for. */
export interface StatedPurpose {
  readonly purpose: string
  readonly label: string
  readonly legalBasis: LegalBasis
  readonly categories: readonly { readonly category: DataCategory; readonly label: string }[]
}

/** How long, or by what criterion (Art. 15(1)(d)). */
export interface StatedRetention {
  readonly rule: RetentionRuleId
  readonly text: string
  readonly categories: readonly DataCategory[]
}

/** Where data came from when not from the subject (Art. 15(1)(g)). */
export interface StatedSource {
  readonly systemId: string
  readonly system: string
  readonly origins: readonly DataOrigin[]
}

/** The answer to Art. 15(1)(a)-(h) and 15(2), drawn from the data map for exactly what is held about this person. */
export interface AccessStatement {
  /** Null while it is not known: nothing was found, and not every system answered. */
  readonly confirmed: boolean | null
  readonly purposes: readonly StatedPurpose[]
  readonly recipients: readonly Recipient[]
  readonly retention: readonly StatedRetention[]
  readonly rights: readonly { readonly right: string; readonly article: string; readonly text: string }[]
  readonly complaint: {
    readonly authority: string
    readonly address: string
    readonly email: string
    readonly url: string
    readonly text: string
  }
  readonly sources: readonly StatedSource[]
  /** `exist` is null as `confirmed` is. */
  readonly automatedDecisions: { readonly exist: boolean | null; readonly text: string }
  readonly transfers: readonly {
    readonly recipientId: string
    readonly name: string
    readonly country: string
    readonly safeguard: string
  }[]
  /** What each system answered when this was drawn up. */
  readonly coverage: readonly SystemCoverage[]
}
