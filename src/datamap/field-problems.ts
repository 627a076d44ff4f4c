import { ActionMode, ErasureMethod } from '../vocabulary/actionability.js'
import { dataCategories, DataCategory, Sensitivity } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import { LegalBasis } from '../vocabulary/legal-basis.js'
import { Purpose } from '../vocabulary/purpose.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { RetentionRule, RetentionRuleId } from '../vocabulary/retention.js'
import type { FieldMap } from './data-map.js'
import { ValueFormat } from './value-format.js'

/** What a mapped field still owes the law; an empty list when it answers everything. The field may come from a file, so nothing is taken for granted. */
export function fieldProblems(
  field: Partial<FieldMap>,
  recipients: ReadonlyMap<string, Recipient>,
  retentionRules: ReadonlyMap<RetentionRuleId, RetentionRule>,
): string[] {
  return [
    ...oneOf('category', field.category, DataCategory),
    ...oneOf('format', field.format, ValueFormat),
    ...oneOf('origin', field.origin, DataOrigin),
    ...oneOf('legalBasis', field.legalBasis, LegalBasis),
    ...oneOf('erasure', field.erasure, ErasureMethod),
    ...(field.disclosure === undefined ? [] : oneOf('disclosure', field.disclosure, DisclosureMode)),
    ...purposeProblems(field.purposes),
    ...recipientProblems(field.recipients, recipients),
    ...(field.retention !== undefined && retentionRules.has(field.retention)
      ? []
      : [`retention must be one of: ${[...retentionRules.keys()].join(', ')}.`]),
    ...rectifiableProblems(field.rectifiable),
    ...secretProblems(field),
  ]
}

function oneOf(key: string, value: string | undefined, choices: Readonly<Record<string, string>>): string[] {
  const isKnown = value !== undefined && Object.values(choices).includes(value)
  return isKnown ? [] : [`${key} must be one of: ${Object.values(choices).join(', ')}.`]
}

function recipientProblems(ids: readonly string[] | undefined, recipients: ReadonlyMap<string, Recipient>): string[] {
  if (!Array.isArray(ids)) {
    return ['recipients is missing; write a list, empty when nobody receives it.']
  }
  const strangers = (ids as readonly string[]).filter((id) => !recipients.has(id))
  return strangers.map((id) => `recipient '${id}' is not known; add it under dataMap.recipients.`)
}

function purposeProblems(purposes: readonly Purpose[] | undefined): string[] {
  if (!Array.isArray(purposes) || purposes.length === 0) {
    return ['purposes is missing; write a list of at least one.']
  }
  return (purposes as readonly Purpose[]).flatMap((purpose) => oneOf('purposes', purpose, Purpose))
}

function rectifiableProblems(rectifiable: FieldMap['rectifiable'] | null | undefined): string[] {
  if (rectifiable === undefined || rectifiable === null) {
    return ['rectifiable is missing; write { mode: YES } or a mode with a reason.']
  }
  const needsReason = rectifiable.mode !== ActionMode.YES && (rectifiable.reason ?? '') === ''
  return [
    ...oneOf('rectifiable.mode', rectifiable.mode, ActionMode),
    ...(needsReason ? ['rectifiable needs a reason unless its mode is YES.'] : []),
  ]
}

/** Secrets are told as existence only, whatever a map says. */
function secretProblems(field: Partial<FieldMap>): string[] {
  const revealsValue = field.disclosure === DisclosureMode.VALUE || field.disclosure === DisclosureMode.MASKED
  return isSecret(field) && revealsValue ? ['a secret may only be METADATA_ONLY or WITHHELD.'] : []
}

/** What an override may not do to a field that is shipped as a secret. */
export function changedSecretProblems(shipped: FieldMap | undefined, change: Partial<FieldMap>): string[] {
  if (shipped === undefined || !isSecret(shipped)) {
    return []
  }
  const fixed = ['category', 'format', 'disclosure'] as const
  const changed = fixed.filter((key) => change[key] !== undefined && change[key] !== shipped[key])
  return changed.map((key) => `${key} of a secret cannot be changed; leave it out.`)
}

function isSecret({ category: id }: Partial<FieldMap>): boolean {
  const category = Object.entries(dataCategories).find(([known]) => known === id)?.[1]
  return category?.sensitivity === Sensitivity.SECRET && category.disclosure === DisclosureMode.METADATA_ONLY
}
