import { anonymousWord } from '../../../datamap/emptied-fields.js'
import type { FieldValue } from '../../../vocabulary/source-record.js'
import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import type { FieldWrite } from '../../connector.js'
import { idsIn } from '../decode.js'
import type { FieldFacts, OdooReader } from '../reader.js'
import type { LiveRecord } from './inspect.js'
import type { OdooPlaces } from './places.js'
import { Refused } from './refused.js'
import { writeRule } from './write-rules.js'
import type { OdooValues } from './writer.js'

/** The hub's values in Odoo's form. A value that Odoo cannot hold throws `Refused`. */
export class OdooEncoder {
  constructor(
    private readonly reader: OdooReader,
    private readonly places: OdooPlaces,
  ) {}

  async values(changes: readonly FieldWrite[], record: LiveRecord, signal: AbortSignal): Promise<OdooValues> {
    const values: Record<string, unknown> = {}
    const countriesFirst = [...changes].sort((left, right) => Number(isState(left.field)) - Number(isState(right.field)))
    for (const { field, value } of countriesFirst) {
      const facts = record.facts.get(field)
      if (value !== null) {
        values[field] = await this.filled({ field, value, facts: facts ?? unwritable() }, { record, values }, signal)
      } else if (facts !== undefined) {
        values[field] = emptyValue(field, facts, record)
      }
    }
    return values
  }

  private filled({ field, value, facts }: FilledField, known: KnownRecord, signal: AbortSignal): unknown {
    if (facts.type === 'many2one') {
      return this.linked(field, { text: text(value), model: facts.relation ?? '' }, known, signal)
    }
    return (encoders[facts.type] ?? unwritable)(value)
  }

  private async linked(field: string, { text, model }: LinkedText, { record, values }: KnownRecord, signal: AbortSignal): Promise<number> {
    if (model === 'res.country') {
      return this.places.country(text, signal)
    }
    if (model === 'res.country.state') {
      const sibling = field.replace('state_id', 'country_id')
      const country = sibling in values ? values[sibling] : await this.current(record, sibling, signal)
      return this.places.state(text, idsIn(country)[0] ?? null, signal)
    }
    return this.places.named(model, text, signal)
  }

  private async current({ model, fields, id }: LiveRecord, field: string, signal: AbortSignal): Promise<unknown> {
    const [row] = fields.has(field) ? await this.reader.byIds({ model, fields: [field] }, [id], signal) : []
    return row?.[field]
  }
}

interface FilledField {
  readonly field: string
  readonly value: FieldValue
  readonly facts: FieldFacts
}

interface KnownRecord {
  readonly record: LiveRecord
  /** What this write gives it so far. */
  readonly values: OdooValues
}

interface LinkedText {
  readonly text: string
  readonly model: string
}

/** Empties the fields that this server has. */
export function emptied(fields: readonly string[], record: LiveRecord): OdooValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const facts = record.facts.get(field)
      return facts === undefined ? [] : [[field, emptyValue(field, facts, record)] as const]
    }),
  )
}

const texts: readonly string[] = ['char', 'text', 'html']

function emptyValue(field: string, { type, isRequired }: FieldFacts, record: LiveRecord): unknown {
  const mustStand = isRequired || writeRule(record.type.recordType).neverEmpty?.includes(field) === true
  if (texts.includes(type) && mustStand) {
    return anonymousWord
  }
  if (type === 'many2many' || type === 'one2many') {
    return [[5, 0, 0]]
  }
  return numbers.includes(type) ? 0 : false
}

const numbers: readonly string[] = ['integer', 'float', 'monetary']

const encoders: Readonly<Record<string, (value: FieldValue) => unknown>> = {
  char: text,
  text,
  html: text,
  selection: text,
  integer: number,
  float: number,
  monetary: number,
  boolean: (value) => (typeof value === 'boolean' ? value : refused()),
  date: (value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : refused()),
  datetime: naiveMoment,
}

function text(value: FieldValue): string {
  return typeof value === 'object' ? refused() : String(value)
}

function number(value: FieldValue): number {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof read === 'number' && Number.isFinite(read) ? read : refused()
}

/** RFC 3339 as Odoo writes moments: UTC, whole seconds, without saying so. */
function naiveMoment(value: FieldValue): string {
  const moment = typeof value === 'string' ? new Date(value) : new Date(Number.NaN)
  return Number.isNaN(moment.getTime()) ? refused() : moment.toISOString().slice(0, 19).replace('T', ' ')
}

function isState(field: string): boolean {
  return field.endsWith('state_id')
}

function refused(): never {
  throw new Refused(WriteRefusalReason.VALUE_REFUSED)
}

function unwritable(): never {
  throw new Refused(WriteRefusalReason.NOT_SUPPORTED)
}
