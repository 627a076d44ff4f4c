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
  EraseMethod,
  InspectedRecord,
  LocateQuery,
  LocateResult,
  ProbeResult,
  RecordCapability,
  RecordLink,
  RecordPage,
  ScannedRecord,
  Selection,
  WriteAnswer,
  WriteOrder,
} from '../connectors/connector.js'
import { SourceError } from '../connectors/source-error.js'
import { asError, InternalError, NotFoundError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import type { IdentifierKind } from '../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SystemId } from '../vocabulary/source-record.js'

export interface GatewayOptions {
  /** Calls into one system at a time. @default 8 */
  readonly concurrency: number
  /** Failures in a row that open a system's circuit. @default 5 */
  readonly failuresToOpen: number
  /** Milliseconds before an open circuit lets one call try again. @default 15_000 */
  readonly halfOpenAfterMs: number
  /** A system that did not answer within a shorter budget than this is not held to be ill: the asker was in a hurry. @default 0 */
  readonly patienceMs?: number
  /** Which systems the operator paused. @default none */
  readonly pauses?: PauseMarks
}

/** Says of which systems nothing is asked until they are resumed. */
export interface PauseMarks {
  isPaused(system: SystemId): Promise<boolean>
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

/** Says nothing about the health of the system, which merely got less time than it is due. */
class HastyTimeout extends SourceError {}

interface Guarded {
  readonly connector: Connector
  readonly breaker: CircuitBreakerPolicy
  readonly slots: BulkheadPolicy
  /** When the circuit opened, in the time of `performance.now()`. */
  openedAt: number
}

interface CallSignals {
  readonly client: AbortSignal
  readonly budget: AbortSignal
  readonly budgetMs: number
}

/**
 * The only way to a connector: every call has a time budget, a place among a limited number, and a circuit breaker. A paused
 * system is not called: whoever reads has a gap to declare, whoever writes waits.
 */
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

  /** Null where the system can be searched by every kind that it holds. */
  findsOnlyBy(system: SystemId): readonly IdentifierKind[] | null {
    return this.find(system).connector.findsOnlyBy ?? null
  }

  locate(system: SystemId, queries: readonly LocateQuery[], limits: CallLimits): Promise<LocateResult> {
    return this.call(system, limits, (connector, signal) => connector.locate(queries, signal))
  }

  /**
   * Hands each page to `onPage` and waits for it before reading on: the system is read no faster than its pages are used.
   * What `onPage` throws ends the reading and is thrown as it is; it is no fault of the system.
   */
  async collect(system: SystemId, request: CollectRequest, limits: CallLimits): Promise<void> {
    const failure = await this.call(system, limits, async (connector, signal) => {
      for await (const page of connector.collect(request.links, request.selection, signal)) {
        signal.throwIfAborted()
        const ofReceiver = await receiverFailure(() => request.onPage(page))
        if (ofReceiver !== null) {
          return ofReceiver
        }
      }
      return null
    })
    if (failure !== null) {
      throw failure.thrown
    }
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

  /** See `Connector.inspect`. */
  inspect(system: SystemId, refs: readonly RecordRef[], selection: Selection, limits: CallLimits): Promise<readonly InspectedRecord[]> {
    return this.call(system, limits, async (connector, signal) => able(connector, 'inspect')(refs, selection, signal))
  }

  /** See `Connector.rectify`. A write is sent once: whether it arrived is found out by inspecting. */
  rectify(order: WriteOrder, limits: CallLimits): Promise<WriteAnswer> {
    return this.call(order.ref.system, limits, async (connector, signal) => able(connector, 'rectify')(order, signal))
  }

  /** See `Connector.erase`. */
  erase(order: WriteOrder, method: EraseMethod, limits: CallLimits): Promise<WriteAnswer> {
    return this.call(order.ref.system, limits, async (connector, signal) => able(connector, 'erase')(order, method, signal))
  }

  /** See `Connector.restrict`. */
  restrict(order: WriteOrder, on: boolean, limits: CallLimits): Promise<WriteAnswer> {
    return this.call(order.ref.system, limits, async (connector, signal) => able(connector, 'restrict')(order, on, signal))
  }

  /** Whether single records of the system can be looked at. */
  canInspect(system: SystemId): boolean {
    return this.find(system).connector.inspect !== undefined
  }

  /** Whether the system can be scanned for records of a type. */
  canScan(system: SystemId, recordType: RecordTypeId): boolean {
    const { connector } = this.find(system)
    const capability = connector.capabilities.find((one) => one.recordType === recordType)
    return connector.scan !== undefined && capability !== undefined && capability.scan !== 'NONE'
  }

  /** Hands every page of a record type to `onPage`, as `collect` does. See `Connector.scan`. */
  async scan({ system, recordType, onPage }: ScanRequest, limits: CallLimits): Promise<void> {
    const failure = await this.call(system, limits, async (connector, signal) => {
      for await (const page of able(connector, 'scan')(recordType, signal)) {
        signal.throwIfAborted()
        const ofReceiver = await receiverFailure(() => onPage(page))
        if (ofReceiver !== null) {
          return ofReceiver
        }
      }
      return null
    })
    if (failure !== null) {
      throw failure.thrown
    }
  }

  /** Asks the system itself; goes past an open circuit and a pause, since it is how one learns that the system is back. */
  probe(system: SystemId, limits: CallLimits): Promise<ProbeResult> {
    const { connector } = this.find(system)
    const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.budgetMs)])
    return settled(connector.probe(signal), signal)
  }

  /** Milliseconds until an open circuit lets a call through; null while it is not open. */
  reopensInMs(system: SystemId): number | null {
    const { breaker, openedAt } = this.find(system)
    return breaker.state === CircuitState.Open ? Math.max(0, Math.ceil(openedAt + this.options.halfOpenAfterMs - performance.now())) : null
  }

  async close(): Promise<void> {
    await Promise.all([...this.guarded.values()].map(({ connector }) => connector.close()))
  }

  private guard(connector: Connector): Guarded {
    const breaker = circuitBreaker(
      handleWhen((error) => error instanceof SourceError && !(error instanceof HastyTimeout) && illness.has(error.reason)),
      { halfOpenAfter: this.options.halfOpenAfterMs, breaker: new ConsecutiveBreaker(this.options.failuresToOpen) },
    )
    const guarded = { connector, breaker, slots: bulkhead(this.options.concurrency, Number.MAX_SAFE_INTEGER), openedAt: 0 }
    breaker.onBreak(() => {
      guarded.openedAt = performance.now()
      this.logger.warn('A system failed repeatedly and is left alone for a while.', { system: connector.system })
    })
    breaker.onReset(() => this.logger.info('A system answers again.', { system: connector.system }))
    return guarded
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
    const signals = { client: limits.signal, budget: AbortSignal.timeout(limits.budgetMs), budgetMs: limits.budgetMs }
    const signal = AbortSignal.any([signals.client, signals.budget])
    const guardedWork = (): Promise<T> =>
      settled(work(connector, signal), signal).catch((thrown: unknown) => {
        throw this.asSourceError(system, thrown, signals)
      })
    try {
      await this.refusePaused(system)
      return await settled(
        slots.execute(() => breaker.execute(guardedWork, signal), signal),
        signal,
      )
    } catch (thrown) {
      const error = this.asSourceError(system, thrown, signals)
      this.report(system, error)
      throw error
    }
  }

  private async refusePaused(system: SystemId): Promise<void> {
    if ((await this.options.pauses?.isPaused(system)) === true) {
      throw new SourceError(CoverageReason.PAUSED, 'The operator paused the system.')
    }
  }

  private asSourceError(system: SystemId, thrown: unknown, { client, budget, budgetMs }: CallSignals): SourceError {
    if (thrown instanceof SourceError) {
      return thrown
    }
    if (client.aborted) {
      return new SourceError(CoverageReason.ABORTED, 'The asker went away.', { cause: thrown })
    }
    if (budget.aborted) {
      const Timeout = budgetMs < (this.options.patienceMs ?? 0) ? HastyTimeout : SourceError
      return new Timeout(CoverageReason.TIMEOUT, 'The system did not answer within its time budget.', { cause: thrown })
    }
    return isCircuitOpen(thrown)
      ? new SourceError(CoverageReason.CIRCUIT_OPEN, 'The system failed repeatedly and is left alone for a while.', {
          retryAfterMs: this.reopensInMs(system) ?? 0,
        })
      : new SourceError(CoverageReason.SYSTEM_ERROR, 'The connector failed.', { cause: thrown })
  }

  private report(system: SystemId, error: SourceError): void {
    const facts = { system, reason: error.reason }
    if (error.reason === CoverageReason.CREDENTIALS_REFUSED) {
      this.logger.error('A system refused our credentials. Renew them in the configuration.', facts)
    } else if (error.reason !== CoverageReason.ABORTED && error.reason !== CoverageReason.PAUSED) {
      this.logger.warn('A system gave no usable answer.', facts, error)
    }
  }
}

export interface CollectRequest {
  readonly links: readonly RecordLink[]
  readonly selection: Selection
  readonly onPage: (page: RecordPage) => Promise<void> | void
}

export interface ScanRequest {
  readonly system: SystemId
  readonly recordType: RecordTypeId
  readonly onPage: (page: readonly ScannedRecord[]) => Promise<void> | void
}

type OptionalMethod = 'inspect' | 'rectify' | 'erase' | 'restrict' | 'scan'

/** A method that not every connector has. Its absence is known from the capabilities before anything is planned. */
function able<M extends OptionalMethod>(connector: Connector, method: M): NonNullable<Connector[M]> {
  const own = connector[method]
  if (own === undefined) {
    throw new InternalError(`${connector.system} was asked to ${method}, which it cannot.`)
  }
  return own.bind(connector) as NonNullable<Connector[M]>
}

/** What a receiver of pages threw. */
interface ReceiverFailure {
  readonly thrown: unknown
}

async function receiverFailure(receive: () => Promise<void> | void): Promise<ReceiverFailure | null> {
  try {
    await receive()
    return null
  } catch (thrown) {
    return { thrown }
  }
}

/** A connector that does not heed its signal, or a place in a queue, cannot hold up the answer. */
function settled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(asError(signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function isCircuitOpen(thrown: unknown): boolean {
  return thrown instanceof Error && 'isBrokenCircuitError' in thrown
}
