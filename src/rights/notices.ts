import type { Language } from '../vocabulary/language.js'
import type { NoticeResult } from '../vocabulary/notice.js'
import type { Outcome } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { NoticeView } from './changes.js'

export interface NoticeEntry {
  readonly noticeId: string
  readonly result: NoticeResult
  /** With IMPOSSIBLE. */
  readonly reason?: string | null
  readonly idempotencyKey?: string | null
}

/** What a recipient is told, as plain text. */
export interface NoticeLetter {
  readonly language: Language
  readonly subject: string
  readonly text: string
}

/** What staff do about notices. Every method checks what the viewer may see; ids that are not theirs are not found. */
export interface Notices {
  letter(viewer: Viewer, noticeId: string): Promise<NoticeLetter>
  record(viewer: Viewer, entry: NoticeEntry): Promise<Outcome<NoticeView>>
}
