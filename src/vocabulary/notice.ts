/** What a recipient is told (Art. 19). SUPPLEMENT: that the person disputes data, which stay and bear a statement of theirs (Art. 16). */
export const NoticeKind = {
  RECTIFICATION: 'RECTIFICATION',
  ERASURE: 'ERASURE',
  RESTRICTION: 'RESTRICTION',
  SUPPLEMENT: 'SUPPLEMENT',
} as const
export type NoticeKind = (typeof NoticeKind)[keyof typeof NoticeKind]

/** What staff say of a notice: that they sent it, that it was answered, that it cannot be sent; or have it mailed once more. */
export const NoticeResult = {
  SENT: 'SENT',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  IMPOSSIBLE: 'IMPOSSIBLE',
  SEND_AGAIN: 'SEND_AGAIN',
} as const
export type NoticeResult = (typeof NoticeResult)[keyof typeof NoticeResult]

/** BY_HAND: no address is known, so that staff must send it. IMPOSSIBLE: with the reason why (Art. 19). */
export const NoticeState = {
  PENDING: 'PENDING',
  SENT: 'SENT',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  BY_HAND: 'BY_HAND',
  IMPOSSIBLE: 'IMPOSSIBLE',
  FAILED: 'FAILED',
} as const
export type NoticeState = (typeof NoticeState)[keyof typeof NoticeState]
