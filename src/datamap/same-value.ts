import { countryCodeOf } from '../vocabulary/country.js'
import type { CanonicalValue } from './canonical-value.js'
import { ValueFormat } from './value-format.js'

/**
 * Whether two values of one format say the same, though systems write them differently: spaces in a number, a country by
 * name or by code. Stricter than looking alike: names that differ by an accent are not the same. Pure.
 */
export function isSameValue(format: ValueFormat, one: CanonicalValue, other: CanonicalValue): boolean {
  const written = writtenForms[format] ?? asText
  return written(one) === written(other)
}

const writtenForms: Partial<Readonly<Record<ValueFormat, (value: CanonicalValue) => string>>> = {
  [ValueFormat.PHONE]: ({ text }) => (text ?? '').replace(/\D/g, ''),
  [ValueFormat.EMAIL]: ({ text }) => (text ?? '').toLowerCase(),
  [ValueFormat.COUNTRY]: ({ text }) => asCountry(text),
  [ValueFormat.ADDRESS]: inParts,
  [ValueFormat.PLACE]: inParts,
  [ValueFormat.JSON]: ({ data }) => JSON.stringify(data),
}

function asText({ text }: CanonicalValue): string {
  return spaced(text)
}

/** Parts that are not there and parts that are empty are alike. */
function inParts({ text, data }: CanonicalValue): string {
  if (data === null) {
    return spaced(text)
  }
  const parts = Object.entries(data).flatMap(([part, value]) => {
    const written = part === 'country' ? asCountry(value) : spaced(value)
    return written === '' ? [] : [[part, written] as const]
  })
  return JSON.stringify(parts.sort(([one], [other]) => (one < other ? -1 : 1)))
}

function asCountry(value: unknown): string {
  const text = spaced(value)
  return countryCodeOf(text) ?? text
}

function spaced(value: unknown): string {
  return typeof value === 'string' ? value.normalize('NFC').replace(/\s+/g, ' ').trim() : ''
}
