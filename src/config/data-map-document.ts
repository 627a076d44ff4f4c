import type { FieldMap } from '../datamap/data-map.js'
import { ValueFormat } from '../datamap/value-format.js'
import { ActionMode, ErasureMethod } from '../vocabulary/actionability.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import { isEmailAddress } from '../vocabulary/email-address.js'
import { Language } from '../vocabulary/language.js'
import { LegalBasis } from '../vocabulary/legal-basis.js'
import { Purpose } from '../vocabulary/purpose.js'
import type { Recipient } from '../vocabulary/recipient.js'
import { RetentionGround, RetentionRuleId, RetentionStart } from '../vocabulary/retention.js'
import { ConfigDocument, listOf, mappingOf, optional, type Part } from './config-document.js'
import { Fits, OneOf, Optional, SomeOf, Text, Texts, WholeNumber, YesNo } from './rules.js'

export class RecipientDocument extends ConfigDocument {
  @Fits('Write an id of small letters, digits and -, such as mailing-house.', (value) => /^[a-z0-9-]{1,64}$/.test(String(value)))
  id!: string

  @Text('Example Mailing BV')
  name!: string

  @OneOf(['PROCESSOR', 'CONTROLLER', 'AUTHORITY'])
  role!: Recipient['role']

  @Fits('Write the country as two capitals, such as BE.', (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value))
  country!: string

  @Optional()
  @Text('standard contractual clauses (Art. 46(2)(c))')
  safeguard?: string

  @Optional()
  @Fits('Write an address, such as privacy@mailing.example.', isEmailAddress)
  email?: string

  @Optional()
  @OneOf(Language)
  language?: Language
}

export class RetentionDocument extends ConfigDocument {
  @OneOf(RetentionRuleId)
  id!: RetentionRuleId

  @Optional()
  @WholeNumber(0, 1_200)
  months?: number

  @Optional()
  @OneOf(RetentionStart)
  start?: RetentionStart

  @Optional()
  @OneOf(RetentionGround)
  ground?: RetentionGround

  @Optional()
  @Text('our retention schedule of 2026')
  source?: string

  @Optional()
  @YesNo()
  review?: boolean
}

export class LabelsDocument extends ConfigDocument {
  @Text('Klantenkaart')
  NL!: string

  @Text('Carte de fidélité')
  FR!: string

  @Text('Kundenkarte')
  DE!: string

  @Text('Loyalty card')
  EN!: string
}

export class ActionabilityDocument extends ConfigDocument {
  @OneOf(ActionMode)
  mode!: ActionMode

  @Optional()
  @Text('Calculated each night from the orders.')
  reason?: string
}

/** A change to a mapped field, or a new one, which must then be whole. */
export class FieldDocument extends ConfigDocument {
  @Optional()
  @OneOf(DataCategory)
  category?: DataCategory

  @Optional()
  @OneOf(ValueFormat)
  format?: ValueFormat

  @Optional()
  @OneOf(DataOrigin)
  origin?: DataOrigin

  @Optional()
  @SomeOf(Purpose)
  purposes?: Purpose[]

  @Optional()
  @OneOf(LegalBasis)
  legalBasis?: LegalBasis

  @Optional()
  @Texts('odoo, accountant')
  recipients?: string[]

  @Optional()
  @OneOf(RetentionRuleId)
  retention?: RetentionRuleId

  @Optional()
  @OneOf(ErasureMethod)
  erasure?: ErasureMethod

  @Optional()
  @Fits('Write a list of source fields, or parts with theirs, such as { street: x_street }.', isSourceOfField)
  from?: FieldMap['from']

  @Optional()
  @OneOf(DisclosureMode)
  disclosure?: DisclosureMode

  @Optional()
  @YesNo()
  freeText?: boolean

  rectifiable?: ActionabilityDocument
  labels?: LabelsDocument

  override parts(): Readonly<Record<string, Part>> {
    return { rectifiable: optional(() => new ActionabilityDocument()), labels: optional(() => new LabelsDocument()) }
  }
}

function isSourceOfField(value: unknown): boolean {
  const names: unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : []
  return names.length > 0 && names.every((name) => typeof name === 'string' && name !== '')
}

/** Laid over the shipped data map. */
export class DataMapDocument extends ConfigDocument {
  recipients?: RecipientDocument[]
  retention?: RetentionDocument[]
  systems?: Record<string, Record<string, Record<string, FieldDocument>>>

  override parts(): Readonly<Record<string, Part>> {
    const field = optional(() => new FieldDocument())
    return {
      recipients: listOf(optional(() => new RecipientDocument())),
      retention: listOf(optional(() => new RetentionDocument())),
      systems: mappingOf(mappingOf(mappingOf(field))),
    }
  }
}
