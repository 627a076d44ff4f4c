import type { Clock } from '../../kernel/clock.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { SourceError } from '../source-error.js'
import type { OdooFieldType } from './decode.js'
import type { Domain } from './domain.js'
import { malformed } from './faults.js'
import type { OdooSession } from './session.js'

/** A record as Odoo gave it: its id and the fields that were asked for, undecoded. */
export interface OdooRow {
  readonly id: number
  readonly [field: string]: unknown
}

/** Fields of a model that this service user may read. */
export type ModelFields = ReadonlyMap<string, OdooFieldType>

/** What `fields_get` says of one field. */
export interface FieldFacts {
  readonly type: OdooFieldType
  /** The model that a relation points at. */
  readonly relation?: string
  readonly isRequired: boolean
}

interface KnownModel {
  readonly fields: ModelFields
  readonly facts: ReadonlyMap<string, FieldFacts>
  readonly until: number
}

export interface RowQuery {
  readonly model: string
  readonly domain: Domain
  readonly fields: readonly string[]
  /** Set where Odoo filters after it has counted the page, so that a short page is not the last. */
  readonly hasShortPages?: boolean
}

const catalogueMs = 5 * 60_000

/** Reading of records: only fields that exist, archived records too, page after page by id. */
export class OdooReader {
  private readonly catalogue = new Map<string, KnownModel>()

  constructor(
    private readonly session: OdooSession,
    private readonly clock: Clock,
    private readonly pageSize: number,
  ) {}

  /** What the model has and the user may read; asked again after five minutes. Throws NOT_INSTALLED where there is no such model. */
  async fieldsOf(model: string, signal: AbortSignal): Promise<ModelFields> {
    return (await this.known(model, signal)).fields
  }

  /** As `fieldsOf`, with all that is known of each field. */
  async factsOf(model: string, signal: AbortSignal): Promise<ReadonlyMap<string, FieldFacts>> {
    return (await this.known(model, signal)).facts
  }

  /** The first of the models that is installed: some were renamed between versions. */
  async installed(models: readonly string[], signal: AbortSignal): Promise<{ model: string; fields: ModelFields }> {
    for (const model of models) {
      try {
        return { model, fields: await this.fieldsOf(model, signal) }
      } catch (error) {
        if (!hasReason(error, CoverageReason.NOT_INSTALLED)) {
          throw error
        }
      }
    }
    throw new SourceError(CoverageReason.NOT_INSTALLED, `Odoo has no model ${models.join(' or ')}.`)
  }

  /** All rows that match, in pages, in the order of their ids, so that changes meanwhile neither skip nor repeat one. */
  async *pages(query: RowQuery, signal: AbortSignal): AsyncGenerator<OdooRow[]> {
    let last = 0
    for (;;) {
      const rows = await this.page(query, last, signal)
      if (rows.length > 0) {
        yield rows
      }
      if (rows.length === 0 || (rows.length < this.pageSize && query.hasShortPages !== true)) {
        return
      }
      last = rows[rows.length - 1]?.id ?? last
    }
  }

  /** Records by their ids, archived ones too. One that is not in the answer is gone; one that may not be seen fails the call. */
  async byIds({ model, fields }: Pick<RowQuery, 'model' | 'fields'>, ids: readonly number[], signal: AbortSignal): Promise<OdooRow[]> {
    const rows: OdooRow[] = []
    for (let start = 0; start < ids.length; start += this.pageSize) {
      const wanted = ids.slice(start, start + this.pageSize)
      rows.push(...askedRows(await this.session.call(model, 'read', { ids: wanted, fields: [...fields] }, signal), wanted))
    }
    return rows
  }

  /** Whether any record matches, archived ones too. */
  async hasAny(model: string, domain: Domain, signal: AbortSignal): Promise<boolean> {
    return (await this.search({ model, domain, fields: ['id'] }, { last: 0, limit: 1 }, signal)).length > 0
  }

  private async known(model: string, signal: AbortSignal): Promise<KnownModel> {
    const known = this.catalogue.get(model)
    if (known !== undefined && known.until > this.clock.now().getTime()) {
      return known
    }
    const facts = fieldFacts(await this.session.call(model, 'fields_get', { attributes: ['type', 'relation', 'required'] }, signal))
    const fields = new Map([...facts].map(([name, { type }]) => [name, type]))
    const learned = { fields, facts, until: this.clock.now().getTime() + catalogueMs }
    this.catalogue.set(model, learned)
    return learned
  }

  private page(query: RowQuery, last: number, signal: AbortSignal): Promise<OdooRow[]> {
    return this.search(query, { last, limit: this.pageSize }, signal)
  }

  private async search(
    { model, domain, fields }: RowQuery,
    { last, limit }: { readonly last: number; readonly limit: number },
    signal: AbortSignal,
  ): Promise<OdooRow[]> {
    const params = {
      domain: [...domain, ['id', '>', last]],
      fields: [...fields],
      limit,
      order: 'id',
      context: { active_test: false },
    }
    return checkedRows(await this.session.call(model, 'search_read', params, signal), last)
  }
}

export function hasReason(error: unknown, ...reasons: readonly CoverageReason[]): error is SourceError {
  return error instanceof SourceError && reasons.includes(error.reason)
}

/** Rows must be objects with rising ids above `last`: anything else would end or repeat the reading unseen. */
function checkedRows(answer: unknown, last: number): OdooRow[] {
  if (!Array.isArray(answer)) {
    throw malformed('a list of records')
  }
  let previous = last
  return answer.map((row: unknown) => {
    if (!isRow(row) || row.id <= previous) {
      throw malformed('a list of records in the order asked for')
    }
    previous = row.id
    return row
  })
}

/** Rows of the ids that were asked for, each at most once. */
function askedRows(answer: unknown, ids: readonly number[]): OdooRow[] {
  const open = new Set(ids)
  if (!Array.isArray(answer) || !answer.every((row: unknown) => isRow(row) && open.delete(row.id))) {
    throw malformed('a list of the records asked for')
  }
  return answer as OdooRow[]
}

function isRow(row: unknown): row is OdooRow {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number'
}

function fieldFacts(answer: unknown): ReadonlyMap<string, FieldFacts> {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw malformed('a description of fields')
  }
  const described = Object.entries(answer as Readonly<Record<string, Readonly<Record<string, unknown>> | null>>)
  return new Map(
    described.flatMap(([name, about]) => {
      const { type, relation, required } = about ?? {}
      const target = typeof relation === 'string' ? relation : undefined
      return typeof type === 'string' ? [[name, { type, relation: target, isRequired: required === true }] as const] : []
    }),
  )
}
