import type { HttpClient } from '../http-client.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { SourceError } from '../source-error.js'
import { json2Transport } from './json-2.js'
import { jsonRpcTransport } from './json-rpc.js'
import type { OdooOptions } from './options.js'
import type { OdooTransport } from './transport.js'

/** The first version with JSON-2; all before it speak JSON-RPC. */
const firstWithJson2 = 19

/** Picks the transport by what the server says of itself, not by the calendar. */
export async function chooseTransport(http: HttpClient, options: OdooOptions, signal: AbortSignal): Promise<OdooTransport> {
  const version = options.version === undefined || options.version === 'auto' ? await askVersion(http, signal) : `${options.version}.0`
  const major = version === null ? 0 : Number.parseInt(version, 10)
  return major >= firstWithJson2 && version !== null
    ? json2Transport(http, options, version)
    : jsonRpcTransport(http, options, version, signal)
}

/** `19.0`; null from servers that do not have the page, which are all before 19. */
async function askVersion(http: HttpClient, signal: AbortSignal): Promise<string | null> {
  const answer = await http.request({ method: 'GET', path: '/web/version', signal, safe: true })
  if (answer.status === 404 || (answer.status >= 300 && answer.status < 400)) {
    return null
  }
  const version = answer.status === 200 ? versionIn(answer.body.toString()) : null
  if (version === null) {
    throw new SourceError(CoverageReason.MALFORMED_ANSWER, `Odoo did not tell its version; it answered with status ${answer.status}.`)
  }
  return version
}

function versionIn(text: string): string | null {
  try {
    const { version } = JSON.parse(text) as { version?: unknown }
    return typeof version === 'string' && /^(saas[~-])?\d+/.test(version) ? version.replace(/^saas[~-]/, '') : null
  } catch {
    return null
  }
}
