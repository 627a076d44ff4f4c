import { type FindOperator, In, IsNull, Not } from 'typeorm'
import { type Database, isDuplicateKey } from '../../entities/database.js'
import { ReturnAlarm } from '../../entities/return-alarm.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { newId } from '../kernel/ids.js'
import type { Logger } from '../kernel/logger.js'
import type { SubjectVault } from '../security/subject-vault.js'
import type { LedgerHasher } from './ledger-hasher.js'
import { hasIdentifiers } from './ledger-rows.js'
import type { MetRecord } from './met-record.js'
import { inLightOf, type RecognisedReturn, type ReturnKind } from './return-rules.js'
import type { ReturnedSubjects } from './returned-subjects.js'

/** A record that came back, and how it was met. */
export interface FoundReturn extends RecognisedReturn {
  readonly record: MetRecord
  readonly foundBy: ReturnAlarm['foundBy']
}

export interface ReturnAlarmParts {
  readonly database: Database
  readonly vault: SubjectVault
  readonly hasher: LedgerHasher
  readonly subjects: ReturnedSubjects
  readonly audit: AuditLog
  readonly clock: Clock
  readonly logger: Logger
  /** Has somebody answer the alarm; called in the transaction that raises it. */
  readonly onRaised: (alarm: ReturnAlarm) => Promise<void>
}

/** Tells that something erased is there again: in a row, in the audit, in the log, and to whoever answers. */
export class ReturnAlarms {
  constructor(private readonly parts: ReturnAlarmParts) {}

  /** False where it was raised before, where the officer let the person stay, or where the record is certainly somebody else's. */
  async raise(found: FoundReturn): Promise<boolean> {
    try {
      return await this.parts.database.write(async () => !(await this.isKnown(found)) && (await this.store(found)))
    } catch (error) {
      if (isDuplicateKey(error)) {
        return false
      }
      throw error
    }
  }

  /** Not where it was gone before anything was planned: there again, it came back once more. */
  private isKnown(found: FoundReturn): Promise<boolean> {
    const { record, caseId, kind } = found
    const { system, recordType } = record.ref
    const same = this.sameAs(found)
    const told = [
      { ...same, state: Not('ANSWERED' as const) },
      { ...same, planId: Not(IsNull()) },
    ]
    const letStay = { caseId, system, recordType, kind, state: 'DISMISSED' as const }
    return this.parts.database.read((manager) => manager.existsBy(ReturnAlarm, kind === 'REIMPORTED' ? [...told, letStay] : told))
  }

  /** Under former keys too, or every alarm would be raised again when the key changes. */
  private sameAs({ record, caseId }: FoundReturn): { readonly caseId: string; readonly refHash: FindOperator<string> } {
    return { caseId, refHash: In([...this.parts.hasher.hashesOf(record.ref)]) }
  }

  private async store(found: FoundReturn): Promise<boolean> {
    const { database, vault, hasher, subjects, clock } = this.parts
    const { record, caseId, foundBy, isProven } = found
    const { system, recordType, externalId } = record.ref
    const known = await subjects.of(record, found)
    const kind = inLightOf(await subjects.standing(record, known), await this.kindOf(found))
    if (kind === null) {
      return false
    }
    await database.write((manager) => manager.delete(ReturnAlarm, { ...this.sameAs(found), state: 'ANSWERED', planId: IsNull() }))
    const subjectId = known ?? (await subjects.make(isProven ? record.identifiers : []))
    await this.tell({
      id: newId(),
      caseId,
      subjectId,
      system,
      recordType,
      refHash: hasher.hashOf(record.ref),
      externalIdCipher: await vault.seal(subjectId, externalId),
      kind,
      foundBy,
      state: 'OPEN',
      planId: null,
      foundAt: timestamp(clock),
    })
    return true
  }

  /** A record that carries nothing is the very one only where nothing of its type was recognised by what it carried. */
  private async kindOf({ kind, isProven, caseId, record }: FoundReturn): Promise<ReturnKind> {
    const { system, recordType } = record.ref
    const isEmpty = kind === 'RESTORED' && !isProven
    return isEmpty && (await hasIdentifiers(this.parts.database, { caseId, system, recordType })) ? 'DOUBTFUL' : kind
  }

  private async tell(alarm: ReturnAlarm): Promise<void> {
    const { database, audit, logger } = this.parts
    const { caseId, subjectId, system, recordType, kind, foundBy } = alarm
    await database.write((manager) => manager.insert(ReturnAlarm, alarm))
    await audit.record({
      type: 'return.found',
      viewer: null,
      subjectId,
      caseId,
      facts: { alarmId: alarm.id, system, recordType, kind, foundBy },
    })
    await this.parts.onRaised(alarm)
    database.afterCommit(() => logger.error('Something that was erased is there again.', { caseId, system, recordType, kind }))
  }
}
