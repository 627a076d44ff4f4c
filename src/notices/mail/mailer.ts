/** Why a server did not take a mail. A closed list: what the server said may hold anything and is never passed on. */
export const MailFailure = {
  /** Nobody answers, or the line broke: whether a mail that was on its way was taken is not known. */
  UNREACHABLE: 'UNREACHABLE',
  /** No encryption, or a certificate that does not hold. */
  TLS_REFUSED: 'TLS_REFUSED',
  LOGIN_REFUSED: 'LOGIN_REFUSED',
  /** The server takes nothing from our address. */
  SENDER_REFUSED: 'SENDER_REFUSED',
  /** Not now, such as from a server that it does not know yet. */
  DEFERRED: 'DEFERRED',
  /** For good: the recipient is not known, or the letter is not wanted. */
  RECIPIENT_REFUSED: 'RECIPIENT_REFUSED',
} as const
export type MailFailure = (typeof MailFailure)[keyof typeof MailFailure]

export interface Mail {
  /** The same for every attempt, so that a mail that arrives twice is seen to be one. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Of the text, as in the header: `nl`. */
  readonly language: string
}

/** Hands mail to a server. */
export interface Mailer {
  /** Domain of the address that mail comes from. */
  readonly domain: string
  /** Null once the server has taken it; otherwise why not. Throws only for what is no matter of mail. */
  send(mail: Mail): Promise<MailFailure | null>
  /** Whether the server lets us in. Null when it does. */
  check(): Promise<MailFailure | null>
}
