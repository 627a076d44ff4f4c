import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface SimulatedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface SimulatedResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export type SimulatedService = (request: SimulatedRequest) => SimulatedResponse | Promise<SimulatedResponse>

/** Told when a request comes in; what it gives back is called when the request is over, answered or not. */
export type Gate = (request: SimulatedRequest) => () => void

/** What can go wrong on the way: an answer from a proxy, silence, slowness, a cut line before or after the work was done, half an answer. */
export type Fault =
  | { readonly kind: 'answer'; readonly response: SimulatedResponse }
  | { readonly kind: 'silence' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cut-before' }
  | { readonly kind: 'cut-after' }
  | { readonly kind: 'truncate'; readonly bytes: number }

interface PlannedFault {
  readonly matches: (request: SimulatedRequest) => boolean
  readonly fault: Fault
  remaining: number
}

/** A small HTTP server on loopback that speaks for one simulated system, counts what it is asked and fails on demand. */
export class SimulatorServer {
  /** Every request since the start or the last `forget`. */
  readonly requests: { readonly method: string; readonly path: string; readonly at: number }[] = []
  /** Milliseconds before each answer. */
  latency: () => number = () => 0
  private readonly faults: PlannedFault[] = []
  private server: Server | null = null
  private port = 0

  constructor(
    private readonly service: SimulatedService,
    private readonly gate: Gate = () => () => undefined,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Listens on `port`, or on a free one; after `stop` it comes back on the same. */
  async start(port = this.port): Promise<this> {
    const server = createServer((request, response) => {
      this.handle(request, response).catch(() => response.destroy())
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.server = server
    this.port = (server.address() as AddressInfo).port
    return this
  }

  /** Cuts every connection and stops listening, as a machine that is switched off. */
  async stop(): Promise<void> {
    const server = this.server
    this.server = null
    if (server !== null) {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }

  /** The next `times` matching requests meet the fault. */
  inject(fault: Fault, matches: (request: SimulatedRequest) => boolean = () => true, times = 1): void {
    this.faults.push({ matches, fault, remaining: times })
  }

  /** Drops planned faults and the memory of requests. */
  forget(): void {
    this.faults.length = 0
    this.requests.length = 0
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, this.url)
    this.requests.push({ method: request.method, path: request.url.pathname, at: performance.now() })
    const leave = this.gate(request)
    try {
      const wait = this.latency()
      if (wait > 0) {
        await sleep(wait)
      }
      await this.answer(request, outgoing, this.takeFault(request))
    } finally {
      leave()
    }
  }

  private takeFault(request: SimulatedRequest): Fault | null {
    const planned = this.faults.find(({ remaining, matches }) => remaining > 0 && matches(request))
    if (planned === undefined) {
      return null
    }
    planned.remaining -= 1
    return planned.fault
  }

  private async answer(request: SimulatedRequest, outgoing: ServerResponse, fault: Fault | null): Promise<void> {
    if (fault?.kind === 'silence') {
      return
    }
    if (fault?.kind === 'cut-before') {
      outgoing.destroy()
      return
    }
    if (fault?.kind === 'slow') {
      await sleep(fault.ms)
    }
    const response = fault?.kind === 'answer' ? fault.response : await this.service(request)
    if (fault?.kind === 'cut-after') {
      outgoing.destroy()
      return
    }
    send(outgoing, response, fault?.kind === 'truncate' ? fault.bytes : null)
  }
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<SimulatedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer)
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')])
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', base),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
  }
}

function send(outgoing: ServerResponse, response: SimulatedResponse, truncateTo: number | null): void {
  const body = Buffer.from(response.body ?? '')
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': String(body.length) })
  if (truncateTo === null) {
    outgoing.end(body)
    return
  }
  outgoing.write(body.subarray(0, truncateTo), () => outgoing.destroy())
}

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): SimulatedResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) }
}
