import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { isCountryCode } from '../vocabulary/country.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { parseEnterpriseNumber } from '../vocabulary/enterprise-number.js'
import { parseIban } from '../vocabulary/iban.js'
import { containsNationalNumber } from '../vocabulary/national-number.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import { canonicalValue } from './canonical-value.js'
import { ValueKind, valueKindOf, valueRules } from './value-rules.js'

/** A value as a person proposes it: text, or its parts where the category has them. */
export interface ProposedValue {
  readonly text: string
  readonly data?: Readonly<Record<string, string>> | null
}

/** A value that has the form of its category, in the hub's one form. */
export interface AcceptedValue {
  readonly kind: ValueKind
  readonly text: string
  /** Parts of a name, address or place; null where it was given, or is, text. */
  readonly data: Readonly<Record<string, string>> | null
}

type Form = Omit<AcceptedValue, 'kind'>

/** The value in its one form, or the refusal that tells the rule. `today` is an ISO day. Pure. */
export function acceptedValue(category: DataCategory, proposed: ProposedValue, today: string): Outcome<AcceptedValue> {
  const kind = valueKindOf(category)
  if (category === DataCategory.NATIONAL_REGISTER_NUMBER || (prose.has(kind) && holdsNationalNumber(proposed))) {
    return refused(RefusalCode.NATIONAL_NUMBER_REFUSED)
  }
  const form = forms[kind](tidied(proposed), today)
  return form === null ? invalid(kind) : done({ kind, ...form })
}

/** The text of a supplementary statement, whatever category it stands beside. */
export function acceptedText(text: string): Outcome<AcceptedValue> {
  return acceptedValue(DataCategory.OTHER_PROVIDED_DATA, { text }, '')
}

export function invalid<T>(kind: ValueKind): Outcome<T> {
  return refused(RefusalCode.VALUE_INVALID, { format: valueRules[kind] })
}

/** Kinds in which somebody could write a national number. */
const prose: ReadonlySet<ValueKind> = new Set([ValueKind.NAME, ValueKind.ADDRESS, ValueKind.PLACE, ValueKind.TEXT])

function holdsNationalNumber({ text, data }: ProposedValue): boolean {
  return [text, ...Object.values(data ?? {})].some((part) => containsNationalNumber(part))
}

function tidied({ text, data }: ProposedValue): ProposedValue {
  const parts = Object.entries(data ?? {}).map(([part, value]) => [part, oneLine(value)] as const)
  const given = parts.filter(([, value]) => value !== '')
  return { text: text.normalize('NFC').trim(), data: given.length === 0 ? null : Object.fromEntries(given) }
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

const forms: Readonly<Record<ValueKind, (proposed: ProposedValue, today: string) => Form | null>> = {
  NAME: nameForm,
  EMAIL: ({ text }) => plain(emailShape.test(text) && text.length <= 254 ? text : null),
  PHONE: ({ text }) => plain(phoneNumber(text)),
  ADDRESS: addressForm,
  PLACE: placeForm,
  DATE: ({ text }, today) => plain(isDate(text) && text <= today.slice(0, text.length) ? text : null),
  ENTERPRISE_NUMBER: ({ text }) => plain(parseEnterpriseNumber(text)),
  IBAN: ({ text }) => plain(parseIban(text)),
  COUNTRY: ({ text }) => plain(isCountryCode(text) ? text : null),
  TEXT: ({ text }) => plain(isProse(text, 2_000) ? text : null),
  SECRET: () => null,
}

function plain(text: string | null): Form | null {
  return text === null ? null : { text, data: null }
}

const emailShape = /^[^\s@"<>(),;:\\[\]]+@[^\s@"<>(),;:\\[\].]+(?:\.[^\s@"<>(),;:\\[\].]+)+$/u

/** Without a plus only as it is dialled in Belgium. */
function phoneNumber(text: string): string | null {
  const parsed = /^[+0]/.test(text) ? parsePhoneNumberFromString(text, { defaultCountry: 'BE', extract: false }) : undefined
  return parsed?.isPossible() === true && parsed.ext === undefined ? parsed.number : null
}

const nameShape = /^[\p{L}\p{M}][\p{L}\p{M}\p{N}\s.,'’‘`()/-]*$/u

function isName(text: string | undefined): text is string {
  return text !== undefined && text.length <= 200 && nameShape.test(text)
}

function nameForm({ text, data }: ProposedValue): Form | null {
  if (data === null || data === undefined) {
    return plain(isName(text) ? oneLine(text) : null)
  }
  const { given, family, ...others } = data
  if (!isName(given) || !isName(family) || Object.keys(others).length > 0) {
    return null
  }
  return { text: `${given} ${family}`, data: { given, family } }
}

const addressParts: readonly string[] = ['street', 'street2', 'postcode', 'city', 'region', 'country']

function addressForm({ data }: ProposedValue): Form | null {
  const parts = data ?? {}
  const isWhole = [parts['street'], parts['postcode'], parts['city']].every((part) => part !== undefined)
  const isKnown = Object.keys(parts).every((part) => addressParts.includes(part)) && isCountryCode(parts['country'] ?? '')
  const isBelgian = parts['country'] !== 'BE' || /^[1-9]\d{3}$/.test(parts['postcode'] ?? '')
  return isWhole && isKnown && isBelgian && areLines(parts) ? inParts('ADDRESS', parts) : null
}

function placeForm({ data }: ProposedValue): Form | null {
  const { locality, country, ...others } = data ?? {}
  const isKnown = Object.keys(others).length === 0 && isCountryCode(country ?? '')
  return locality !== undefined && country !== undefined && isKnown && areLines({ locality })
    ? inParts('PLACE', { locality, country })
    : null
}

function areLines(parts: Readonly<Record<string, string>>): boolean {
  return Object.values(parts).every((part) => isProse(part, 200))
}

function inParts(format: 'ADDRESS' | 'PLACE', data: Readonly<Record<string, string>>): Form | null {
  const text = canonicalValue(format, data)?.text ?? null
  return text === null ? null : { text, data }
}

/** A day, a month or a year that exists. */
function isDate(text: string): boolean {
  if (!/^(1[89]|2\d)\d{2}(-\d{2}(-\d{2})?)?$/.test(text)) {
    return false
  }
  const whole = `${text}-01-01`.slice(0, 10)
  const day = new Date(`${whole}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(whole)
}

function isProse(text: string, longest: number): boolean {
  return text !== '' && text.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(text.replaceAll(/[\n\r\t]/g, ''))
}
