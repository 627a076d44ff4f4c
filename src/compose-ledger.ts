import type { Database } from '../entities/database.js'
import type { ReturnAlarm } from '../entities/return-alarm.js'
import type { AuditLog } from './audit/audit-log.js'
import type { JobQueue } from './jobs/queue.js'
import type { Clock } from './kernel/clock.js'
import type { Logger } from './kernel/logger.js'
import { ErasureLedger } from './ledger/erasure-ledger.js'
import { LedgerFile } from './ledger/ledger-file.js'
import { LedgerHasher } from './ledger/ledger-hasher.js'
import { ReturnAlarms } from './ledger/return-alarms.js'
import { ReturnWatch } from './ledger/return-watch.js'
import { ReturnedSubjects } from './ledger/returned-subjects.js'
import { SystemPauses } from './ledger/system-pauses.js'
import { answerReturnsJob } from './rights/ledger-jobs.js'
import { IdentifierHasher } from './security/identifier-hasher.js'
import type { MasterKeys } from './security/master-keys.js'
import type { SubjectVault } from './security/subject-vault.js'

export interface LedgerSurroundings {
  readonly database: Database
  readonly masterKeys: MasterKeys
  readonly vault: SubjectVault
  readonly audit: AuditLog
  readonly clock: Clock
  readonly logger: Logger
  readonly file: string
  /** See `ReturnAlarmParts`. */
  readonly onRaised: (alarm: ReturnAlarm) => Promise<void>
}

/** What comes back together is answered together. */
const settlingMs = 5_000

/** Has a worker answer an alarm. */
export function answeredFrom(queue: JobQueue, clock: Clock): LedgerSurroundings['onRaised'] {
  return ({ caseId }) => {
    const runAt = new Date(clock.now().getTime() + settlingMs).toISOString()
    return queue.enqueue(answerReturnsJob, { key: caseId, payload: { caseId }, runAt })
  }
}

/** What must be asked before a system is believed or called. */
export interface LedgerFloor {
  readonly ledger: ErasureLedger
  readonly returns: ReturnWatch
  readonly pauses: SystemPauses
}

/** Puts the ledger together; it is not yet open. */
export function ledgerFloorOf(surroundings: LedgerSurroundings): LedgerFloor {
  const { database, masterKeys, clock, file } = surroundings
  const hasher = new LedgerHasher(masterKeys)
  const subjects = new ReturnedSubjects({ ...surroundings, hasher: new IdentifierHasher(masterKeys) })
  return {
    ledger: new ErasureLedger({ ...surroundings, file: new LedgerFile(file), hasher }),
    returns: new ReturnWatch(database, hasher, new ReturnAlarms({ ...surroundings, hasher, subjects })),
    pauses: new SystemPauses(database, clock),
  }
}
