import { type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema, parse } from 'graphql'
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
  readonly affordable: Set<string>
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
    const key = operationName ?? ''
    const operation = affordable.has(key) ? null : getOperationAST(document, operationName)
    if (operation) {
      const meter = new CostMeter(this.schema, document, variables)
      this.checkCost(meter.of(operation))
      if (!meter.usesVariables) {
        affordable.add(key)
      }
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
    const accepted = { document, affordable: new Set<string>() }
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
