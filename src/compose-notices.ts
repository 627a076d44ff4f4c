import { readFileSync } from 'node:fs'
import type { HubSettings, MailSettings } from './config/settings.js'
import type { Foundation } from './foundation.js'
import type { JobHandler } from './jobs/job-kind.js'
import { ConfigurationError } from './kernel/errors.js'
import type { Mailer } from './notices/mail/mailer.js'
import { SmtpMailer } from './notices/mail/smtp-mailer.js'
import { NoticeMailing } from './notices/notice-mailing.js'
import { type RecipientBook, RecipientNotices } from './notices/recipient-notices.js'
import { sendNoticeJob, sendsNotices } from './rights/notice-job.js'

export interface Telling {
  readonly notices: RecipientNotices
  /** Of the worker; none where no mail server is configured. */
  readonly handlers: readonly JobHandler[]
}

/** What tells recipients: over mail where a server is configured, and through staff where none is. */
export function tellingOf(foundation: Foundation): Telling {
  const { settings, dataMap, queue } = foundation
  const recipients: RecipientBook = { find: (id) => dataMap.recipients.get(id) ?? null }
  const mailer = mailerOf(settings)
  const send = (noticeId: string, runAt?: string): Promise<void> =>
    queue.enqueue(sendNoticeJob, { key: noticeId, payload: { noticeId }, ...(runAt === undefined ? {} : { runAt }) })
  const parts = { ...foundation, recipients, controller: settings.controller }
  const notices = new RecipientNotices({ ...parts, mailing: mailer === null ? null : send })
  return { notices, handlers: mailer === null ? [] : [sendsNotices(new NoticeMailing({ ...parts, notices, mailer, later: send }))] }
}

/** Null where no server is configured. Throws ConfigurationError where its certificates cannot be read. */
export function mailerOf({ mail, controller }: Pick<HubSettings, 'mail' | 'controller'>): Mailer | null {
  if (mail === undefined) {
    return null
  }
  const { caFile, ...options } = mail
  return new SmtpMailer({ ...options, senderName: controller, ...certificatesIn(caFile) })
}

function certificatesIn(file: MailSettings['caFile']): { readonly certificates?: string } {
  try {
    return file === undefined ? {} : { certificates: readFileSync(file, 'utf8') }
  } catch {
    throw new ConfigurationError([`mail.caFile: ${String(file)} cannot be read. Let the hub read it, or leave the line out.`])
  }
}
