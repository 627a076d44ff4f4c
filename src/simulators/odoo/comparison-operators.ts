import type { FieldDefinition } from './model-definition.js'

/** Whether one scalar value of a row meets a condition. */
export type ScalarTest = (value: unknown) => boolean

export const negated: Readonly<Record<string, string>> = {
  '!=': '=',
  '<>': '=',
  'not in': 'in',
  'not like': 'like',
  'not ilike': 'ilike',
  'not =like': '=like',
  'not =ilike': '=ilike',
  'not any': 'any',
}

const patterns: Readonly<Record<string, { readonly anywhere: boolean; readonly flags: string }>> = {
  like: { anywhere: true, flags: 's' },
  ilike: { anywhere: true, flags: 'si' },
  '=like': { anywhere: false, flags: 's' },
  '=ilike': { anywhere: false, flags: 'si' },
}

const olderOperators = [
  '=',
  '!=',
  '<>',
  '<=',
  '<',
  '>',
  '>=',
  '=?',
  '=like',
  '=ilike',
  'like',
  'not like',
  'ilike',
  'not ilike',
  'in',
  'not in',
  'child_of',
  'parent_of',
  'any',
  'not any',
]

export function isOperator(operator: unknown, version: number): operator is string {
  return typeof operator === 'string' && (olderOperators.includes(operator) || (version >= 19 && operator in negated))
}

/** The test of a positive operator (see `negated`) for one scalar; null stands as `false`. */
export function scalarTest(operator: string, field: FieldDefinition, expected: unknown): ScalarTest {
  const pattern = patterns[operator]
  if (pattern !== undefined) {
    return patternTest(String(expected), pattern)
  }
  if (operator === 'in') {
    const options = (Array.isArray(expected) ? expected : [expected]).map(nullAsFalse)
    const set = new Set(options)
    return (value) => set.has(value) || (set.has(false) && isEmpty(value))
  }
  if (operator === '=?') {
    return expected === false || expected === null ? () => true : equals(expected)
  }
  return operator === '='
    ? equals(nullAsFalse(dayAsMoment(field, operator, expected)))
    : ordering(operator, dayAsMoment(field, operator, expected))
}

function nullAsFalse(value: unknown): unknown {
  return value === null || value === undefined ? false : value
}

function isEmpty(value: unknown): boolean {
  return value === false || value === '' || value === 0
}

function equals(expected: unknown): ScalarTest {
  return expected === false ? isEmpty : (value) => value === expected
}

function ordering(operator: string, expected: unknown): ScalarTest {
  const holds = (outcome: number): boolean =>
    (operator.startsWith('<') ? outcome < 0 : outcome > 0) || (operator.endsWith('=') && outcome === 0)
  return (value) => {
    if (typeof value === 'number' && typeof expected === 'number') {
      return holds(value - expected)
    }
    return typeof value === 'string' && typeof expected === 'string' && holds(value < expected ? -1 : Number(value > expected))
  }
}

/** A day compared with a moment means its beginning, or its end for `<=` and `>`. */
function dayAsMoment(field: FieldDefinition, operator: string, expected: unknown): unknown {
  if (field.type !== 'datetime' || typeof expected !== 'string' || expected.length !== 10) {
    return expected
  }
  return `${expected} ${operator === '<=' || operator === '>' ? '23:59:59' : '00:00:00'}`
}

/** `%` is any text, `_` any character, a backslash takes away that meaning. */
function patternTest(text: string, { anywhere, flags }: { readonly anywhere: boolean; readonly flags: string }): ScalarTest {
  const source = (text.match(/\\.|[^]/g) ?? []).map(patternSymbol).join('')
  const expression = new RegExp(anywhere ? source : `^${source}$`, flags)
  return (value) => (typeof value === 'string' || typeof value === 'number') && expression.test(String(value))
}

function patternSymbol(symbol: string): string {
  if (symbol === '%') {
    return '.*'
  }
  return symbol === '_' ? '.' : symbol.replace(/^\\(?=.)/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
