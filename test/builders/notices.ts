import { AuditLog } from '../../src/audit/audit-log.js'
import { DataSubject } from '../../entities/data-subject.js'
import type { Database } from '../../entities/database.js'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { Job } from '../../entities/job.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import { JobQueue } from '../../src/jobs/queue.js'
import { Worker } from '../../src/jobs/worker.js'
import { SettableClock, timestamp } from '../../src/kernel/clock.js'
import { createLogger } from '../../src/kernel/logger.js'
import { SmtpMailer } from '../../src/notices/mail/smtp-mailer.js'
import { NoticeMailing } from '../../src/notices/notice-mailing.js'
import { type NoticeOrder, type NoticeRecipient, RecipientNotices } from '../../src/notices/recipient-notices.js'
import { sendNoticeJob, sendsNotices } from '../../src/rights/notice-job.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { MailServerSimulator } from '../../src/simulators/mail-server.js'
import type { OpenedDatabase, TestDatabase } from './databases.js'
import { keysForTests } from './federation.js'

const known: readonly (readonly [string, NoticeRecipient])[] = [
  ['accountant', { name: 'The accountant', email: 'privacy@accountant.example', language: 'FR' }],
  ['mailing-house', { name: 'Example Mailing', email: 'privacy@mailing.example' }],
  ['tax-authority', { name: 'FOD Financiën' }],
]

/** Notices over a database of their own and a mail server that they really speak to, on a clock that the test moves. */
export class NoticeWorld {
  readonly clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
  readonly logged: string[] = []
  readonly notices: RecipientNotices
  readonly byHand: RecipientNotices
  private readonly queue: JobQueue
  private readonly mailing: NoticeMailing
  private readonly logger = createLogger('debug', { write: (line: string) => void this.logged.push(line) })

  private constructor(
    private readonly opened: OpenedDatabase,
    readonly server: MailServerSimulator,
    /** A test may change what is known of a recipient. */
    readonly recipients: Map<string, NoticeRecipient>,
  ) {
    const { database } = opened
    const { clock, logger } = this
    const audit = new AuditLog(database, clock)
    this.queue = new JobQueue(database, clock)
    const book = { find: (id: string) => recipients.get(id) ?? null }
    const parts = {
      database,
      vault: new SubjectVault(database, keysForTests, clock),
      audit,
      clock,
      recipients: book,
      controller: 'Cloudware NV',
    }
    const mailing = (noticeId: string) => this.queue.enqueue(sendNoticeJob, { key: noticeId, payload: { noticeId } })
    this.notices = new RecipientNotices({ ...parts, mailing })
    this.byHand = new RecipientNotices({ ...parts, mailing: null })
    const { host, port, certificates } = server
    const mailer = new SmtpMailer({
      host,
      port,
      certificates,
      security: 'starttls',
      from: 'privacy@cloudware.example',
      senderName: 'Cloudware NV',
    })
    const later = (noticeId: string, runAt: string) => this.queue.enqueue(sendNoticeJob, { key: noticeId, payload: { noticeId }, runAt })
    this.mailing = new NoticeMailing({ ...parts, notices: this.notices, mailer, logger, later })
  }

  static async on(database: TestDatabase): Promise<NoticeWorld> {
    const world = new NoticeWorld(await database.open(), await new MailServerSimulator().start(), new Map())
    const createdAt = timestamp(world.clock)
    await world.database.write((manager) => manager.insert(DataSubject, { id: 'subject-1', language: 'NL', createdAt }))
    await new SubjectVault(world.database, keysForTests, world.clock).createKey('subject-1')
    return world
  }

  /** As if nobody had been told anything yet. */
  async begin(): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.deleteAll(RecipientNotice)
      await manager.deleteAll(Job)
      await manager.deleteAll(AuditLeaf)
    })
    this.clock.set(new Date('2026-11-02T08:00:00Z'))
    this.server.received.length = 0
    this.logged.length = 0
    known.forEach(([id, recipient]) => this.recipients.set(id, recipient))
  }

  get database(): Database {
    return this.opened.database
  }

  /** Works off what is due, as a worker of its own. */
  async work(): Promise<void> {
    await new Worker({ queue: this.queue, handlers: [sendsNotices(this.mailing)], logger: this.logger, clock: this.clock }).drain()
  }

  async jobs(): Promise<Job[]> {
    return this.database.read((manager) => manager.find(Job))
  }

  async close(): Promise<void> {
    await this.opened.close()
    await this.server.stop()
  }
}

export function orderFor(recipientId: string, change: Partial<NoticeOrder> = {}): NoticeOrder {
  return {
    subjectId: 'subject-1',
    caseId: 'case-1',
    planId: 'plan-1',
    recipientId,
    kind: 'ERASURE',
    categories: ['PHONE_NUMBER'],
    language: 'NL',
    identifiers: [
      { kind: 'NAME', value: 'Zora Vandermarkering' },
      { kind: 'EMAIL', value: 'zora@vandermarkering.example' },
    ],
    changes: [],
    ...change,
  }
}
