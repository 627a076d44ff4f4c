import { ApolloServer, type ApolloServerOptions } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { Clock } from '../kernel/clock.js'
import type { Logger } from '../kernel/logger.js'
import { BoundedCache } from '../security/bounded-cache.js'
import type { ErrorFormat } from './error-format.js'
import { jitPlugin } from './jit-plugin.js'

export interface ApolloParts {
  readonly schema: GraphQLSchema
  readonly errors: ErrorFormat
  readonly logger: Logger
  readonly clock: Clock
  /** Introspection and suggestions; never in production. */
  readonly development: boolean
  /** Sights of a query before it is compiled; 0 never compiles. */
  readonly compileAfter: number
}

const KNOWN_DOCUMENTS = 1000
const HOUR = 3_600_000

/** Documents that were parsed and validated, by the hash of their text. */
function documentStore(clock: Clock): ApolloServerOptions<object>['documentStore'] {
  const documents = new BoundedCache<DocumentNode>(KNOWN_DOCUMENTS, clock)
  return {
    get: (key) => Promise.resolve(documents.get(key)),
    set: (key, document) => Promise.resolve(documents.put(key, document, HOUR)),
    delete: (key) => Promise.resolve(documents.forget(key)),
  }
}

/** What Apollo has to say may hold what clients sent: only that it spoke is kept. */
function quiet(logger: Logger): ApolloServerOptions<object>['logger'] {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => logger.warn('The GraphQL server gave a warning.'),
    error: () => logger.error('The GraphQL server reported a failure.'),
  }
}

export function createApollo<T extends object>({ schema, errors, logger, clock, development, compileAfter }: ApolloParts): ApolloServer<T> {
  return new ApolloServer<T>({
    schema,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      jitPlugin<T>(errors, compileAfter),
    ],
    introspection: development,
    hideSchemaDetailsFromClientErrors: !development,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    documentStore: documentStore(clock),
    formatError: (_formatted, error) => errors.toWire(error),
    logger: quiet(logger),
  })
}
