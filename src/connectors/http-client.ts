import { bulkhead, DelegateBackoff, handleWhen, type IPolicy, type IRetryBackoffContext, type IRetryContext, retry, wrap } from 'cockatiel'
import { setMaxListeners } from 'node:events'
import { type Dispatcher, Pool } from 'undici'
import { asError } from '../kernel/errors.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import { SourceError } from './source-error.js'

export interface HttpClientOptions {
  /** Origin of the system. Requests to any other origin are refused, so that no token leaks. */
  readonly origin: string
  /** @default 4 */
  readonly concurrency?: number
  /** Milliseconds for the headers, and again for each pause in the body. @default 15_000 */
  readonly timeoutMs?: number
  /** Tries after the first, for requests that are safe to repeat. @default 3 */
  readonly retries?: number
  /** Longest wait that a system may impose by Retry-After before the request is given up as throttled. @default 30_000 */
  readonly maxRetryAfterMs?: number
  /** Largest answer that is read whole, in bytes; content is streamed and not limited. @default 64 MiB */
  readonly maxAnswerBytes?: number
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Path with query, or an absolute URL on the client's own origin. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
  /** Whether it may be sent again after a failure that leaves its effect unknown. Reads are safe, writes are not. */
  readonly safe: boolean
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface HttpStream {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
}

/** Gateway and throttling answers, which say nothing about the request itself. */
const transient: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

/** Carries Retry-After from the failed try to the wait before the next. */
class TransientFailure extends Error {
  constructor(
    readonly reason: CoverageReason,
    readonly retryAfterMs: number | null,
    options?: { readonly cause?: unknown },
  ) {
    super(reason, options)
  }
}

/**
 * One system's HTTP: pooled connections, a limit on concurrent requests, retries with full jitter, `Retry-After`, timeouts.
 * Answers of any status come back as they are, except the transient ones, which become a SourceError when tries run out.
 */
export class HttpClient {
  private readonly pool: Pool
  private readonly policy: IPolicy<IRetryContext>
  private readonly once: IPolicy
  private readonly maxRetryAfterMs: number

  constructor(private readonly options: HttpClientOptions) {
    const timeout = options.timeoutMs ?? 15_000
    const concurrency = options.concurrency ?? 4
    this.maxRetryAfterMs = options.maxRetryAfterMs ?? 30_000
    this.pool = new Pool(options.origin, {
      connections: concurrency,
      headersTimeout: timeout,
      bodyTimeout: timeout,
      connectTimeout: timeout,
    })
    this.once = bulkhead(concurrency, Number.MAX_SAFE_INTEGER)
    const retrying = retry(
      handleWhen((error) => this.mayRetry(error)),
      { maxAttempts: options.retries ?? 3, backoff: new DelegateBackoff(waitBefore) },
    )
    this.policy = wrap(retrying, this.once)
  }

  async request(request: HttpRequest): Promise<HttpAnswer> {
    return this.guarded(request, () => this.attempt(request))
  }

  /** For content: the body is handed on as it comes. Destroy or finish it. */
  async stream(request: HttpRequest): Promise<HttpStream> {
    return this.guarded(request, async () => {
      const answer = await this.dispatch(request)
      return { status: answer.statusCode, headers: flatten(answer.headers), body: answer.body }
    })
  }

  async close(): Promise<void> {
    await this.pool.destroy()
  }

  private async guarded<T>(request: HttpRequest, work: () => Promise<T>): Promise<T> {
    // One signal stops many requests at once, each of which listens to it.
    setMaxListeners(0, request.signal)
    try {
      request.signal.throwIfAborted()
      return await (request.safe ? this.policy : this.once).execute(work, request.signal)
    } catch (error) {
      throw this.translated(error, request.signal)
    }
  }

  private async attempt(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.dispatch(request)
    const body = await readAll(answer, this.options.maxAnswerBytes ?? 64 * 1024 * 1024)
    return { status: answer.statusCode, headers: flatten(answer.headers), body }
  }

  private async dispatch(request: HttpRequest): Promise<Dispatcher.ResponseData> {
    request.signal.throwIfAborted()
    const answer = await this.send(request)
    if (transient.has(answer.statusCode)) {
      const retryAfter = retryAfterMs(flatten(answer.headers)['retry-after'])
      await answer.body.dump()
      const isThrottled = answer.statusCode === 429 || (answer.statusCode === 503 && retryAfter !== null)
      throw new TransientFailure(isThrottled ? CoverageReason.THROTTLED : CoverageReason.SYSTEM_ERROR, retryAfter)
    }
    return answer
  }

  private async send(request: HttpRequest): Promise<Dispatcher.ResponseData> {
    try {
      return await this.pool.request({
        method: request.method,
        path: this.pathOf(request.path),
        headers: { ...request.headers },
        body: request.body ?? null,
        signal: request.signal,
      })
    } catch (error) {
      throw asTransient(error)
    }
  }

  private pathOf(target: string): string {
    if (target.startsWith('/')) {
      return target
    }
    const url = new URL(target)
    if (url.origin !== new URL(this.options.origin).origin) {
      throw new SourceError(CoverageReason.MALFORMED_ANSWER, 'The system sent a link to another host; it was not followed.')
    }
    return url.pathname + url.search
  }

  private mayRetry(error: Error): boolean {
    return error instanceof TransientFailure && (error.retryAfterMs ?? 0) <= this.maxRetryAfterMs
  }

  private translated(error: unknown, signal: AbortSignal): Error {
    if (signal.aborted) {
      return asError(signal.reason)
    }
    if (error instanceof TransientFailure) {
      return new SourceError(error.reason, 'The system gave no usable answer.', {
        cause: error,
        retryAfterMs: error.retryAfterMs ?? undefined,
      })
    }
    return error instanceof SourceError
      ? error
      : new SourceError(CoverageReason.SYSTEM_ERROR, 'The request to the system failed.', { cause: error })
  }
}

async function readAll({ body }: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      const piece = chunk as Buffer
      bytes += piece.length
      if (bytes > maxBytes) {
        throw new SourceError(CoverageReason.MALFORMED_ANSWER, 'The system sent a larger answer than it should.')
      }
      chunks.push(piece)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    throw error instanceof SourceError ? error : asTransient(error)
  }
}

function asTransient(error: unknown): TransientFailure {
  const timeouts = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new TransientFailure(timeouts.includes(code) ? CoverageReason.TIMEOUT : CoverageReason.SYSTEM_ERROR, null, { cause: error })
}

/** Full jitter below a doubling ceiling from 200 ms to 5 s; never sooner than the system asked. */
function waitBefore({ attempt, result }: IRetryBackoffContext<unknown>): number {
  const ceiling = Math.min(5_000, 200 * 2 ** attempt)
  const asked = 'error' in result && result.error instanceof TransientFailure ? (result.error.retryAfterMs ?? 0) : 0
  return asked + Math.random() * ceiling
}

/** Seconds, possibly fractional, or a date. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) {
    return null
  }
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : null
}

function flatten(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const pairs = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(pairs) as Record<string, string>
}
