import { CallLog } from './call-log.js'
import { modelMethods, type MethodCall, type ModelMethod } from './model-methods.js'
import type { ModelDefinition } from './model-definition.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { accessError, attributeError, httpError, typeError, userError, type OdooError } from './odoo-error.js'

/** A call as it arrived, before its method is known. */
export interface IncomingCall {
  readonly session: OdooSession
  readonly model: string
  readonly method: string
  readonly transport: 'rpc' | 'json2'
  /** RPC only: the positional arguments; for record methods the first holds the ids. */
  readonly positional: readonly unknown[]
  readonly named: Readonly<Record<string, unknown>>
}

export type CallFilter = (call: Pick<IncomingCall, 'model' | 'method'>) => boolean

interface Interruption {
  readonly when: 'before' | 'after'
  readonly matches: CallFilter
  readonly action: () => void
}

/** Finds the method, names its arguments, runs it; between two calls a test may step in. */
export class CallDispatcher {
  readonly log = new CallLog()
  private interruptions: readonly Interruption[] = []

  constructor(private readonly database: OdooDatabase) {}

  /** Runs `action` once, around the next matching call: before it (what it throws is the answer) or after it. */
  interrupt(when: 'before' | 'after', matches: CallFilter, action: () => void): void {
    this.interruptions = [...this.interruptions, { when, matches, action }]
  }

  dispatch(call: IncomingCall): unknown {
    this.step('before', call)
    const model = this.requireModel(call)
    const method = this.requireMethod(call)
    const bound = this.bind(call, model, method)
    const result = this.database.store.transaction(() => method.run(bound))
    this.log.record(call, bound.ids, result)
    this.step('after', call)
    return result
  }

  private step(when: 'before' | 'after', call: IncomingCall): void {
    const next = this.interruptions.find((interruption) => interruption.when === when && interruption.matches(call))
    if (next !== undefined) {
      this.interruptions = this.interruptions.filter((interruption) => interruption !== next)
      next.action()
    }
  }

  private requireModel(call: IncomingCall): ModelDefinition {
    const model = this.database.registry.find(call.model)
    if (model === undefined) {
      throw call.transport === 'json2'
        ? httpError('NotFound', 404, `the model '${call.model}' does not exist`)
        : userError(`Object ${call.model} doesn't exist`)
    }
    return model
  }

  private requireMethod(call: IncomingCall): ModelMethod {
    const { version } = this.database.profile
    const method = Object.hasOwn(modelMethods, call.method) ? modelMethods[call.method] : undefined
    if (call.method.startsWith('_') || (call.method === 'exists' && version >= 19)) {
      const named = version >= 19 ? `'${call.model}.${call.method}'` : call.method
      throw accessError(`Private methods (such as ${named}) cannot be called remotely.`)
    }
    const isHere = method !== undefined && version >= (method.since ?? version) && version <= (method.until ?? version)
    if (!isHere || method.models?.includes(call.model) === false) {
      throw this.unknownMethod(call)
    }
    return method
  }

  private unknownMethod(call: IncomingCall): OdooError {
    const text = `The method '${call.model}.${call.method}' does not exist`
    if (call.transport === 'json2') {
      return httpError('NotFound', 404, text)
    }
    return attributeError(
      this.database.profile.version >= 19 ? text : `The method '${call.method}' does not exist on the model '${call.model}'`,
    )
  }

  private bind(call: IncomingCall, model: ModelDefinition, method: ModelMethod): MethodCall {
    const { context, ids, ...named } = call.named
    const isRpcRecords = call.transport === 'rpc' && method.on === 'records'
    const [first, ...rest] = call.positional
    const positional = isRpcRecords ? rest : call.positional
    if (call.transport === 'json2' && method.on === 'model' && Array.isArray(ids) && ids.length > 0) {
      throw httpError('UnprocessableEntity', 422, `cannot call ${call.model}.${call.method} with ids`)
    }
    const args = { ...Object.fromEntries(positional.map((value, index) => [method.params[index] ?? `#${index}`, value])), ...named }
    this.checkArguments(call, method, args)
    const session = { ...call.session, context: isObject(context) ? context : {} }
    return { database: this.database, session, model, ids: idList(isRpcRecords ? (first ?? ids) : ids), args, transport: call.transport }
  }

  private checkArguments(call: IncomingCall, method: ModelMethod, args: Readonly<Record<string, unknown>>): void {
    const missing = method.params.slice(0, method.required).find((name) => !(name in args))
    if (missing !== undefined) {
      throw call.transport === 'json2'
        ? httpError('UnprocessableEntity', 422, `missing a required argument: '${missing}'`)
        : typeError(`BaseModel.${call.method}() missing 1 required positional argument: '${missing}'`)
    }
    const unknown = Object.keys(args).find((name) => !method.params.includes(name) && !(call.method === 'name_search' && name === 'args'))
    if (unknown === undefined || call.method === 'message_post') {
      return
    }
    if (method.open) {
      throw typeError(`BaseModel._read_format() got an unexpected keyword argument '${unknown}'`)
    }
    throw call.transport === 'json2'
      ? httpError('UnprocessableEntity', 422, `got an unexpected keyword argument '${unknown}'`)
      : typeError(`BaseModel.${call.method}() got an unexpected keyword argument '${unknown}'`)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function idList(value: unknown): readonly number[] {
  return [value].flat().filter((id): id is number => typeof id === 'number')
}
