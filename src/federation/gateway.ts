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
import { InternalError, NotFoundError } from '../kernel/errors.js'
import type { Logger } from '../kernel/logger.js'
import { CoverageReason } from '../vocabulary/coverage.js'
import type { IdentifierKind } from '../vocabulary/identifier.js'
import type { RecordRef, RecordTypeId, SystemId } from '../vocabulary/source-record.js'
import { type CallLimits, defaultGatewayOptions, type GatewayOptions, settled, SystemGuard } from './system-guard.js'

export type { CallLimits, GatewayOptions } from './system-guard.js'

interface Guarded {
  readonly connector: Connector
  readonly guard: SystemGuard
}

/**
 * The only way to a connector: every call has a time budget, a place among a limited number, and a circuit breaker. A paused
 * system is not called: whoever reads has a gap to declare, whoever writes waits.
 */
export class Gateway {
  private readonly guarded: ReadonlyMap<SystemId, Guarded>

  constructor(connectors: readonly Connector[], logger: Logger, options: GatewayOptions = defaultGatewayOptions) {
    this.guarded = new Map(
      connectors.map((connector) => [connector.system, { connector, guard: new SystemGuard(connector.system, logger, options) }]),
    )
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
    return this.find(system).guard.reopensInMs
  }

  async close(): Promise<void> {
    await Promise.all([...this.guarded.values()].map(({ connector }) => connector.close()))
  }

  private find(system: SystemId): Guarded {
    const guarded = this.guarded.get(system)
    if (guarded === undefined) {
      throw new NotFoundError()
    }
    return guarded
  }

  private async call<T>(system: SystemId, limits: CallLimits, work: (connector: Connector, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { connector, guard } = this.find(system)
    return guard.call(limits, (signal) => work(connector, signal))
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
