import { CoverageReason } from '../../vocabulary/coverage.js'
import type { HttpAnswer, HttpClient } from '../http-client.js'
import { SourceError } from '../source-error.js'
import { faultFrom, malformed, parseJson } from './faults.js'
import type { OdooOptions } from './options.js'
import { secretOf } from './secrets.js'
import { isRead, type OdooTransport } from './transport.js'

interface ServiceCall {
  readonly service: 'common' | 'object'
  readonly method: string
  readonly args: readonly unknown[]
  /** As `HttpRequest.safe`. */
  readonly safe: boolean
}

type Service = (call: ServiceCall, signal: AbortSignal) => Promise<unknown>

/** JSON-RPC, Odoo 14 to 18: logs in once, then sends user id and secret with every call. */
export async function jsonRpcTransport(
  http: HttpClient,
  options: OdooOptions,
  knownVersion: string | null,
  signal: AbortSignal,
): Promise<OdooTransport> {
  const service = serviceOf(http)
  const secret = await secretOf(options.apiKey ?? options.password, 'An API key or a password of the service user is needed.')
  const credentials = [options.database, options.login ?? '', secret, {}]
  const uid = await service({ service: 'common', method: 'authenticate', args: credentials, safe: true }, signal)
  if (typeof uid !== 'number') {
    throw new SourceError(CoverageReason.CREDENTIALS_REFUSED, 'Odoo refused the login of the service user.')
  }
  const version = knownVersion ?? (await askVersion(service, signal))
  return {
    version,
    call(model, method, { ids, ...named }, callSignal) {
      const positional = ids === undefined ? [] : [ids]
      const args = [options.database, uid, secret, model, method, positional, named]
      return service({ service: 'object', method: 'execute_kw', args, safe: isRead(method) }, callSignal)
    },
  }
}

async function askVersion(service: Service, signal: AbortSignal): Promise<string> {
  const about = await service({ service: 'common', method: 'version', args: [], safe: true }, signal)
  const version = typeof about === 'object' && about !== null && 'server_version' in about ? about.server_version : null
  if (typeof version !== 'string') {
    throw malformed('a description of its version')
  }
  return version
}

function serviceOf(http: HttpClient): Service {
  let lastId = 0
  return async ({ safe, ...params }, signal) => {
    const id = (lastId += 1)
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id, params })
    const headers = { 'content-type': 'application/json', 'user-agent': 'privacy-hub' }
    return resultOf(await http.request({ method: 'POST', path: '/jsonrpc', headers, body, signal, safe }), id)
  }
}

/** Errors come with status 200; a method that returns nothing comes without a result. */
function resultOf(answer: HttpAnswer, id: number): unknown {
  if (answer.status !== 200) {
    throw malformed(`one of its protocol; status ${answer.status}`)
  }
  const envelope = parseJson(answer.body)
  if (typeof envelope !== 'object' || envelope === null || !('id' in envelope) || envelope.id !== id) {
    throw malformed('an answer to the question')
  }
  if ('error' in envelope) {
    const error = envelope.error
    throw (
      faultFrom(typeof error === 'object' && error !== null && 'data' in error ? error.data : null) ?? malformed('an error of its protocol')
    )
  }
  return 'result' in envelope ? envelope.result : null
}
