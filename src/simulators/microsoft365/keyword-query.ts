import { GraphError } from './graph-error.js'

/** A parsed query in Microsoft's Keyword Query Language (the subset that mail and file search share). */
export type KeywordQuery =
  | { readonly kind: 'term'; readonly property: string | null; readonly operator: Operator; readonly value: string }
  | { readonly kind: 'and' | 'or'; readonly left: KeywordQuery; readonly right: KeywordQuery }
  | { readonly kind: 'not'; readonly operand: KeywordQuery }

type Operator = ':' | '=' | '>=' | '<=' | '>' | '<'

/** What a searchable thing says under a property (`null` = the default properties), as texts or as one moment. */
export interface Searchable {
  texts(property: string | null): readonly string[]
  moment(property: string): number | null
}

const tokenPattern = /\s*(\(|\)|(?:[A-Za-z]+(?::|>=|<=|>|<|=))?(?:"[^"]*"|[^\s()"]+))/y
const termPattern = /^(?:([A-Za-z]+)(:|>=|<=|>|<|=))?"?([^"]*)"?$/

export function parseKeywordQuery(text: string): KeywordQuery {
  const tokens = tokenise(text)
  const query = eitherOf(tokens)
  if (tokens.length > 0) {
    throw malformed(text)
  }
  return query
}

function malformed(text: string): GraphError {
  return new GraphError(400, 'BadRequest', `Syntax error in the search query '${text}'.`)
}

function tokenise(text: string): string[] {
  const tokens: string[] = []
  const pattern = new RegExp(tokenPattern)
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const match = pattern.exec(text)
    if (match === null) {
      throw malformed(text)
    }
    tokens.push(match[1] ?? '')
  }
  return tokens
}

function eitherOf(tokens: string[]): KeywordQuery {
  let left = bothOf(tokens)
  while (tokens[0] === 'OR') {
    tokens.shift()
    left = { kind: 'or', left, right: bothOf(tokens) }
  }
  return left
}

/** Terms side by side without a word between them count as AND. */
function bothOf(tokens: string[]): KeywordQuery {
  let left = singleOf(tokens)
  while (tokens[0] !== undefined && tokens[0] !== 'OR' && tokens[0] !== ')') {
    if (tokens[0] === 'AND') {
      tokens.shift()
    }
    left = { kind: 'and', left, right: singleOf(tokens) }
  }
  return left
}

function singleOf(tokens: string[]): KeywordQuery {
  const token = tokens.shift()
  if (token === undefined) {
    throw malformed('')
  }
  if (token === 'NOT') {
    return { kind: 'not', operand: singleOf(tokens) }
  }
  if (token === '(') {
    const inner = eitherOf(tokens)
    tokens.shift()
    return inner
  }
  const [, property, operator, value] = termPattern.exec(token) ?? []
  return { kind: 'term', property: property?.toLowerCase() ?? null, operator: (operator ?? ':') as Operator, value: value ?? '' }
}

export function matchesQuery(thing: Searchable, query: KeywordQuery): boolean {
  switch (query.kind) {
    case 'and':
      return matchesQuery(thing, query.left) && matchesQuery(thing, query.right)
    case 'or':
      return matchesQuery(thing, query.left) || matchesQuery(thing, query.right)
    case 'not':
      return !matchesQuery(thing, query.operand)
    case 'term':
      return matchesTerm(thing, query)
  }
}

function matchesTerm(thing: Searchable, { property, operator, value }: Extract<KeywordQuery, { kind: 'term' }>): boolean {
  const moment = property === null ? null : thing.moment(property)
  return moment === null ? thing.texts(property).some((text) => containsWords(text, value)) : matchesMoment(moment, operator, value)
}

const day = 86_400_000

function matchesMoment(moment: number, operator: Operator, value: string): boolean {
  const [first = '', last = first] = value.split('..')
  const from = Date.parse(first)
  const whole = last.includes('T') ? 1 : day
  const tests: Readonly<Record<Operator, boolean>> = {
    '>=': moment >= from,
    '>': moment >= from + whole,
    '<': moment < from,
    '<=': moment < from + whole,
    ':': moment >= from && moment < Date.parse(last) + whole,
    '=': moment >= from && moment < Date.parse(last) + whole,
  }
  return tests[operator]
}

/** Word by word as the index does it: case, accents and punctuation do not count, a last `*` stands for any ending. */
export function containsWords(text: string, sought: string): boolean {
  const words = wordsOf(text)
  const wanted = wordsOf(sought)
  const isPrefix = sought.endsWith('*')
  const fits = (word: string | undefined, index: number): boolean => {
    const target = wanted[index] ?? ''
    return isPrefix && index === wanted.length - 1 ? (word ?? '').startsWith(target) : word === target
  }
  return wanted.length > 0 && words.some((_, start) => wanted.every((_word, index) => fits(words[start + index], index)))
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
