import { WriteRefusalReason } from '../../vocabulary/write-refusal.js'

interface RefusalRule {
  readonly name: RegExp
  /** In English: whoever writes asks for it by `lang: en_US`. */
  readonly message?: RegExp
  readonly reason: WriteRefusalReason
}

const businessRule = /\.(UserError|ValidationError|RedirectWarning)$/

/** First match decides. What matches none is no refusal of the write but a failure of the call. */
const rules: readonly RefusalRule[] = [
  { name: /\.AccessError$/, reason: WriteRefusalReason.NO_PERMISSION },
  { name: businessRule, message: /prior to and inclusive of|lock date/i, reason: WriteRefusalReason.LOCK_DATE },
  { name: businessRule, message: /audit trail/i, reason: WriteRefusalReason.AUDIT_TRAIL },
  { name: businessRule, message: /linked to an active user/, reason: WriteRefusalReason.ACTIVE_ACCOUNT },
  {
    name: businessRule,
    message: /used in Accounting|posted journal item|on a posted move|consumed a sequence number/,
    reason: WriteRefusalReason.POSTED_DOCUMENT,
  },
  { name: businessRule, message: /Missing required value/, reason: WriteRefusalReason.VALUE_REFUSED },
  {
    name: businessRule,
    message: /Another model is using the record|another model requires the record/,
    reason: WriteRefusalReason.STILL_REFERENCED,
  },
  { name: /\.ValidationError$/, reason: WriteRefusalReason.VALUE_REFUSED },
  { name: /^builtins\.ValueError$/, message: /^(Wrong value for|time data)/, reason: WriteRefusalReason.VALUE_REFUSED },
  { name: businessRule, reason: WriteRefusalReason.RULE_OF_SYSTEM },
]

/** What Odoo's error means for a write, by its class and the English text of its rule; null where it says nothing of the write itself. */
export function refusalIn(name: string, message: string): WriteRefusalReason | null {
  return rules.find((rule) => rule.name.test(name) && (rule.message?.test(message) ?? true))?.reason ?? null
}
