import type { HubSettings } from '../../config/settings.js'
import { mailerOf } from '../../compose-notices.js'
import { ConfigurationError } from '../../kernel/errors.js'
import type { MailFailure } from '../../notices/mail/mailer.js'
import { fine, type Finding, fromSentence, problem } from './finding.js'

const remedies: Readonly<Record<MailFailure, readonly [text: string, remedy: string]>> = {
  UNREACHABLE: ['The mail server does not answer.', 'Check mail.host and mail.port, and the network in between.'],
  TLS_REFUSED: [
    'The mail server offers no encryption that holds.',
    'Check mail.security, its certificate, and mail.caFile for an authority of your own.',
  ],
  LOGIN_REFUSED: ['The mail server refuses the log-in.', 'Check mail.user, and MAIL_PASSWORD in the environment.'],
  SENDER_REFUSED: ['The mail server takes nothing from this address.', 'Check mail.from, and whether the server asks for a log-in.'],
  DEFERRED: ['The mail server does not want to be asked now.', 'Try again later.'],
  RECIPIENT_REFUSED: ['The mail server refuses.', 'Ask whoever runs it.'],
}

/** Whether mail can be handed over. Sends none. */
export async function checkMail(settings: Pick<HubSettings, 'mail' | 'controller'>): Promise<Finding[]> {
  try {
    const mailer = mailerOf(settings)
    if (mailer === null) {
      return [fine('No mail server is configured: staff send what the hub writes to recipients.')]
    }
    const failure = await mailer.check()
    return [failure === null ? fine('The mail server lets the hub in.') : problem(...remedies[failure])]
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems.map(fromSentence)
    }
    throw error
  }
}
