import {
  bulkhead,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
  type BulkheadPolicy,
} from 'cockatiel'
import type {
  Connector,
  LocateQuery,
  LocateResult,
  ProbeResult,
  RecordCapability,
  RecordLink,
  RecordPage,
  Selection,
} from '../connectors/connector.js'
import { SourceError } from '../connectors/source-error.js'
import { asError, NotFoundError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import type { RecordRef, SystemId } from '../vocabulary/source-record.js'

export interface GatewayOptions {
  /** Calls into one system at a time. @default 8 */
  readonly concurrency: number
  /** Failures in a row that open a system's circuit. @default 5 */
  readonly failuresToOpen: number
  /** Milliseconds before an open circuit lets one call try again. @default 15_000 */
  readonly halfOpenAfterMs: number
}

export const defaultGatewayOptions: GatewayOptions = { concurrency: 8, failuresToOpen: 5, halfOpenAfterMs: 15_000 }

/** How long a call may take, and who may call it off. */
export interface CallLimits {
  readonly budgetMs: number
  readonly signal: AbortSignal
}

/** Reasons that say the system is ill, not that we asked for too much. */
const illness: ReadonlySet<CoverageReason> = new Set([
  CoverageReason.TIMEOUT,
  CoverageReason.SYSTEM_ERROR,
  CoverageReason.MALFORMED_ANSWER,
  CoverageReason.CREDENTIALS_REFUSED,
])

interface Guarded {
  readonly connector: Connector
  readonly breaker: CircuitBreakerPolicy
  readonly slots: BulkheadPolicy
}

/** The only way to a connector: every call has a time budget, a place among a limited number, and a circuit breaker. */
export class Gateway {
  private readonly guarded: ReadonlyMap<SystemId, Guarded>

  constructor(
    connectors: readonly Connector[],
    private readonly logger: Logger,
    private readonly options: GatewayOptions = defaultGatewayOptions,
  ) {
    this.guarded = new Map(connectors.map((connector) => [connector.system, this.guard(connector)]))
  }

  get systems(): readonly SystemId[] {
    return [...this.guarded.keys()]
  }

  capabilities(system: SystemId): readonly RecordCapability[] {
    return this.find(system).connector.capabilities
  }

  locate(system: SystemId, queries: readonly LocateQuery[], limits: CallLimits): Promise<LocateResult> {
    return this.call(system, limits, (connector, signal) => connector.locate(queries, signal))
  }

  /** Hands each page to `onPage` and waits for it before reading on: the system is read no faster than its pages are used. */
  collect(system: SystemId, request: CollectRequest, limits: CallLimits): Promise<void> {
    return this.call(system, limits, async (connector, signal) => {
      for await (const page of connector.collect(request.links, request.selection, signal)) {
        await request.onPage(page)
      }
    })
  }

  /** The bytes of a file; the budget covers the opening, the signal the whole reading. */
  open(ref: RecordRef, attachmentId: string, limits: CallLimits): Promise<AsyncIterable<Uint8Array>> {
    return this.call(ref.system, limits, (connector) => {
      if (connector.open === undefined) {
        throw new SourceError(CoverageReason.NOT_SEARCHED, `${ref.system} hands out no files.`)
      }
      return connector.open(ref, attachmentId, limits.signal)
    })
  }

  /** Asks the system itself; goes past an open circuit, since it is how one learns that the system is back. */
  probe(system: SystemId, limits: CallLimits): Promise<ProbeResult> {
    const { connector } = this.find(system)
    return connector.probe(AbortSignal.any([limits.signal, AbortSignal.timeout(limits.budgetMs)]))
  }

  isOpen(system: SystemId): boolean {
    return this.find(system).breaker.state === CircuitState.Open
  }

  async close(): Promise<void> {
    await Promise.all([...this.guarded.values()].map(({ connector }) => connector.close()))
  }

  private guard(connector: Connector): Guarded {
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof SourceError && illness.has(error.reason)),
      { halfOpenAfter: this.options.halfOpenAfterMs, breaker: new ConsecutiveBreaker(this.options.failuresToOpen) },
    )
    breaker.onBreak(() => this.logger.warn('A system failed repeatedly and is left alone for a while.', { system: connector.system }))
    breaker.onReset(() => this.logger.info('A system answers again.', { system: connector.system }))
    return { connector, breaker, slots: bulkhead(this.options.concurrency, Number.MAX_SAFE_INTEGER) }
  }

  private find(system: SystemId): Guarded {
    const guarded = this.guarded.get(system)
    if (guarded === undefined) {
      throw new NotFoundError()
    }
    return guarded
  }

  private async call<T>(system: SystemId, limits: CallLimits, work: (connector: Connector, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { connector, breaker, slots } = this.find(system)
    const budget = AbortSignal.timeout(limits.budgetMs)
    const signal = AbortSignal.any([limits.signal, budget])
    const guardedWork = (): Promise<T> =>
      this.settled(work(connector, signal), signal).catch((thrown: unknown) => {
        throw this.asSourceError(thrown, { client: limits.signal, budget })
      })
    try {
      return await slots.execute(() => breaker.execute(guardedWork), signal)
    } catch (thrown) {
      const error = this.asSourceError(thrown, { client: limits.signal, budget })
      this.report(system, error)
      throw error
    }
  }

  /** A connector that does not heed its signal cannot hold up the answer. */
  private settled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(asError(signal.reason))
      signal.addEventListener('abort', onAbort, { once: true })
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
    })
  }

  private asSourceError(thrown: unknown, signals: { readonly client: AbortSignal; readonly budget: AbortSignal }): SourceError {
    if (thrown instanceof SourceError) {
      return thrown
    }
    if (signals.client.aborted) {
      return new SourceError(CoverageReason.ABORTED, 'The asker went away.', { cause: thrown })
    }
    if (signals.budget.aborted) {
      return new SourceError(CoverageReason.TIMEOUT, 'The system did not answer within its time budget.', { cause: thrown })
    }
    return isCircuitOpen(thrown)
      ? new SourceError(CoverageReason.CIRCUIT_OPEN, 'The system failed repeatedly and is left alone for a while.', {
          retryAfterMs: this.options.halfOpenAfterMs,
        })
      : new SourceError(CoverageReason.SYSTEM_ERROR, 'The connector failed.', { cause: thrown })
  }

  private report(system: SystemId, error: SourceError): void {
    if (error.reason === CoverageReason.CREDENTIALS_REFUSED) {
      this.logger.error('A system refused our credentials. Renew them in the configuration.', { system, reason: error.reason })
      return
    }
    this.logger.warn('A system gave no usable answer.', { system, reason: error.reason }, error)
  }
}

export interface CollectRequest {
  readonly links: readonly RecordLink[]
  readonly selection: Selection
  readonly onPage: (page: RecordPage) => Promise<void> | void
}

function isCircuitOpen(thrown: unknown): boolean {
  return thrown instanceof Error && 'isBrokenCircuitError' in thrown
}
