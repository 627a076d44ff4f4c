import { toE164 } from '../datamap/canonical-value.js'
import { BadInputError } from '../kernel/errors.js'
import { parseEnterpriseNumber } from '../vocabulary/enterprise-number.js'
import { IdentifierKind, type SubjectIdentifier } from '../vocabulary/identifier.js'
import { containsNationalNumber } from '../vocabulary/national-number.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { IdentifierEntry } from './federation.js'

const corroborating: readonly IdentifierKind[] = [IdentifierKind.NAME, IdentifierKind.BIRTH_DATE]

/** Null when the text cannot be an identifier of that kind. */
const normalisers: Readonly<Record<IdentifierKind, (text: string) => string | null>> = {
  EMAIL: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text.toLowerCase() : null),
  PHONE: toE164,
  ENTERPRISE_NUMBER: enterpriseNumber,
  VAT_NUMBER: enterpriseNumber,
  CUSTOMER_NUMBER: some,
  SYSTEM_ID: some,
  NAME: some,
  BIRTH_DATE: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null),
}

function some(text: string): string | null {
  return text === '' ? null : text
}

function enterpriseNumber(text: string): string | null {
  return parseEnterpriseNumber(text)
}

/** Whether an identifier finds a person by itself; a name or date of birth only supports another. */
export function isFinding({ kind }: Pick<SubjectIdentifier, 'kind'>): boolean {
  return !corroborating.includes(kind)
}

/** The longest text that can be an identifier of a kind, in UTF-16 units: an address has at most 64 + @ + 255 characters. */
const longest: Readonly<Record<IdentifierKind, number>> = {
  EMAIL: 320,
  PHONE: 40,
  ENTERPRISE_NUMBER: 40,
  VAT_NUMBER: 40,
  CUSTOMER_NUMBER: 120,
  SYSTEM_ID: 500,
  NAME: 400,
  BIRTH_DATE: 40,
}

/** Looked at before any pattern is: what nobody's address can be shall cost nothing. */
function isTooLong({ kind, value }: Pick<IdentifierEntry, 'kind' | 'value'>): boolean {
  return value.length > longest[kind]
}

/** The normalised value, or null when it is none of that kind. */
export function normalisedValue(kind: IdentifierKind, text: string): string | null {
  return isTooLong({ kind, value: text }) ? null : normalisers[kind](text.normalize('NFC').trim())
}

const maxIdentifiers = 20

/** What a person typed, checked and in the one form in which identifiers are compared. */
export function checkedIdentifiers(entries: readonly IdentifierEntry[]): Outcome<readonly SubjectIdentifier[]> {
  if (entries.length > maxIdentifiers) {
    throw new BadInputError(`Give ${maxIdentifiers} identifiers at most.`)
  }
  if (entries.some(isTooLong)) {
    return refused(RefusalCode.IDENTIFIER_INVALID)
  }
  if (entries.some(looksNational)) {
    return refused(RefusalCode.NATIONAL_NUMBER_REFUSED)
  }
  const identifiers = entries.map(checkedIdentifier)
  if (identifiers.includes(null) || identifiers.length === 0) {
    return refused(RefusalCode.IDENTIFIER_INVALID)
  }
  const whole = identifiers.filter((identifier) => identifier !== null)
  return whole.some(isFinding) ? done(whole) : refused(RefusalCode.NAME_ALONE_REFUSED)
}

/** A Belgian telephone number has as many digits as a national number: what can be called is not one. */
function looksNational({ kind, value }: IdentifierEntry): boolean {
  return !(kind === IdentifierKind.PHONE && toE164(value) !== null) && containsNationalNumber(value)
}

function checkedIdentifier({ kind, value, system, recordType }: IdentifierEntry): SubjectIdentifier | null {
  const normalised = normalisedValue(kind, value)
  const needsSystem = kind === IdentifierKind.SYSTEM_ID || kind === IdentifierKind.CUSTOMER_NUMBER
  if (normalised === null || (needsSystem && !system) || (kind === IdentifierKind.SYSTEM_ID && !recordType)) {
    return null
  }
  const whole = kind === IdentifierKind.SYSTEM_ID ? [system, recordType, normalised].join(':') : normalised
  return { kind, value: whole, ...(system ? { system } : {}), ...(recordType ? { recordType } : {}) }
}
