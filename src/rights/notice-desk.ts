import type { Database } from '../../entities/database.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import type { AuditLog } from '../audit/audit-log.js'
import { NotFoundError } from '../kernel/errors.js'
import type { RecipientNotices } from '../notices/recipient-notices.js'
import type { Idempotency } from '../security/idempotency.js'
import { authorise } from '../security/permissions.js'
import { caseHandling, staffReads } from '../security/staff-reads.js'
import type { SubjectAccess } from '../security/subject-access.js'
import { NoticeResult } from '../vocabulary/notice.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { NoticeView } from './changes.js'
import { noticeView } from './notice-view.js'
import type { NoticeEntry, NoticeLetter, Notices } from './notices.js'

export interface NoticeDeskParts {
  readonly database: Database
  readonly notices: RecipientNotices
  readonly access: SubjectAccess
  readonly idempotency: Idempotency
  readonly audit: AuditLog
}

/** Where staff see what recipients are told, send what cannot be mailed, and say what came of it. */
export class NoticeDesk implements Notices {
  constructor(private readonly parts: NoticeDeskParts) {}

  async letter(viewer: Viewer, noticeId: string): Promise<NoticeLetter> {
    authorise(viewer, 'Notice.letter')
    const { subjectId, caseId } = await this.visible(viewer, noticeId)
    await this.parts.audit.recordAll(staffReads(viewer, [subjectId], { ...caseHandling, caseId }))
    return this.parts.notices.letterOf(noticeId)
  }

  async record(viewer: Viewer, { idempotencyKey, ...entry }: NoticeEntry): Promise<Outcome<NoticeView>> {
    authorise(viewer, 'recordNotice')
    await this.visible(viewer, entry.noticeId)
    const { noticeId, result, reason = null } = entry
    const use = { viewer, operation: 'recordNotice', key: idempotencyKey, input: { noticeId, result, reason } }
    const made = await this.parts.idempotency.once(use, async () =>
      (await this.move(viewer, entry)) ? done({ noticeId }) : refused<{ readonly noticeId: string }>(RefusalCode.NOTICE_NOT_WAITING),
    )
    return made.ok ? done(noticeView(await this.visible(viewer, noticeId))) : made
  }

  private move(viewer: Viewer, { noticeId, result, reason }: NoticeEntry): Promise<boolean> {
    const { notices } = this.parts
    switch (result) {
      case NoticeResult.SENT:
        return notices.recordSent(viewer, noticeId)
      case NoticeResult.ACKNOWLEDGED:
        return notices.acknowledge(viewer, noticeId)
      case NoticeResult.IMPOSSIBLE:
        return notices.markImpossible(viewer, noticeId, reason ?? '')
      case NoticeResult.SEND_AGAIN:
        return notices.sendAgain(viewer, noticeId)
    }
  }

  private async visible(viewer: Viewer, noticeId: string): Promise<RecipientNotice> {
    const { database, access } = this.parts
    const notice = await database.read((manager) => manager.findOneBy(RecipientNotice, { id: noticeId }))
    if (notice === null) {
      throw new NotFoundError()
    }
    await access.mustSeeSubject(viewer, notice.subjectId)
    return notice
  }
}
