import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { FieldValue } from '../vocabulary/source-record.js'
import type { ValueFormat } from './value-format.js'

/** A source's value in the hub's one form: text for comparing and showing, structure where the category has one. */
export interface CanonicalValue {
  /** Null where only existence or structure is told. */
  readonly text: string | null
  readonly data: Readonly<Record<string, unknown>> | null
}

type Parts = Readonly<Record<string, FieldValue | undefined>>

const formats: Readonly<Record<ValueFormat, (value: FieldValue) => CanonicalValue | null>> = {
  TEXT: (value) => plain(asText(value)),
  HTML: (value) => plain(htmlToText(asText(value))),
  NAME: (value) => nameOf(asParts(value, 'full')),
  DATE: (value) => plain(isoDate(asText(value))),
  DATE_TIME: (value) => plain(isoMoment(asText(value))),
  ADDRESS: (value) => addressOf(asParts(value, 'street')),
  PLACE: (value) => placeOf(asParts(value, 'locality')),
  PHONE: (value) => phoneOf(asText(value)),
  EMAIL: (value) => plain(asText(value)),
  ENTERPRISE_NUMBER: (value) => plain(enterpriseDigits(asText(value))),
  IBAN: (value) =>
    plain(
      asText(value)
        .replace(/[^0-9A-Za-z]/g, '')
        .toUpperCase(),
    ),
  COUNTRY: (value) => plain(asText(value)),
  IP_ADDRESS: (value) => plain(asText(value).toLowerCase()),
  NUMBER: (value) => plain(asText(value)),
  BOOLEAN: (value) => plain(asText(value)),
  JSON: (value) => ({ text: null, data: { value } }),
  METADATA: metadataOf,
}

/** The canonical value, or null when there is nothing in it. Structured formats take an object of parts. */
export function canonicalValue(format: ValueFormat, value: FieldValue | null): CanonicalValue | null {
  return value === null ? null : formats[format](value)
}

function plain(text: string): CanonicalValue | null {
  return text === '' ? null : { text, data: null }
}

function asText(value: FieldValue | null | undefined): string {
  if (value === undefined || value === null) {
    return ''
  }
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).normalize('NFC').trim()
}

function asParts(value: FieldValue, onlyPart: string): Parts {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Parts) : { [onlyPart]: value }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** What opens and what closes a stretch that a reader does not see. */
const unseen: readonly (readonly [RegExp, RegExp])[] = [
  [/<!--/g, /-->/],
  [/<style\b[^<>]*>/gi, /<\/style[^<>]*>/i],
  [/<script\b[^<>]*>/gi, /<\/script[^<>]*>/i],
]

/** What a reader would see. Every pattern stops at the next bracket: strangers write these texts, and none may take long to read. */
function htmlToText(html: string): string {
  const seen = unseen.reduce(withoutStretches, html)
  const lines = seen.replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi, '\n').replace(/<\/?[a-z][^<>]*>/gi, '')
  const decoded = lines.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, decodedEntity)
  return decoded.replace(/\n{3,}/g, '\n\n').trim()
}

function withoutStretches(html: string, [opens, closes]: readonly [RegExp, RegExp]): string {
  const kept: string[] = []
  let position = 0
  for (const opening of html.matchAll(opens)) {
    if (opening.index < position) {
      continue
    }
    const closing = closes.exec(html.slice(opening.index))
    if (closing === null) {
      break
    }
    kept.push(html.slice(position, opening.index))
    position = opening.index + closing.index + closing[0].length
  }
  return [...kept, html.slice(position)].join('')
}

function decodedEntity(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) {
    return entities[name.toLowerCase()] ?? entity
  }
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : entity
}

function nameOf(parts: Parts): CanonicalValue | null {
  const given = asText(parts['given'])
  const family = asText(parts['family'])
  const text = asText(parts['full']) || [given, family].filter((part) => part !== '').join(' ')
  const data = given === '' && family === '' ? null : { given: given === '' ? [] : [given], family }
  return text === '' ? null : { text, data }
}

function addressOf(parts: Parts): CanonicalValue | null {
  const named = ['street', 'street2', 'postcode', 'city', 'region', 'country'].map((part) => [part, asText(parts[part])] as const)
  const data = Object.fromEntries(named.filter(([, text]) => text !== ''))
  const town = [data['postcode'], data['city']].filter((part) => part !== undefined).join(' ')
  const text = [data['street'], data['street2'], town, data['region'], data['country']]
    .filter((part) => part !== undefined && part !== '')
    .join(', ')
  return text === '' ? null : { text, data }
}

function placeOf(parts: Parts): CanonicalValue | null {
  const locality = asText(parts['locality'])
  const country = asText(parts['country'])
  const text = [locality, country].filter((part) => part !== '').join(', ')
  return text === '' ? null : { text, data: { locality, country } }
}

function phoneOf(entered: string): CanonicalValue | null {
  const number = toE164(entered)
  if (number === null) {
    return plain(entered)
  }
  return { text: number, data: number === entered ? null : { entered } }
}

/** E.164, reading numbers without a country as Belgian; null when it cannot be a telephone number. */
export function toE164(entered: string): string | null {
  const parsed = parsePhoneNumberFromString(entered, 'BE')
  return parsed?.isPossible() === true ? parsed.number : null
}

function enterpriseDigits(text: string): string {
  const digits = text.replace(/^\s*BE/i, '').replace(/[.\s]/g, '')
  return /^\d{9}$/.test(digits) ? `0${digits}` : digits
}

/** ISO date, with reduced precision where the source has no more; other text is kept as it stands. */
function isoDate(text: string): string {
  const belgian = /^(\d{2})[-/.](\d{2})[-/.](\d{4})$/.exec(text)
  if (belgian !== null) {
    const day = `${belgian[3]}-${belgian[2]}-${belgian[1]}`
    return Number.isNaN(Date.parse(day)) ? text : day
  }
  return /^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? text.slice(0, 10) : text
}

/** RFC 3339; a moment without a zone is UTC, as sources keep it. */
function isoMoment(text: string): string {
  const naive = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d+)?$/.exec(text)
  return naive === null ? text : `${naive[1]}T${naive[2]}Z`
}

/** That something exists, since when or how many: dates, numbers and truths pass, any other text could be the secret itself. */
function metadataOf(value: FieldValue): CanonicalValue {
  const told = Array.isArray(value) ? value.length : value
  const isTellable =
    typeof told === 'number' ||
    typeof told === 'boolean' ||
    (typeof told === 'string' && /^\d{4}-\d{2}-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(told))
  return { text: null, data: isTellable ? { exists: true, value: typeof told === 'string' ? isoMoment(told) : told } : { exists: true } }
}
