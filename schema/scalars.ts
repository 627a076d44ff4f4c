import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql'

const DATE = /^\d{4}-\d{2}-\d{2}$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

function matching(pattern: RegExp, name: string): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new GraphQLError(`A ${name} that the hub made has the wrong form.`)
    }
    return value
  }
}

/** ISO 8601 day that exists in the calendar. */
function parseDate(value: unknown): string {
  const isDay = typeof value === 'string' && DATE.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value)
  if (!isDay) {
    throw new GraphQLError('A Date looks like 2026-03-14.')
  }
  return value
}

/** RFC 3339 with an offset, brought to UTC. */
function parseMoment(value: unknown): string {
  const moment = typeof value === 'string' && MOMENT.test(value) ? new Date(value) : undefined
  if (moment === undefined || Number.isNaN(moment.getTime())) {
    throw new GraphQLError('A DateTime looks like 2026-03-14T09:30:00+01:00.')
  }
  return moment.toISOString()
}

function literal<T>(parse: (value: unknown) => T): (node: ValueNode) => T {
  return (node) => parse(node.kind === Kind.STRING ? node.value : undefined)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plainObject(value: unknown): Record<string, unknown> {
  if (!isPlainObject(value)) {
    throw new GraphQLError('A JSONObject is an object with named members.')
  }
  return value
}

export const DateScalar = new GraphQLScalarType({
  name: 'Date',
  description: 'A day in ISO 8601, such as 2026-03-14.',
  serialize: matching(DATE, 'Date'),
  parseValue: parseDate,
  parseLiteral: literal(parseDate),
})

export const DateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  description: 'A moment in RFC 3339 with its offset, such as 2026-03-14T09:30:00Z. The hub answers in UTC.',
  serialize: matching(MOMENT, 'DateTime'),
  parseValue: parseMoment,
  parseLiteral: literal(parseMoment),
})

export const JsonObjectScalar = new GraphQLScalarType({
  name: 'JSONObject',
  description: 'An object in JSON whose members depend on what it describes.',
  serialize: plainObject,
  parseValue: plainObject,
  parseLiteral: (node, variables) => plainObject(valueFromASTUntyped(node, variables)),
})
