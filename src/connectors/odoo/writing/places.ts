import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import { idsIn } from '../decode.js'
import type { Domain } from '../domain.js'
import type { OdooReader, OdooRow } from '../reader.js'
import { Refused } from './refused.js'

const languages = ['en', 'nl', 'fr', 'de'].map((language) => new Intl.DisplayNames([language], { type: 'region' }))

/** The records that a text means: `BE`, `Belgium` and `België` are one country. Nothing, or several, is a refused value. */
export class OdooPlaces {
  constructor(private readonly reader: OdooReader) {}

  async country(text: string, signal: AbortSignal): Promise<number> {
    const countries = await this.rows('res.country', [], signal)
    return theOne(countries.filter((country) => namesOf(country).includes(folded(text))))
  }

  /** `countryId` is the country that the address is in, where it is known. */
  async state(text: string, countryId: number | null, signal: AbortSignal): Promise<number> {
    const states = await this.rows('res.country.state', countryId === null ? [] : [['country_id', '=', countryId]], signal)
    const isMeant = (state: OdooRow): boolean => [state['name'], state['code']].some((name) => folded(String(name)) === folded(text))
    return theOne(states.filter(isMeant))
  }

  /** A record of any other model, by its exact name. */
  async named(model: string, name: string, signal: AbortSignal): Promise<number> {
    const { fields } = await this.reader.installed([model], signal)
    return theOne(fields.has('name') ? await this.rows(model, [['name', '=', name]], signal) : [])
  }

  private async rows(model: string, domain: Domain, signal: AbortSignal): Promise<OdooRow[]> {
    const { fields } = await this.reader.installed([model], signal)
    const rows: OdooRow[] = []
    for await (const page of this.reader.pages({ model, domain, fields: ['name', 'code'].filter((name) => fields.has(name)) }, signal)) {
      rows.push(...page)
    }
    return rows
  }
}

function theOne(rows: readonly OdooRow[]): number {
  const [found, ...others] = rows.flatMap((row) => idsIn(row.id))
  if (found === undefined || others.length > 0) {
    throw new Refused(WriteRefusalReason.VALUE_REFUSED)
  }
  return found
}

/** Code and name as Odoo has them, and the names in our languages. */
function namesOf(country: OdooRow): string[] {
  const { name, code } = country
  const isRegion = typeof code === 'string' && /^[A-Z]{2}$/.test(code)
  const known = isRegion ? languages.map((names) => names.of(code)) : []
  return [name, code, ...known].filter((text) => typeof text === 'string').map(folded)
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()
}
