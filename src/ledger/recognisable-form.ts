import { parseEnterpriseNumber } from '../vocabulary/enterprise-number.js'
import type { IdentifierKind, SubjectIdentifier } from '../vocabulary/identifier.js'

/** What an identifier is compared as: the same for every way of writing it. */
export type RecognisableForm = readonly string[]

const forms: Readonly<Record<IdentifierKind, (identifier: SubjectIdentifier) => RecognisableForm>> = {
  EMAIL: ({ value }) => ['EMAIL', addressForm(value)],
  PHONE: ({ value }) => ['PHONE', phoneForm(value)],
  ENTERPRISE_NUMBER: ({ value }) => ['ENTERPRISE_NUMBER', enterpriseForm(value)],
  VAT_NUMBER: ({ value }) => ['ENTERPRISE_NUMBER', enterpriseForm(value)],
  CUSTOMER_NUMBER: ({ value, system = '' }) => ['CUSTOMER_NUMBER', system, value.normalize('NFC').trim()],
  SYSTEM_ID: ({ value }) => ['SYSTEM_ID', value.normalize('NFC').trim()],
  NAME: () => [],
  BIRTH_DATE: () => [],
}

/** Null for what recognises nobody by itself: a name, a date of birth, nothing at all. */
export function recognisableForm(identifier: SubjectIdentifier): RecognisableForm | null {
  const form = forms[identifier.kind](identifier)
  return (form.at(-1) ?? '') === '' ? null : form
}

/** Folding case may take a letter apart, so that it is composed once more afterwards. */
function addressForm(value: string): string {
  return value.trim().normalize('NFC').toLowerCase().normalize('NFC')
}

function phoneForm(value: string): string {
  const digits = value.normalize('NFKC').replaceAll(/\D/g, '')
  return digits.replace(/^(00)+/, '')
}

/** The ten digits of a Belgian number, whether it came as enterprise or as VAT number; of a foreign one its letters and digits. */
function enterpriseForm(value: string): string {
  return (
    parseEnterpriseNumber(value) ??
    value
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^A-Z\d]/g, '')
  )
}
