import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { HttpClient } from '../http-client.js'
import { SourceError } from '../source-error.js'
import { OdooFault } from './faults.js'
import type { OdooOptions } from './options.js'
import { chooseTransport } from './choose-transport.js'
import type { OdooParams, OdooTransport } from './transport.js'

/**
 * The connection to one Odoo: finds the transport at the first call, tries passing faults again,
 * and starts anew with the secret as it then is when Odoo refuses the one in use.
 */
export class OdooSession {
  private readonly http: HttpClient
  private transport: OdooTransport | null = null
  private readonly passing = retry(
    handleWhen((error) => error instanceof OdooFault && error.isPassing),
    { maxAttempts: 3, backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 2_000 }) },
  )

  constructor(private readonly options: OdooOptions) {
    this.http = new HttpClient({ origin: new URL(options.url).origin, ...options.http })
  }

  async call(model: string, method: string, params: OdooParams, signal: AbortSignal): Promise<unknown> {
    const used = await this.connected(signal)
    const context = { ...this.companyContext(), ...params.context }
    const attempt = (transport: OdooTransport): Promise<unknown> =>
      this.passing.execute(() => transport.call(model, method, { ...params, context }, signal), signal)
    try {
      return await attempt(used)
    } catch (error) {
      if (!isRefusal(error)) {
        throw error
      }
      return attempt(await this.renewed(used, signal))
    }
  }

  /** Connects if that has not happened yet, and tells the version as the server calls itself. */
  async version(signal: AbortSignal): Promise<string> {
    return (await this.connected(signal)).version
  }

  async close(): Promise<void> {
    await this.http.close()
  }

  private async connected(signal: AbortSignal): Promise<OdooTransport> {
    this.transport ??= await chooseTransport(this.http, this.options, signal)
    return this.transport
  }

  /** A new connection, unless another call has made one since. */
  private async renewed(refused: OdooTransport, signal: AbortSignal): Promise<OdooTransport> {
    if (this.transport === refused) {
      this.transport = null
    }
    return this.connected(signal)
  }

  private companyContext(): Readonly<Record<string, unknown>> {
    return this.options.companies === undefined ? {} : { allowed_company_ids: this.options.companies }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof SourceError && error.reason === CoverageReason.CREDENTIALS_REFUSED
}
