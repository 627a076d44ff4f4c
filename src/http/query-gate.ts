import { type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql'
import type { Clock } from '../kernel/clock.js'
import { BadInputError } from '../kernel/errors.js'
import { BoundedCache } from '../security/bounded-cache.js'
import { QueryTooComplexError } from './http-refusal.js'
import type { OperationRequest } from './operation-request.js'
import { CostMeter } from './query-cost.js'
import { shapeProblem, type ShapeLimits } from './query-shape.js'

export interface QueryLimits extends ShapeLimits {
  /** What one operation may cost; see CostMeter. */
  readonly cost: number
  /** Words and signs that the parser reads before it gives up. */
  readonly tokens: number
}

const KNOWN_QUERIES = 1000
const LONGEST_KEPT = 10_000
const HOUR = 3_600_000

interface Accepted {
  readonly document: DocumentNode
  /** Operations whose cost depends on nothing but the text, and passed. */
  readonly affordable: Set<string | undefined>
}

/** The operation to run, or BadInputError where the text has none, several without a choice, or none of that name. */
function chosen(document: DocumentNode, operationName: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName)
  if (operation) {
    return operation
  }
  throw new BadInputError(
    operationName === undefined
      ? 'Send one operation as `query`, or say with `operationName` which of several to run.'
      : '`operationName` names no operation of `query`. Send the name of one that stands there.',
  )
}

/** Refuses what is too large before anything costs time: parsing stops early, and each text is measured once. */
export class QueryGate {
  private readonly accepted: BoundedCache<Accepted>

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: QueryLimits,
    clock: Clock,
  ) {
    this.accepted = new BoundedCache(KNOWN_QUERIES, clock)
  }

  /** Gives the parsed document, or throws BadInputError or QueryTooComplexError. */
  admit({ query, operationName, variables }: OperationRequest): DocumentNode {
    const { document, affordable } = this.accepted.get(query) ?? this.measured(query)
    if (affordable.has(operationName)) {
      return document
    }
    const meter = new CostMeter(this.schema, document, variables)
    this.checkCost(meter.of(chosen(document, operationName)))
    if (!meter.usesVariables) {
      affordable.add(operationName)
    }
    return document
  }

  private checkCost(cost: number): void {
    if (cost > this.limits.cost) {
      throw new QueryTooComplexError(`The query may cost ${cost}; ${this.limits.cost} is allowed. Ask for fewer with \`first\`.`)
    }
  }

  private measured(query: string): Accepted {
    const document = this.parsed(query)
    const problem = shapeProblem(document, this.limits)
    if (problem !== undefined) {
      throw new QueryTooComplexError(problem)
    }
    const accepted = { document, affordable: new Set<string | undefined>() }
    if (query.length <= LONGEST_KEPT) {
      this.accepted.put(query, accepted, HOUR)
    }
    return accepted
  }

  private parsed(query: string): DocumentNode {
    try {
      return parse(query, { maxTokens: this.limits.tokens })
    } catch (thrown) {
      throw thrown instanceof GraphQLError ? new BadInputError(thrown.message, thrown) : thrown
    }
  }
}
