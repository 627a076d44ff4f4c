import { createTransport, type Transporter } from 'nodemailer'
import { type Mail, type Mailer, MailFailure } from './mailer.js'

export interface SmtpOptions {
  readonly host: string
  readonly port: number
  /** `starttls`: nothing is said before TLS but the greeting. `none`: for a server on this machine. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user?: string
  readonly password?: string
  /** Address that mail comes from. */
  readonly from: string
  /** The company, as the name beside that address. */
  readonly senderName: string
  /** Certificates in PEM of the authority that certifies the server. @default those of the machine */
  readonly certificates?: string
  /** Milliseconds in which the server must have greeted. @default 15_000 */
  readonly patienceMs?: number
}

const silenceMs = 60_000

/** Sends over SMTP, encrypted unless the server is on this machine and the operator said so. */
export class SmtpMailer implements Mailer {
  readonly domain: string
  private readonly transport: Transporter

  constructor(private readonly options: SmtpOptions) {
    const { host, port, security, user, password, certificates, patienceMs = 15_000 } = options
    this.domain = options.from.slice(options.from.lastIndexOf('@') + 1)
    this.transport = createTransport({
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: silenceMs,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { minVersion: 'TLSv1.2', ...(certificates === undefined ? {} : { ca: certificates }) },
      ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password } }),
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  async send({ messageId, to, subject, text, language }: Mail): Promise<MailFailure | null> {
    const headers = { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
    const from = { name: this.options.senderName, address: this.options.from }
    return failureOf(this.transport.sendMail({ messageId, from, to: { name: '', address: to }, subject, text, headers }))
  }

  check(): Promise<MailFailure | null> {
    return failureOf(this.transport.verify())
  }
}

async function failureOf(attempt: Promise<unknown>): Promise<MailFailure | null> {
  try {
    await attempt
    return null
  } catch (error) {
    return meaningOf(error as SmtpError)
  }
}

/** What the library tells of an error, besides words of the server. */
interface SmtpError {
  readonly code?: unknown
  /** Of the system or of TLS, where the library put its own in place of it. */
  readonly originalCode?: unknown
  readonly responseCode?: unknown
  readonly command?: unknown
}

const byCode: Readonly<Record<string, MailFailure>> = {
  ETLS: MailFailure.TLS_REFUSED,
  EAUTH: MailFailure.LOGIN_REFUSED,
}

const byCommand: Readonly<Record<string, MailFailure>> = {
  'MAIL FROM': MailFailure.SENDER_REFUSED,
  'RCPT TO': MailFailure.RECIPIENT_REFUSED,
  DATA: MailFailure.RECIPIENT_REFUSED,
}

const ofTls = /TLS|SSL|CERT|SIGNATURE/

function meaningOf({ code, originalCode, responseCode, command }: SmtpError): MailFailure {
  const answer = typeof responseCode === 'number' ? responseCode : 0
  if (answer >= 400 && answer < 500 && code !== 'EAUTH') {
    return MailFailure.DEFERRED
  }
  const refused = answer >= 500 ? byCommand[String(command)] : undefined
  if (ofTls.test(String(originalCode))) {
    return MailFailure.TLS_REFUSED
  }
  return byCode[String(code)] ?? refused ?? MailFailure.UNREACHABLE
}
