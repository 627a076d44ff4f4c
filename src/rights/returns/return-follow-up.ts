import type { Database } from '../../../entities/database.js'
import { ReturnAlarm } from '../../../entities/return-alarm.js'
import type { Repetition } from '../../jobs/repetition.js'
import { answerReturnsJob } from '../ledger-jobs.js'

const everyMs = 60 * 60 * 1_000

/** An alarm that could not be answered, since a system did not answer for too long, is taken up again. */
export class ReturnFollowUp {
  constructor(
    private readonly database: Database,
    private readonly repetition: Repetition,
  ) {}

  /** To be called now and then. */
  async ensure(): Promise<void> {
    const open = await this.database.read((manager) => manager.find(ReturnAlarm, { select: { caseId: true }, where: { state: 'OPEN' } }))
    for (const caseId of new Set(open.map((alarm) => alarm.caseId))) {
      await this.repetition.ensure(answerReturnsJob, { key: caseId, payload: { caseId } }, everyMs)
    }
  }
}
