import type { RecipientNotice } from '../../entities/recipient-notice.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { NoticeView } from './changes.js'

/** A notice without what the recipient is told about the person. */
export function noticeView(notice: RecipientNotice): NoticeView {
  const { id, recipientId, kind, state, categories, reason, createdAt, sentAt, acknowledgedAt } = notice
  // Written from a list of categories, and read from its column as text.
  return { id, recipientId, kind, state, categories: categories as DataCategory[], reason, createdAt, sentAt, acknowledgedAt }
}
