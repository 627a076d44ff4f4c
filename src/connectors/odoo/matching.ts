import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { toE164 } from '../../datamap/canonical-value.js'
import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { SystemId } from '../../vocabulary/source-record.js'
import { idsIn } from './decode.js'
import type { Condition } from './domain.js'
import type { Finder } from './finders.js'
import type { ModelFields, OdooRow } from './reader.js'

/** One way in which a field can hold an identifier: what to ask Odoo, and how to be sure of what it gave. */
export interface FieldTest {
  readonly kinds: readonly IdentifierKind[]
  readonly field: string
  /** A condition that every record holding the value meets; others may meet it too. */
  condition(value: string): Condition
  /** The identifiers that the field's text holds, normalised; the first is the one that counts as the record's own. */
  read(text: string): string[]
}

/** Of an address, by RFC 5321. */
const longestAddress = 320

const numberKinds = [IdentifierKind.ENTERPRISE_NUMBER, IdentifierKind.VAT_NUMBER]

/** The finder's fields that this server has, each with its test. */
export function testsOf(finder: Finder, fields: ModelFields): FieldTest[] {
  const all = [
    ...(finder.email ?? []).map((field) => exact([IdentifierKind.EMAIL], field, (text) => [text.toLowerCase()])),
    ...(finder.emailText ?? []).map((field) => emailText(field)),
    ...(finder.phone ?? []).map((field) => exact([IdentifierKind.PHONE], field, (text) => [text])),
    ...(finder.phoneText ?? []).map((field) => phoneText(field)),
    ...(finder.enterpriseNumber ?? []).map((field) => enterpriseNumber(field)),
    ...(finder.customerNumber ?? []).map((field) => exact([IdentifierKind.CUSTOMER_NUMBER], field, (text) => [text])),
  ]
  return all.filter(({ field }) => fields.has(field))
}

function exact(kinds: readonly IdentifierKind[], field: string, read: (text: string) => string[]): FieldTest {
  return { kinds, field, condition: (value) => [field, '=', value], read }
}

/** Odoo's `ilike` finds substrings and takes `_` for any character: what it gives is read address by address. */
function emailText(field: string): FieldTest {
  return { kinds: [IdentifierKind.EMAIL], field, condition: (value) => [field, 'ilike', value], read: addressesIn }
}

/** Digits in this order, whatever stands between them. */
function phoneText(field: string): FieldTest {
  return {
    kinds: [IdentifierKind.PHONE],
    field,
    condition: (value) => [field, '=like', `%${nationalDigits(value).split('').join('%')}%`],
    read: (text) => [toE164(text)].filter((number) => number !== null),
  }
}

function nationalDigits(number: string): string {
  return parsePhoneNumberFromString(number)?.nationalNumber ?? number.replace(/\D/g, '')
}

function enterpriseNumber(field: string): FieldTest {
  return { kinds: numberKinds, field, condition: (value) => [field, 'in', spellingsOf(value)], read: (text) => [enterpriseDigits(text)] }
}

/** The ways in which a Belgian number is written; others stand as they are. */
function spellingsOf(digits: string): string[] {
  const dotted = digits.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1.$2.$3')
  const plain = [digits, dotted, digits.replace(/^0/, ''), dotted.replace(/^0/, '')]
  return [...new Set(plain.flatMap((text) => [text, `BE${text}`, `BE ${text}`]))]
}

/** `BE 0999.000.129` as ten digits. */
export function enterpriseDigits(text: string): string {
  const digits = text.replace(/\D/g, '')
  return /^\d{9}$/.test(digits) ? `0${digits}` : digits
}

/** `Jan <JAN@a.example>, b@c.example` as two addresses. */
export function addressesIn(text: string): string[] {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s<>,;"()]+/)
  return [...new Set(words.filter((word) => word.length <= longestAddress && /^[^@]+@[^@]+$/.test(word)))]
}

/** A contact of a company shows the company's numbers: they say nothing about the person. */
export function ownTests(row: OdooRow, tests: readonly FieldTest[]): FieldTest[] {
  const [account] = idsIn(row['commercial_partner_id'])
  const isOwnAccount = account === undefined || account === row.id
  return tests.filter(({ kinds }) => isOwnAccount || !kinds.includes(IdentifierKind.ENTERPRISE_NUMBER))
}

/** Identifiers that a located record holds itself: they may find the person elsewhere. Inherited company numbers are none. */
export function discoveredIn(row: OdooRow, tests: readonly FieldTest[], system: SystemId): SubjectIdentifier[] {
  const found = tests.flatMap((test) => read(row, test).map((value) => identifierOf(test, value, system)))
  return [...new Map(found.map((identifier) => [`${identifier.kind} ${identifier.value}`, identifier])).values()]
}

/** The identifiers in one field of a row. */
export function read(row: OdooRow, test: FieldTest): string[] {
  const text = row[test.field]
  return typeof text === 'string' && text !== '' ? test.read(text).filter((value) => value !== '') : []
}

function identifierOf(test: FieldTest, value: string, system: SystemId): SubjectIdentifier {
  const [first] = test.kinds
  const isForeign = first === IdentifierKind.ENTERPRISE_NUMBER && !/^[01]\d{9}$/.test(value)
  const kind = isForeign ? IdentifierKind.VAT_NUMBER : (first ?? IdentifierKind.VAT_NUMBER)
  return kind === IdentifierKind.CUSTOMER_NUMBER ? { kind, value, system } : { kind, value }
}
