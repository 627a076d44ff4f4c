import {
  bulkhead,
  type BulkheadPolicy,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel'
import { SourceError } from '../connectors/source-error.js'
import { asError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import type { SystemId } from '../vocabulary/source-record.js'

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

interface CallSignals {
  readonly client: AbortSignal
  readonly budget: AbortSignal
  readonly budgetMs: number
}

/** Stands before one system: every call has a time budget, a place among a limited number, and a circuit breaker; none is made while it is paused. */
export class SystemGuard {
  private readonly breaker: CircuitBreakerPolicy
  private readonly slots: BulkheadPolicy
  /** When the circuit opened, in the time of `performance.now()`. */
  private openedAt = 0

  constructor(
    private readonly system: SystemId,
    private readonly logger: Logger,
    private readonly options: GatewayOptions,
  ) {
    this.slots = bulkhead(options.concurrency, Number.MAX_SAFE_INTEGER)
    this.breaker = circuitBreaker(
      handleWhen((error) => error instanceof SourceError && !(error instanceof HastyTimeout) && illness.has(error.reason)),
      { halfOpenAfter: options.halfOpenAfterMs, breaker: new ConsecutiveBreaker(options.failuresToOpen) },
    )
    this.breaker.onBreak(() => {
      this.openedAt = performance.now()
      logger.warn('A system failed repeatedly and is left alone for a while.', { system })
    })
    this.breaker.onReset(() => logger.info('A system answers again.', { system }))
  }

  /** Milliseconds until an open circuit lets a call through; null while it is not open. */
  get reopensInMs(): number | null {
    const { halfOpenAfterMs } = this.options
    return this.breaker.state === CircuitState.Open ? Math.max(0, Math.ceil(this.openedAt + halfOpenAfterMs - performance.now())) : null
  }

  /** Whatever the work throws, and whatever hinders it, is thrown as a SourceError. */
  async call<T>({ budgetMs, signal: client }: CallLimits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signals = { client, budget: AbortSignal.timeout(budgetMs), budgetMs }
    const signal = AbortSignal.any([signals.client, signals.budget])
    const guardedWork = (): Promise<T> =>
      settled(work(signal), signal).catch((thrown: unknown) => {
        throw this.asSourceError(thrown, signals)
      })
    try {
      await this.refusePaused()
      return await settled(
        this.slots.execute(() => this.breaker.execute(guardedWork, signal), signal),
        signal,
      )
    } catch (thrown) {
      const error = this.asSourceError(thrown, signals)
      this.report(error)
      throw error
    }
  }

  private async refusePaused(): Promise<void> {
    if ((await this.options.pauses?.isPaused(this.system)) === true) {
      throw new SourceError(CoverageReason.PAUSED, 'The operator paused the system.')
    }
  }

  private asSourceError(thrown: unknown, { client, budget, budgetMs }: CallSignals): SourceError {
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
          retryAfterMs: this.reopensInMs ?? 0,
        })
      : new SourceError(CoverageReason.SYSTEM_ERROR, 'The connector failed.', { cause: thrown })
  }

  private report(error: SourceError): void {
    const facts = { system: this.system, reason: error.reason }
    if (error.reason === CoverageReason.CREDENTIALS_REFUSED) {
      this.logger.error('A system refused our credentials. Renew them in the configuration.', facts)
    } else if (error.reason !== CoverageReason.ABORTED && error.reason !== CoverageReason.PAUSED) {
      this.logger.warn('A system gave no usable answer.', facts, error)
    }
  }
}

/** A connector that does not heed its signal, or a place in a queue, cannot hold up the answer. */
export function settled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(asError(signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function isCircuitOpen(thrown: unknown): boolean {
  return thrown instanceof Error && 'isBrokenCircuitError' in thrown
}
