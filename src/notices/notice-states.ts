import { NoticeState } from '../vocabulary/notice.js'

/** The life of a notice. What cannot be mailed is sent by hand; what failed can be mailed again. */
export const noticeStates: Readonly<Record<NoticeState, readonly NoticeState[]>> = {
  PENDING: [NoticeState.SENT, NoticeState.FAILED, NoticeState.BY_HAND],
  BY_HAND: [NoticeState.SENT, NoticeState.IMPOSSIBLE],
  SENT: [NoticeState.ACKNOWLEDGED],
  FAILED: [NoticeState.PENDING, NoticeState.SENT, NoticeState.IMPOSSIBLE],
  ACKNOWLEDGED: [],
  IMPOSSIBLE: [],
}

/** States from which a notice may come into this one. */
export function statesBefore(state: NoticeState): NoticeState[] {
  return Object.values(NoticeState).filter((from) => noticeStates[from].includes(state))
}
