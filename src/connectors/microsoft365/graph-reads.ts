import { delay } from '../../kernel/delay.js'
import { type BatchAnswer, batchLimit, type BatchMember, type GraphClient } from './graph-client.js'
import { asSourceError, failureOf, type GraphFailure, malformed } from './graph-failure.js'
import { type GraphObject, isGraphObject } from './graph-object.js'
import type { Lanes } from './lanes.js'

/** One read, and what to make of its answer. A read may lead to more: next pages, attachments, the records behind search hits. */
export interface GraphRead<T> extends BatchMember {
  /** Reads of one lane share a limit of the source: one mailbox, one log. */
  readonly lane?: string
  readonly take: (body: GraphObject) => Taken<T>
  /** What a refusal means. Where it is left out, the whole reading fails with it. */
  readonly refused?: (failure: GraphFailure) => Taken<T>
}

export interface Taken<T> {
  readonly found: readonly T[]
  readonly next: readonly GraphRead<T>[]
}

export interface PagedRead<T> extends Omit<GraphRead<T>, 'take'> {
  readonly page: (items: readonly GraphObject[]) => Taken<T>
  /** Asked after each page: whether no further one is wanted. */
  readonly isEnough?: () => boolean
  /** After the last page. */
  readonly end?: () => Taken<T>
}

export const nothing = { found: [], next: [] } as const

const transient: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])
const mostTries = 6
const longestWaitMs = 30_000

/** Carries reads out in as few batches as their lanes allow, one batch at a time, until none is left. Readings share the lanes. */
export class GraphReads {
  constructor(
    private readonly client: GraphClient,
    private readonly lanes: Lanes,
  ) {}

  async *carryOut<T>(reads: readonly GraphRead<T>[], signal: AbortSignal): AsyncGenerator<T> {
    let queue = reads.map((read) => ({ read, tries: 0 }))
    while (queue.length > 0) {
      signal.throwIfAborted()
      const { batch, rest } = this.nextBatch(queue)
      if (batch.length === 0) {
        await this.lanes.freed(signal)
        continue
      }
      const answers = await this.send(batch, signal)
      const round = answers.map((answer, index) => this.roundOf(batch[index], answer))
      queue = [...rest, ...round.flatMap(({ queued }) => queued)]
      yield* round.flatMap(({ found }) => found)
      await pause(Math.max(0, ...round.map(({ waitMs }) => waitMs)), signal)
    }
  }

  private async send<T>(batch: readonly Queued<T>[], signal: AbortSignal): Promise<BatchAnswer[]> {
    try {
      return await this.client.batch(
        batch.map(({ read }) => read),
        signal,
      )
    } finally {
      this.lanes.leave(batch.flatMap(({ read }) => read.lane ?? []))
    }
  }

  /** As many reads as one batch and the places that are free in their lanes allow; it may be none. */
  private nextBatch<T>(queue: readonly Queued<T>[]): { readonly batch: Queued<T>[]; readonly rest: Queued<T>[] } {
    const batch: Queued<T>[] = []
    const rest: Queued<T>[] = []
    for (const queued of queue) {
      const { lane } = queued.read
      const fits = batch.length < batchLimit && (lane === undefined || this.lanes.take(lane))
      const target = fits ? batch : rest
      target.push(queued)
    }
    return { batch, rest }
  }

  /** Follows nextLinks as they come, empty pages included, on Graph's own host and never in a circle. */
  paged<T>(read: PagedRead<T>, visited: Set<string> = new Set([read.path])): GraphRead<T> {
    const take = (body: GraphObject): Taken<T> => {
      const { found, next } = read.page(itemsOf(body))
      const link = body['@odata.nextLink']
      if (typeof link !== 'string' || read.isEnough?.() === true) {
        const end = read.end?.() ?? nothing
        return { found: [...found, ...end.found], next: [...next, ...end.next] }
      }
      const path = this.client.relative(link)
      if (visited.has(path)) {
        throw malformed('pages that lead back to each other')
      }
      return { found, next: [this.paged({ ...read, path }, visited.add(path)), ...next] }
    }
    return { ...read, take }
  }

  private roundOf<T>(queued: Queued<T> | undefined, answer: BatchAnswer): Round<T> {
    if (queued === undefined) {
      throw malformed('an answer to no request')
    }
    const tries = queued.tries + 1
    const waitMs = answer.retryAfterMs ?? backoff(tries)
    if (transient.has(answer.status) && tries < mostTries && waitMs <= longestWaitMs) {
      return { queued: [{ read: queued.read, tries }], found: [], waitMs }
    }
    const { found, next } = taken(queued.read, answer)
    return { queued: next.map((read) => ({ read, tries: 0 })), found, waitMs: 0 }
  }
}

interface Queued<T> {
  readonly read: GraphRead<T>
  readonly tries: number
}

interface Round<T> {
  readonly queued: readonly Queued<T>[]
  readonly found: readonly T[]
  readonly waitMs: number
}

function taken<T>(read: GraphRead<T>, answer: BatchAnswer): Taken<T> {
  if (answer.status >= 200 && answer.status < 300) {
    if (!isGraphObject(answer.body)) {
      throw malformed('a batch member that is not JSON')
    }
    return read.take(answer.body)
  }
  const failure = failureOf(answer.status, answer.body)
  if (read.refused === undefined || answer.status === 401) {
    throw asSourceError(failure, 'a member of a batch')
  }
  return read.refused(failure)
}

function itemsOf(body: GraphObject): readonly GraphObject[] {
  const items: unknown = body['value']
  if (!Array.isArray(items) || !items.every(isGraphObject)) {
    throw malformed('a collection without its items')
  }
  return items
}

/** Full jitter below a doubling ceiling, where Graph does not say how long to wait. */
function backoff(tries: number): number {
  return Math.random() * Math.min(8_000, 250 * 2 ** tries)
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) {
    await delay(milliseconds, signal)
  }
}
