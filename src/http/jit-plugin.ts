import { type ApolloServerPlugin, type GraphQLRequestListener, HeaderMap } from '@apollo/server'
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { ErrorFormat } from './error-format.js'

/** An operation that was seen before, and its compiled form once it was seen often enough. */
interface Plan {
  sights: number
  query?: CompiledQuery['query']
}

const emptyHead = { status: undefined, headers: new HeaderMap() }

/**
 * Executes queries that come again by compiled code, leaves serialised safely. The rest, and whatever the compiled code will not
 * take, such as bad variables, goes to graphql-js. Plans live as long as their documents, which the document store bounds.
 */
export function jitPlugin<T extends object>(errors: ErrorFormat, compileAfter: number): ApolloServerPlugin<T> {
  const plans = new WeakMap<OperationDefinitionNode, Plan>()
  const listener: GraphQLRequestListener<T> = {
    async responseForOperation({ schema, document, operation, contextValue, request }) {
      if (operation.operation !== OperationTypeNode.QUERY) {
        return null
      }
      const plan = plans.get(operation) ?? { sights: 0 }
      plans.set(operation, plan)
      plan.sights += 1
      if (plan.sights === compileAfter) {
        plan.query = compiled(schema, document, operation)
      }
      const result = await plan.query?.(undefined, contextValue, request.variables)
      return result?.data === undefined ? null : { body: { kind: 'single', singleResult: onWire(result, errors) }, http: emptyHead }
    },
  }
  const started = Promise.resolve(listener)
  return { requestDidStart: () => started }
}

function compiled(schema: GraphQLSchema, document: DocumentNode, { name }: OperationDefinitionNode): Plan['query'] {
  const outcome = compileQuery<Record<string, unknown>>(schema, document, name?.value, { disablingCapturingStackErrors: true })
  return isCompiledQuery(outcome) ? outcome.query : undefined
}

function onWire({ data, errors }: ExecutionResult<Record<string, unknown>>, format: ErrorFormat) {
  return errors === undefined ? { data } : { errors: errors.map((error) => format.toWire(error)), data }
}
