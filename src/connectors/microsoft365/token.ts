import type { Clock } from '../../kernel/clock.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import type { HttpAnswer, HttpClient } from '../http-client.js'
import { SourceError } from '../source-error.js'
import { isGraphObject } from './graph-object.js'
import { segment } from './odata.js'
import type { Microsoft365Settings } from './options.js'

interface Token {
  readonly value: string
  /** Milliseconds since the epoch from which a new one is asked for. */
  readonly renewAt: number
}

const neverAborted = new AbortController().signal

/** Access tokens by client credentials: kept until shortly before they expire, and asked for once however many wait. */
export class TokenSource {
  private token: Token | null = null
  private renewal: Promise<Token> | null = null
  private readonly clock: Clock

  constructor(
    private readonly http: HttpClient,
    private readonly settings: Pick<Microsoft365Settings, 'tenantId' | 'clientId' | 'clientSecret' | 'clock'>,
  ) {
    this.clock = settings.clock
  }

  async current(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted()
    if (this.token !== null && this.clock.now().getTime() < this.token.renewAt) {
      return this.token.value
    }
    return this.renewed(signal)
  }

  /** Instead of a token that was refused; when somebody else has already replaced it, that one. */
  async instead(refused: string, signal: AbortSignal): Promise<string> {
    if (this.token?.value === refused) {
      this.token = null
    }
    return this.current(signal)
  }

  /** The request is shared, so no single caller's signal may end it; each caller stops waiting by its own. */
  private async renewed(signal: AbortSignal): Promise<string> {
    this.renewal ??= this.request().finally(() => (this.renewal = null))
    const token = await unlessAborted(this.renewal, signal)
    return token.value
  }

  private async request(): Promise<Token> {
    const { tenantId, clientId, clientSecret } = this.settings
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    })
    const answer = await this.http.request({
      method: 'POST',
      path: `/${segment(tenantId)}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: body.toString(),
      signal: neverAborted,
      safe: true,
    })
    this.token = this.read(answer)
    return this.token
  }

  private read(answer: HttpAnswer): Token {
    const body = parsed(answer)
    const value = body['access_token']
    const seconds = Number(body['expires_in'])
    if (answer.status !== 200 || typeof value !== 'string' || !(seconds > 0)) {
      throw refusal(answer.status, body)
    }
    const margin = Math.min(300, seconds * 0.2)
    return { value, renewAt: this.clock.now().getTime() + (seconds - margin) * 1_000 }
  }
}

function parsed(answer: HttpAnswer): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(answer.body.toString('utf8'))
    return isGraphObject(body) ? body : {}
  } catch (cause) {
    throw new SourceError(CoverageReason.MALFORMED_ANSWER, 'The log-in host sent something that is not JSON.', { cause })
  }
}

/** The OAuth member `error` is what to react to; descriptions and numbers change. */
function refusal(status: number, body: Readonly<Record<string, unknown>>): SourceError {
  if (typeof body['error'] === 'string') {
    return new SourceError(CoverageReason.CREDENTIALS_REFUSED, `The log-in host refused the application with status ${status}.`)
  }
  return new SourceError(CoverageReason.MALFORMED_ANSWER, `The log-in host sent no token, with status ${status}.`)
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop ?? (() => undefined))
  }
}
