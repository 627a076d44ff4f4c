import type { Database } from '../../entities/database.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import type { Logger } from '../kernel/logger.js'
import { NoticeState } from '../vocabulary/notice.js'
import { MailFailure, type Mailer } from './mail/mailer.js'
import type { RecipientBook, RecipientNotices } from './recipient-notices.js'

const minuteMs = 60_000

/** Minutes until the next attempt: a server that does not know us wants some, one that is broken needs hours. */
const waits = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1_440, 1_440] as const

/** When to try again after so many attempts, spread by `random` (0 to 1) up to a fifth later; null when it is time to give up. */
export function nextAttemptAt(attempts: number, now: Date, random: number): string | null {
  const minutes = waits[attempts - 1]
  return minutes === undefined ? null : new Date(now.getTime() + Math.round(minutes * minuteMs * (1 + random / 5))).toISOString()
}

export interface MailingParts {
  readonly database: Database
  readonly notices: RecipientNotices
  readonly recipients: RecipientBook
  readonly mailer: Mailer
  readonly audit: AuditLog
  readonly clock: Clock
  readonly logger: Logger
  /** Has `mail` run again at a later moment (RFC 3339); within the caller's transaction. */
  readonly later: (noticeId: string, runAt: string) => Promise<void>
}

/**
 * Mails one notice. That it was taken is recorded once; where the line broke before the answer it is sent again, under the
 * same Message-ID.
 */
export class NoticeMailing {
  constructor(private readonly parts: MailingParts) {}

  /** What is not PENDING any more is left alone. */
  async mail(noticeId: string): Promise<void> {
    const { database, recipients } = this.parts
    const notice = await database.read((manager) => manager.findOneBy(RecipientNotice, { id: noticeId }))
    if (notice === null || notice.state !== NoticeState.PENDING) {
      return
    }
    const { email } = recipients.find(notice.recipientId) ?? {}
    await (email === undefined ? this.conclude(notice, { state: NoticeState.BY_HAND, reason: 'NO_ADDRESS' }) : this.send(notice, email))
  }

  /** Nobody mails it any more. */
  async giveUp(noticeId: string, reason: string): Promise<void> {
    const notice = await this.parts.database.read((manager) => manager.findOneBy(RecipientNotice, { id: noticeId }))
    await (notice === null ? undefined : this.conclude(notice, { state: NoticeState.FAILED, reason }))
  }

  private async send(notice: RecipientNotice, to: string): Promise<void> {
    const { notices, mailer, clock } = this.parts
    const { subject, text, language } = await notices.letter(notice)
    const messageId = `<${notice.id}@${mailer.domain}>`
    const failure = await mailer.send({ messageId, to, subject, text, language: language.toLowerCase() })
    const attempts = notice.attempts + 1
    if (failure === null) {
      await this.conclude(notice, { state: NoticeState.SENT, attempts, messageId, reason: null, sentAt: timestamp(clock) })
      return
    }
    const runAt = failure === MailFailure.RECIPIENT_REFUSED ? null : nextAttemptAt(attempts, clock.now(), Math.random())
    await (runAt === null
      ? this.conclude(notice, { state: NoticeState.FAILED, attempts, reason: failure })
      : this.wait(notice, failure, runAt))
  }

  private async wait({ id, caseId, attempts }: RecipientNotice, reason: MailFailure, runAt: string): Promise<void> {
    const { database, later, logger } = this.parts
    logger.warn('A notice could not be mailed; it will be tried again.', { caseId, reason, attempt: attempts + 1 })
    await database.write(async (manager) => {
      await manager.update(RecipientNotice, { id, state: NoticeState.PENDING }, { attempts: attempts + 1, reason })
      await later(id, runAt)
    })
  }

  private async conclude(notice: RecipientNotice, to: Partial<RecipientNotice> & Pick<RecipientNotice, 'state'>): Promise<void> {
    const { database, audit, logger } = this.parts
    const { id, subjectId, caseId, recipientId } = notice
    await database.write(async (manager) => {
      const { affected } = await manager.update(RecipientNotice, { id, state: NoticeState.PENDING }, to)
      if ((affected ?? 0) > 0) {
        await audit.record({ type: 'notice.moved', viewer: null, subjectId, caseId, facts: { noticeId: id, recipientId, state: to.state } })
      }
    })
    if (to.state === NoticeState.FAILED) {
      logger.error('A notice could not be mailed. Send it by hand, or put right what stands in the way.', {
        caseId,
        reason: to.reason ?? '',
      })
    }
  }
}
