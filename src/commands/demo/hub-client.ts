import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { CommandError } from '../hub-command.js'

const answerTimeoutMs = 60_000
const streamTimeoutMs = 300_000

/** How a bundle stands, as the subscription tells it. */
export interface BundleProgressSeen {
  readonly phase: string
  readonly done: number
  readonly total: number | null
  readonly state: string
}

/** The hub answered with an error; its code, never what it says about anybody. */
export class RefusedAnswerError extends CommandError {
  constructor(readonly answer: string) {
    super(`The hub answered ${answer}.`)
    this.name = 'RefusedAnswerError'
  }
}

interface GraphqlAnswer<T> {
  readonly data?: T | null
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[]
}

/** Somebody logged in, who speaks to the hub as any front end does: GraphQL over HTTP, with an access token. */
export class HubSession {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Throws RefusedAnswerError where the answer has errors. */
  async ask<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const response = await this.post({ query, variables }, 'application/json', answerTimeoutMs)
    const { data, errors } = (await response.json()) as GraphqlAnswer<T>
    if (errors !== undefined || data === undefined || data === null) {
      throw new RefusedAnswerError(errors?.[0]?.extensions?.code ?? `HTTP_${response.status}`)
    }
    return data
  }

  /** The code of the error that the query meets; null where it meets none. */
  async refusalOf(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<string | null> {
    try {
      await this.ask(query, variables)
      return null
    } catch (error) {
      if (error instanceof RefusedAnswerError) {
        return error.answer
      }
      throw error
    }
  }

  /** Follows a bundle until it is done. */
  async watch(bundleId: string, onProgress: (progress: BundleProgressSeen) => void): Promise<void> {
    const query = 'subscription($id: ID!) { bundleProgress(bundleId: $id) { phase done total state } }'
    for await (const { bundleProgress } of this.follow<{ readonly bundleProgress: BundleProgressSeen }>(query, { id: bundleId })) {
      onProgress(bundleProgress)
    }
  }

  /** What a subscription tells, by server-sent events. Throws RefusedAnswerError where it tells an error. */
  async *follow<T>(query: string, variables: Readonly<Record<string, unknown>>): AsyncGenerator<T> {
    const response = await this.post({ query, variables }, 'text/event-stream', streamTimeoutMs)
    for await (const event of eventData(response.body)) {
      const { errors, data } = JSON.parse(event) as GraphqlAnswer<T>
      if (errors !== undefined || !data) {
        throw new RefusedAnswerError(errors?.[0]?.extensions?.code ?? 'NO_DATA')
      }
      yield data
    }
  }

  /** Saves what a one-time link gives; the HTTP status. */
  async download(url: string, file: string): Promise<number> {
    const response = await fetch(url, { headers: { authorization: `Bearer ${this.token}` }, signal: this.within(streamTimeoutMs) })
    if (response.status === 200 && response.body !== null) {
      await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file))
    } else {
      await response.body?.cancel()
    }
    return response.status
  }

  private post(body: object, accept: string, timeoutMs: number): Promise<Response> {
    return fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${this.token}` },
      body: JSON.stringify(body),
      signal: this.within(timeoutMs),
    })
  }

  private within(milliseconds: number): AbortSignal {
    return AbortSignal.any([this.signal, AbortSignal.timeout(milliseconds)])
  }
}

/** The data of each `next` event. */
async function* eventData(body: Response['body']): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    yield* events.flatMap((event) => /^event: next\ndata: (.*)$/m.exec(event)?.[1] ?? [])
  }
}
