import { GraphError } from './graph-error.js'
import { type Json, listOf, textOf, valueAt } from './graph-object.js'

type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
type TextCall = 'startswith' | 'endswith' | 'contains'

/** One condition. Paths are as written (`from/emailAddress/address`, `assignedLicenses/$count`). */
export type Leaf =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly path: string; readonly value: Json }
  | { readonly kind: 'in'; readonly path: string; readonly values: readonly Json[] }
  | { readonly kind: 'call'; readonly name: TextCall; readonly path: string; readonly value: string }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly condition: Filter }

/** A parsed `$filter`: conditions and what connects them. */
export type Filter =
  | Leaf
  | { readonly kind: 'and'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }

const tokenPattern = /\s*('(?:[^']|'')*'|\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|-?\d+(?:\.\d+)?|[A-Za-z_@$][\w.$@]*(?:\/[\w.$@]+)*|[(),:])/y
const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null }
const comparisons: ReadonlySet<string> = new Set<Comparison>(['eq', 'ne', 'gt', 'ge', 'lt', 'le'])
const textCalls: ReadonlySet<string> = new Set<TextCall>(['startswith', 'endswith', 'contains'])

/** Parses the subset of OData 4 that the simulated endpoints understand; anything else is a 400 as Graph gives it. */
export function parseFilter(text: string): Filter {
  const parser = new FilterParser(tokenise(text))
  return parser.whole()
}

function invalidClause(reason: string): GraphError {
  return new GraphError(400, 'BadRequest', `Invalid filter clause: ${reason}`)
}

function tokenise(text: string): string[] {
  const tokens: string[] = []
  const pattern = new RegExp(tokenPattern)
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) {
      throw invalidClause(`Syntax error at position ${at} in '${text}'.`)
    }
    tokens.push(match[1] ?? '')
  }
  return tokens
}

class FilterParser {
  private position = 0

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Filter {
    const filter = this.either()
    if (this.peek() !== '') {
      throw invalidClause(`unexpected '${this.peek()}'.`)
    }
    return filter
  }

  private either(): Filter {
    let left = this.both()
    while (this.accept('or')) {
      left = { kind: 'or', left, right: this.both() }
    }
    return left
  }

  private both(): Filter {
    let left = this.single()
    while (this.accept('and')) {
      left = { kind: 'and', left, right: this.single() }
    }
    return left
  }

  private single(): Filter {
    if (this.accept('not')) {
      return { kind: 'not', operand: this.single() }
    }
    if (this.accept('(')) {
      const inner = this.either()
      this.expect(')')
      return inner
    }
    const name = this.next()
    if (textCalls.has(name.toLowerCase())) {
      return this.call(name.toLowerCase() as TextCall)
    }
    return name.endsWith('/any') ? this.lambda(name.slice(0, -'/any'.length)) : this.comparison(name)
  }

  private call(name: TextCall): Filter {
    this.expect('(')
    const path = this.next()
    this.expect(',')
    const value = textOf(this.literal())
    this.expect(')')
    return { kind: 'call', name, path, value }
  }

  private lambda(path: string): Filter {
    this.expect('(')
    const variable = this.next()
    this.expect(':')
    const condition = this.either()
    this.expect(')')
    return { kind: 'any', path, variable, condition }
  }

  private comparison(path: string): Filter {
    const operator = this.next().toLowerCase()
    if (operator === 'in') {
      return { kind: 'in', path, values: this.list() }
    }
    if (!comparisons.has(operator)) {
      throw invalidClause(`unknown operator '${operator}'.`)
    }
    return { kind: 'compare', operator: operator as Comparison, path, value: this.literal() }
  }

  private list(): Json[] {
    this.expect('(')
    const values = [this.literal()]
    while (this.accept(',')) {
      values.push(this.literal())
    }
    this.expect(')')
    return values
  }

  private literal(): Json {
    const token = this.next()
    if (token.startsWith("'")) {
      return token.slice(1, -1).replaceAll("''", "'")
    }
    if (token in words) {
      return words[token] ?? null
    }
    if (!/^[-\d]/.test(token)) {
      throw invalidClause(`'${token}' is no literal.`)
    }
    return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token
  }

  private peek(): string {
    return this.tokens[this.position] ?? ''
  }

  private next(): string {
    const token = this.peek()
    this.position += 1
    if (token === '') {
      throw invalidClause('unexpected end.')
    }
    return token
  }

  private accept(token: string): boolean {
    const found = this.peek().toLowerCase() === token
    this.position += found ? 1 : 0
    return found
  }

  private expect(token: string): void {
    if (!this.accept(token)) {
      throw invalidClause(`'${token}' expected, found '${this.peek()}'.`)
    }
  }
}

/** Whether `object` satisfies the filter. Text compares without regard to case, as Entra and Exchange do. */
export function satisfies(object: Json, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return satisfies(object, filter.left) && satisfies(object, filter.right)
    case 'or':
      return satisfies(object, filter.left) || satisfies(object, filter.right)
    case 'not':
      return !satisfies(object, filter.operand)
    case 'any':
      return listOf(valueAt(object, filter.path)).some((member) => satisfies({ [filter.variable]: member }, filter.condition))
    case 'in':
      return filter.values.some((value) => compare('eq', valueAt(object, filter.path), value))
    case 'call':
      return matchesText(filter.name, textOf(valueAt(object, filter.path)).toLowerCase(), filter.value.toLowerCase())
    case 'compare':
      return compare(filter.operator, valueAt(object, filter.path), filter.value)
  }
}

function matchesText(name: TextCall, text: string, value: string): boolean {
  const tests = { startswith: text.startsWith(value), endswith: text.endsWith(value), contains: text.includes(value) }
  return tests[name]
}

function compare(operator: Comparison, left: Json, right: Json): boolean {
  const [a, b] = [comparable(left), comparable(right)]
  if (operator === 'eq' || operator === 'ne') {
    return (a === b) === (operator === 'eq')
  }
  if (a === null || b === null || typeof a !== typeof b) {
    return false
  }
  const tests = { gt: a > b, ge: a >= b, lt: a < b, le: a <= b }
  return tests[operator]
}

/** Moments compare as numbers, words in lower case. */
function comparable(value: Json): string | number | boolean | null {
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\d(T|$)/.test(value) ? Date.parse(value) : value.toLowerCase()
  }
  return typeof value === 'object' ? null : value
}

/** Every comparison, call or lambda in the filter, however deep, lambdas not entered. */
export function leavesOf(filter: Filter): Leaf[] {
  if (filter.kind === 'and' || filter.kind === 'or') {
    return [...leavesOf(filter.left), ...leavesOf(filter.right)]
  }
  return filter.kind === 'not' ? leavesOf(filter.operand) : [filter]
}

export function usesNot(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') {
    return usesNot(filter.left) || usesNot(filter.right)
  }
  return filter.kind === 'not'
}
