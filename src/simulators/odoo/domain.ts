import { isOperator, negated, scalarTest } from './comparison-operators.js'
import { emptyValue, type FieldValues } from './field-values.js'
import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase } from './odoo-database.js'
import { valueError } from './odoo-error.js'
import { pythonRepr, pythonTuple } from './python-repr.js'
import type { OdooRow } from './store.js'

export type RowTest = (row: OdooRow) => boolean
type Condition = readonly [field: string | number, operator: string, value: unknown]

const textOperators = ['like', 'ilike', '=like', '=ilike']

/** Turns a domain (conditions in prefix notation) into a test on rows. */
export class DomainCompiler {
  constructor(
    private readonly database: OdooDatabase,
    private readonly values: FieldValues,
  ) {}

  compile(model: ModelDefinition, domain: readonly unknown[]): RowTest {
    const items = [...domain]
    const tests: RowTest[] = []
    while (items.length > 0) {
      tests.push(this.next(model, items))
    }
    return (row) => tests.every((test) => test(row))
  }

  private next(model: ModelDefinition, items: unknown[]): RowTest {
    const item = items.shift()
    if (item === '!') {
      const test = this.next(model, items)
      return (row) => !test(row)
    }
    if (item === '&' || item === '|') {
      const [left, right] = [this.next(model, items), this.next(model, items)]
      return item === '&' ? (row) => left(row) && right(row) : (row) => left(row) || right(row)
    }
    return this.condition(model, this.asCondition(item))
  }

  private asCondition(item: unknown): Condition {
    if (!Array.isArray(item) || item.length !== 3 || !['string', 'number'].includes(typeof item[0])) {
      throw valueError(
        this.database.profile.version >= 19 ? `Domain() invalid item in domain: ${pythonRepr(item)}` : `Invalid leaf ${pythonRepr(item)}`,
      )
    }
    if (!isOperator(item[1], this.database.profile.version)) {
      throw valueError(
        this.database.profile.version >= 19 ? `Invalid operator in condition ${pythonTuple(item)}` : `Invalid leaf ${pythonTuple(item)}`,
      )
    }
    return item as unknown[] as [string | number, string, unknown]
  }

  private condition(model: ModelDefinition, condition: Condition): RowTest {
    const [path, operator, expected] = condition
    if (typeof path === 'number') {
      return () => path === expected
    }
    const [name = '', ...rest] = path.split('.')
    const field = model.fields.get(name)
    if (field === undefined || (rest.length > 0 && field.relation === undefined)) {
      throw this.unknownField(model, condition)
    }
    if (rest.length > 0) {
      return this.related(model, field, [[rest.join('.'), operator, expected]])
    }
    const positive = negated[operator]
    const test = this.fieldTest(model, field, [name, positive ?? operator, expected])
    return positive === undefined ? test : (row) => !test(row)
  }

  private fieldTest(model: ModelDefinition, field: FieldDefinition, [, operator, expected]: Condition): RowTest {
    if (operator === 'any') {
      return this.related(model, field, expected as readonly unknown[])
    }
    if (operator === 'child_of' || operator === 'parent_of') {
      return this.hierarchical(model, field, operator, expected)
    }
    if (field.relation !== undefined) {
      return this.relational(model, field, [field.name, operator, expected])
    }
    const test = scalarTest(operator, field, expected)
    return (row) => test(this.comparable(model, row, field))
  }

  private comparable(model: ModelDefinition, row: OdooRow, field: FieldDefinition): unknown {
    const value = this.values.value(model, row, field)
    return field.type === 'datetime' && typeof value === 'string' && this.database.profile.comparesSeconds ? value.slice(0, 19) : value
  }

  /** Ids for numbers, display names for text. */
  private relational(model: ModelDefinition, field: FieldDefinition, [, operator, expected]: Condition): RowTest {
    const byName = textOperators.includes(operator) || [expected].flat().some((option) => typeof option === 'string')
    const test = scalarTest(operator, { ...field, type: byName ? 'char' : 'integer' }, expected)
    const read = (id: unknown): unknown => (byName ? this.values.displayName(field.relation ?? '', id) : id)
    return (row) => {
      const ids = this.linkedIds(model, row, field)
      return ids.length === 0 ? test(emptyValue({ ...field, type: 'char' })) : ids.some((id) => test(read(id)))
    }
  }

  private related(model: ModelDefinition, field: FieldDefinition, domain: readonly unknown[]): RowTest {
    const relation = this.database.registry.find(field.relation ?? '')
    if (relation === undefined) {
      throw valueError(`Invalid field ${model.name}.${field.name}`)
    }
    const test = this.compile(relation, domain)
    return (row) =>
      this.linkedIds(model, row, field).some((id) => {
        const linked = this.database.store.get(relation.name, id)
        return linked !== undefined && test(linked)
      })
  }

  private hierarchical(model: ModelDefinition, field: FieldDefinition, operator: string, expected: unknown): RowTest {
    const target = field.name === 'id' ? model.name : (field.relation ?? '')
    const reached = this.family(target, operator, this.startingIds(target, expected))
    return (row) => this.linkedIds(model, row, field).some((id) => reached.has(id))
  }

  private startingIds(target: string, expected: unknown): readonly number[] {
    if (typeof expected !== 'string') {
      return [expected].flat().filter((id): id is number => typeof id === 'number')
    }
    const wanted = expected.toLowerCase()
    const rows = [...this.database.store.rows(target)]
    return rows.filter(({ id }) => String(this.values.displayName(target, id)).toLowerCase().includes(wanted)).map(({ id }) => id)
  }

  private family(target: string, operator: string, from: readonly number[]): ReadonlySet<number> {
    const reached = new Set<number>()
    const waiting = [...from]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (!reached.has(id)) {
        reached.add(id)
        waiting.push(...this.neighbours(target, operator, id))
      }
    }
    return reached
  }

  private neighbours(target: string, operator: string, id: number): readonly number[] {
    if (operator === 'child_of') {
      return this.database.store.referencing(target, 'parent_id', id)
    }
    const parent = this.database.store.get(target, id)?.['parent_id']
    return typeof parent === 'number' ? [parent] : []
  }

  private linkedIds(model: ModelDefinition, row: OdooRow, field: FieldDefinition): readonly number[] {
    const value = field.name === 'id' ? row.id : this.values.value(model, row, field)
    return [value].flat().filter((id): id is number => typeof id === 'number')
  }

  private unknownField(model: ModelDefinition, condition: Condition): Error {
    const place = this.database.profile.version >= 19 ? 'condition' : 'leaf'
    return valueError(`Invalid field ${model.name}.${String(condition[0])} in ${place} ${pythonTuple(condition)}`)
  }
}

/** The fields a domain names, at its own level and as the first step of a path. */
export function fieldsNamed(domain: readonly unknown[]): readonly string[] {
  return domain.flatMap((item) => (Array.isArray(item) && typeof item[0] === 'string' ? (item[0].split('.')[0] ?? []) : []))
}
