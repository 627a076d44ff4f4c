import { type JobHandler, handles, jobKind } from '../jobs/job-kind.js'
import type { NoticeMailing } from '../notices/notice-mailing.js'

/** Mails a notice. How long it is tried is the notice's own matter; the job's attempts are for what went wrong in the hub. */
export const sendNoticeJob = jobKind<{ readonly noticeId: string }>('notice.send')

export function sendsNotices(mailing: NoticeMailing): JobHandler {
  return handles(sendNoticeJob, {
    run: ({ noticeId }) => mailing.mail(noticeId),
    parked: ({ noticeId }) => mailing.giveUp(noticeId, 'INTERNAL'),
  })
}
