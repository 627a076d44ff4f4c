import type { AuditLog } from '../audit/audit-log.js'
import type { Database } from '../../entities/database.js'
import type { ReturnAlarm } from '../../entities/return-alarm.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { erasedTypes } from '../ledger/ledger-rows.js'
import type { ReturnComparison } from '../ledger/met-record.js'
import type { CoverageReason } from '../vocabulary/coverage.js'
import type { RecordTypeId, SystemId } from '../vocabulary/source-record.js'
import { asFailure } from './coverage-of.js'
import type { Gateway } from './gateway.js'

/** SCANNED: to the end. UNSCANNABLE: the system offers no way to meet all records of the type. NOT_CONNECTED: it was, when something of it was erased. */
export type ScanOutcome = 'SCANNED' | 'FAILED' | 'UNSCANNABLE' | 'NOT_CONNECTED'

/** How the scan of one record type went. */
export interface TypeScan {
  readonly system: SystemId
  readonly recordType: RecordTypeId
  readonly outcome: ScanOutcome
  /** With FAILED. */
  readonly reason: CoverageReason | null
  readonly records: number
  /** Alarms raised; what had been told before is not among them. */
  readonly returned: number
}

export interface ScanOrder {
  /** Absent: every system of which something was erased. */
  readonly system?: SystemId
  readonly foundBy: ReturnAlarm['foundBy']
  /** Milliseconds for each record type. */
  readonly budgetMs: number
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Pick<TypeScan, 'system' | 'recordType' | 'records' | 'returned'>) => void
}

export interface LedgerScanParts {
  readonly database: Database
  readonly gateway: Gateway
  readonly returns: ReturnComparison
  readonly audit: AuditLog
  readonly clock: Clock
}

/** Looks through whole systems for what was erased: a record type after the other, of those of which something was. */
export class LedgerScan {
  constructor(private readonly parts: LedgerScanParts) {}

  /** Systems that a scan has something to look for in. */
  async systems(): Promise<readonly SystemId[]> {
    return [...new Set((await erasedTypes(this.parts.database)).map(({ system }) => system))]
  }

  /** What cannot be looked at is in the answer. Throws the signal's reason when aborted; what was raised until then stands. */
  async run(order: ScanOrder): Promise<readonly TypeScan[]> {
    const types = (await erasedTypes(this.parts.database)).filter(({ system }) => order.system === undefined || order.system === system)
    const scans: TypeScan[] = []
    for (const { system, recordType } of types) {
      order.signal.throwIfAborted()
      scans.push(await this.scanType(system, recordType, order))
    }
    await this.record(scans)
    return scans
  }

  private async scanType(system: SystemId, recordType: RecordTypeId, order: ScanOrder): Promise<TypeScan> {
    const scan = { system, recordType, reason: null, records: 0, returned: 0 }
    const { gateway } = this.parts
    if (!gateway.systems.includes(system)) {
      return { ...scan, outcome: 'NOT_CONNECTED' }
    }
    if (!gateway.canScan(system, recordType)) {
      return { ...scan, outcome: 'UNSCANNABLE' }
    }
    try {
      await this.readAll(scan, order)
      return { ...scan, outcome: 'SCANNED' }
    } catch (thrown) {
      order.signal.throwIfAborted()
      return { ...scan, outcome: 'FAILED', reason: asFailure(thrown).reason }
    }
  }

  /** Counts in `scan` as it goes. */
  private readAll(
    scan: Pick<TypeScan, 'system' | 'recordType'> & Counts,
    { foundBy, budgetMs, signal, onProgress }: ScanOrder,
  ): Promise<void> {
    const { gateway, returns, clock } = this.parts
    const { system, recordType } = scan
    const look = { foundBy, begunAt: timestamp(clock) }
    const onPage = async (page: Parameters<Parameters<Gateway['scan']>[0]['onPage']>[0]): Promise<void> => {
      scan.records += page.length
      scan.returned += await returns.compare(page, look)
      onProgress?.(scan)
    }
    return gateway.scan({ system, recordType, onPage }, { budgetMs, signal })
  }

  private async record(scans: readonly TypeScan[]): Promise<void> {
    const unread = scans.filter(({ outcome }) => outcome !== 'SCANNED')
    const facts = {
      records: scans.reduce((sum, { records }) => sum + records, 0),
      returned: scans.reduce((sum, { returned }) => sum + returned, 0),
      unread: unread.map(({ system, recordType }) => `${system}/${recordType}`),
    }
    await this.parts.audit.record({ type: 'ledger.scanned', viewer: null, facts })
  }
}

interface Counts {
  records: number
  returned: number
}
