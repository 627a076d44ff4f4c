import { CoverageReason } from '../../vocabulary/coverage.js'
import type { HttpAnswer, HttpClient } from '../http-client.js'
import { SourceError } from '../source-error.js'
import { faultFrom, malformed, parseJson } from './faults.js'
import type { OdooOptions } from './options.js'
import { secretOf } from './secrets.js'
import { isRead, type OdooTransport } from './transport.js'

/** JSON-2, Odoo 19 and later: one POST for each call, named arguments, the bare value as answer. */
export async function json2Transport(http: HttpClient, options: OdooOptions, version: string): Promise<OdooTransport> {
  const key = await secretOf(options.apiKey, 'An API key of the service user is needed: Odoo 19 takes nothing else.')
  const headers = {
    authorization: `bearer ${key}`,
    'content-type': 'application/json; charset=utf-8',
    'x-odoo-database': options.database,
    'user-agent': 'privacy-hub',
  }
  return {
    version,
    async call(model, method, params, signal) {
      const path = `/json/2/${model}/${method}`
      const request = { method: 'POST', path, headers, body: JSON.stringify(params), signal, safe: isRead(method) } as const
      return valueOf(await http.request(request))
    },
  }
}

function valueOf(answer: HttpAnswer): unknown {
  const isJson = answer.headers['content-type']?.startsWith('application/json') === true
  if (answer.status === 200 && isJson) {
    return parseJson(answer.body)
  }
  if (answer.status === 401) {
    throw new SourceError(CoverageReason.CREDENTIALS_REFUSED, 'Odoo refused the API key.')
  }
  if (answer.status === 404 && !isJson) {
    throw new SourceError(CoverageReason.SYSTEM_ERROR, 'Odoo does not know the configured database.')
  }
  throw (isJson ? faultFrom(parseJson(answer.body)) : null) ?? malformed(`one of its protocol; status ${answer.status}`)
}
