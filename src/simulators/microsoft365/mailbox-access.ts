import { userOf } from './directory-routes.js'
import type { GraphCall } from './graph-call.js'
import { refusals } from './graph-error.js'
import type { Mailbox } from './mailbox.js'

/** The mailbox a path names: closed to the application, not there at all, or open. */
export function mailboxOf(call: GraphCall): Mailbox {
  const user = userOf(call)
  if (user.isOutOfScope) {
    throw refusals.mailboxOutOfScope()
  }
  if (user.mailbox === null) {
    throw refusals.noMailbox()
  }
  return user.mailbox
}
