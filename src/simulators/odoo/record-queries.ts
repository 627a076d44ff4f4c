import { fieldRefusal, maySeeField, maySeeRow, requireModelAccess, rowRefusal } from './access-rights.js'
import { DomainCompiler, fieldsNamed } from './domain.js'
import { FieldValues } from './field-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import { shownMoment, type OdooDatabase, type OdooSession } from './odoo-database.js'
import { databaseError, userError, valueError } from './odoo-error.js'
import { compileOrder, isIdOrder } from './sort-order.js'
import type { OdooRow } from './store.js'

export interface Window {
  readonly offset?: number | null
  readonly limit?: number | null
  readonly order?: string | null
}

export type OdooRecord = Readonly<Record<string, unknown>> & { readonly id: number }

const languages = ['en_US', 'nl_BE', 'fr_BE', 'de_DE']

/** The reading half of the ORM, for one session. */
export class RecordQueries {
  readonly values: FieldValues
  private readonly domains: DomainCompiler

  constructor(
    private readonly database: OdooDatabase,
    private readonly session: OdooSession,
  ) {
    this.values = new FieldValues(database)
    this.domains = new DomainCompiler(database, this.values)
  }

  search(model: ModelDefinition, domain: readonly unknown[], window: Window = {}): readonly number[] {
    return this.find(model, domain, window).map(({ id }) => id)
  }

  searchCount(model: ModelDefinition, domain: readonly unknown[], limit: number | null = null): number {
    return this.find(model, domain, { limit, order: 'id' }).length
  }

  searchRead(
    model: ModelDefinition,
    domain: readonly unknown[],
    fields: readonly string[] | null,
    window: Window & { load?: string | null },
  ): readonly OdooRecord[] {
    const wanted = this.readableFields(model, fields)
    return this.find(model, domain, window).map((row) => this.show(model, row, wanted, window.load))
  }

  /** Missing ids are left out; one forbidden id fails the whole call. */
  read(model: ModelDefinition, ids: readonly number[], fields: readonly string[] | null, load?: string | null): readonly OdooRecord[] {
    requireModelAccess(this.database, this.session, model, 'read')
    const wanted = this.readableFields(model, fields)
    const rows = ids.flatMap((id) => this.database.store.get(model.name, id) ?? [])
    if (!rows.every((row) => this.sees(model, row))) {
      throw rowRefusal(this.database, this.session, model, 'read')
    }
    return rows.map((row) => this.show(model, row, wanted, load))
  }

  nameSearch(
    model: ModelDefinition,
    name: string,
    domain: readonly unknown[],
    limit: number | null,
  ): readonly (readonly [number, string])[] {
    const named = name === '' ? [] : [['display_name', 'ilike', name]]
    return this.search(model, [...named, ...domain], { limit }).map((id) => [id, String(this.values.displayName(model.name, id))])
  }

  fieldsGet(
    model: ModelDefinition,
    names: readonly string[] | null,
    attributes: readonly string[] | null,
  ): Readonly<Record<string, unknown>> {
    const fields = [...model.fields.values()].filter((field) => maySeeField(this.session, field))
    const chosen = names === null || names.length === 0 ? fields : fields.filter(({ name }) => names.includes(name))
    return Object.fromEntries(chosen.map((field) => [field.name, describe(field, attributes)]))
  }

  metadata(model: ModelDefinition, ids: readonly number[]): readonly OdooRecord[] {
    return this.read(model, ids, ['create_uid', 'create_date', 'write_uid', 'write_date']).map((record) => ({
      ...record,
      xmlid: false,
      xmlids: [],
      noupdate: false,
    }))
  }

  private find(model: ModelDefinition, domain: readonly unknown[], window: Window): readonly OdooRow[] {
    requireModelAccess(this.database, this.session, model, 'read')
    this.requireLanguage()
    const test = this.domains.compile(model, this.implied(model, domain))
    const order = window.order || model.order
    const comparison = compileOrder(this.values, model, order, this.onModel(model))
    const [offset, limit] = [window.offset ?? 0, window.limit || Infinity]
    if (limit < 0) {
      throw databaseError('errors.InvalidRowCountInLimitClause', 'LIMIT must not be negative\n')
    }
    const found = this.scan(model, domain, test, isIdOrder(order) ? offset + limit : Infinity)
    return (isIdOrder(order) ? found : found.sort(comparison)).slice(offset, offset + limit)
  }

  /** Rows in ascending id, as many as are needed. */
  private scan(model: ModelDefinition, domain: readonly unknown[], test: (row: OdooRow) => boolean, enough: number): OdooRow[] {
    const found: OdooRow[] = []
    for (const row of this.candidates(model, domain)) {
      if (test(row) && this.sees(model, row)) {
        found.push(row)
      }
      if (found.length >= enough) {
        break
      }
    }
    return found
  }

  /** A plain conjunction that names an id or a link needs only the rows behind it. */
  private candidates(model: ModelDefinition, domain: readonly unknown[]): Iterable<OdooRow> {
    if (!domain.some((item) => item === '|' || item === '!')) {
      for (const item of domain) {
        const ids = this.indexed(model, item)
        if (ids !== null) {
          return ids.flatMap((id) => this.database.store.get(model.name, id) ?? [])
        }
      }
    }
    return this.database.store.rows(model.name)
  }

  private indexed(model: ModelDefinition, item: unknown): readonly number[] | null {
    const [name, operator, expected] = Array.isArray(item) ? item : []
    const options: unknown[] = [expected].flat()
    if (!['=', 'in'].includes(operator) || !options.every((option) => typeof option === 'number')) {
      return null
    }
    if (name === 'id') {
      return [...new Set(options)].sort((left, right) => left - right)
    }
    const field = model.fields.get(name)
    const isIndexed = field?.stored === true && (field.type === 'many2one' || field.type === 'many2one_reference')
    const ids = isIndexed ? options.flatMap((option) => this.database.store.referencing(model.name, field.name, option)) : null
    return ids === null ? null : [...new Set(ids)].sort((left, right) => left - right)
  }

  /** What the server adds to every search: only active records, only whole attachments. */
  private implied(model: ModelDefinition, domain: readonly unknown[]): readonly unknown[] {
    const named = fieldsNamed(domain)
    const hidesArchived = model.fields.has('active') && this.session.context['active_test'] !== false && !named.includes('active')
    const hidesFields = model.name === 'ir.attachment' && !named.includes('id') && !named.includes('res_field')
    return [...domain, ...(hidesArchived ? [['active', '=', true]] : []), ...(hidesFields ? [['res_field', '=', false]] : [])]
  }

  private sees(model: ModelDefinition, row: OdooRow): boolean {
    return maySeeRow(this.database, this.session, model.name, row)
  }

  private requireLanguage(): void {
    const lang = this.session.context['lang']
    if (typeof lang === 'string' && !languages.includes(lang)) {
      throw userError(`Invalid language code: ${lang}`)
    }
  }

  private onModel(model: ModelDefinition): string {
    return this.database.profile.version >= 19 ? `'${model.name}'` : `model '${model.name}'`
  }

  private readableFields(model: ModelDefinition, names: readonly string[] | null): readonly FieldDefinition[] {
    if (names === null || names.length === 0) {
      return [...model.fields.values()].filter((field) => maySeeField(this.session, field))
    }
    const fields = names.map((name) => this.requireField(model, name))
    const hidden = fields.filter((field) => !maySeeField(this.session, field))
    if (hidden.length > 0) {
      throw fieldRefusal(this.session, model, hidden, this.database.profile.version)
    }
    return fields
  }

  private requireField(model: ModelDefinition, name: string): FieldDefinition {
    const field = model.fields.get(name)
    if (field === undefined) {
      throw valueError(`Invalid field '${name}' on ${this.onModel(model)}`)
    }
    return field
  }

  private show(model: ModelDefinition, row: OdooRow, fields: readonly FieldDefinition[], load?: string | null): OdooRecord {
    const bare = load === null || load === ''
    const shown = fields.filter(({ name }) => name !== 'id').map((field) => [field.name, this.shown(model, row, field, bare)])
    return { id: row.id, ...Object.fromEntries(shown) } as OdooRecord
  }

  private shown(model: ModelDefinition, row: OdooRow, field: FieldDefinition, bare: boolean): unknown {
    const value = this.values.value(model, row, field)
    if (field.type === 'many2one' && typeof value === 'number' && !bare) {
      return [value, this.values.displayName(field.relation ?? '', value)]
    }
    if (field.type === 'binary' && typeof value === 'string' && this.session.context['bin_size'] === true) {
      return sizeText(Buffer.from(value, 'base64').length)
    }
    return field.type === 'datetime' ? shownMoment(value) : value
  }
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'Kb', 'Mb', 'Gb']
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  return `${(bytes / 1024 ** power).toFixed(2)} ${units[power]}`
}

function describe(field: FieldDefinition, attributes: readonly string[] | null): Readonly<Record<string, unknown>> {
  const all: Readonly<Record<string, unknown>> = {
    change_default: false,
    company_dependent: false,
    groups: field.group,
    name: field.name,
    readonly: field.readonly,
    relation: field.relation,
    relation_field: field.inverse,
    required: field.required,
    searchable: true,
    selection: field.type === 'selection' ? field.selection.map((option) => [option, option]) : undefined,
    sortable: field.stored,
    store: field.stored,
    string: field.label,
    type: field.type,
  }
  const wanted = Object.entries(all).filter(([name, value]) => value !== undefined && (attributes?.includes(name) ?? true))
  return Object.fromEntries(wanted)
}
