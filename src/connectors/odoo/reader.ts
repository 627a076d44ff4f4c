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
  private readonly catalogue = new Map<string, { readonly fields: ModelFields; readonly until: number }>()

  constructor(
    private readonly session: OdooSession,
    private readonly clock: Clock,
    private readonly pageSize: number,
  ) {}

  /** What the model has and the user may read; asked again after five minutes. Throws NOT_INSTALLED where there is no such model. */
  async fieldsOf(model: string, signal: AbortSignal): Promise<ModelFields> {
    const known = this.catalogue.get(model)
    if (known !== undefined && known.until > this.clock.now().getTime()) {
      return known.fields
    }
    const answer = await this.session.call(model, 'fields_get', { attributes: ['type', 'relation'] }, signal)
    const fields = fieldTypes(answer)
    this.catalogue.set(model, { fields, until: this.clock.now().getTime() + catalogueMs })
    return fields
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

  private async page({ model, domain, fields }: RowQuery, last: number, signal: AbortSignal): Promise<OdooRow[]> {
    const params = {
      domain: [...domain, ['id', '>', last]],
      fields: [...fields],
      limit: this.pageSize,
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

function isRow(row: unknown): row is OdooRow {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'number'
}

function fieldTypes(answer: unknown): ModelFields {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw malformed('a description of fields')
  }
  const described = Object.entries(answer as Readonly<Record<string, { readonly type?: unknown } | null>>)
  return new Map(described.flatMap(([name, about]) => (typeof about?.type === 'string' ? [[name, about.type] as const] : [])))
}
