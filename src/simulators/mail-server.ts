import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { selfSignedCertificate } from './self-signed-certificate.js'

/** A mail as it reached the server. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  /** By name in small letters; a repeated one is joined with commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Whether it came encrypted. */
  readonly secure: boolean
  /** Who had logged in; null where nobody had. */
  readonly user: string | null
}

/**
 * What goes wrong. `unknown-recipient`: refused for good. `greylist`: not now. `refuse-sender`, `refuse-login`, `refuse-letter`:
 * as they say. `cut-before`, `cut-after`: the line breaks at the end of the letter, before or after it was taken.
 */
export type MailFault = 'unknown-recipient' | 'greylist' | 'refuse-sender' | 'refuse-login' | 'refuse-letter' | 'cut-before' | 'cut-after'

export interface MailServerOptions {
  /** Offers STARTTLS, or speaks TLS from the first byte, or neither. @default starttls */
  readonly security?: 'starttls' | 'tls' | 'none'
  /** @default anybody may send */
  readonly login?: { readonly user: string; readonly password: string }
}

class Refusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message)
  }
}

/** An SMTP server on loopback that keeps what it takes, and fails on demand. */
export class MailServerSimulator {
  readonly host = 'localhost'
  readonly received: ReceivedMail[] = []
  /** Letters that arrived to their end, taken or not. */
  arrivals = 0
  port = 0
  private readonly certificate = selfSignedCertificate()
  private readonly faults: MailFault[] = []
  private server: SMTPServer | null = null

  constructor(private readonly options: MailServerOptions = {}) {}

  /** In PEM, for whoever is to trust it. */
  get certificates(): string {
    return this.certificate.cert
  }

  /** Listens on a free port; after `stop` it comes back on the same. */
  async start(): Promise<this> {
    const { security = 'starttls', login } = this.options
    const server = new SMTPServer({
      ...this.certificate,
      secure: security === 'tls',
      authOptional: login === undefined,
      hideSTARTTLS: security !== 'starttls',
      disabledCommands: [...(login === undefined ? ['AUTH'] : []), ...(security === 'starttls' ? [] : ['STARTTLS'])],
      allowInsecureAuth: security === 'none',
      disableReverseLookup: true,
      closeTimeout: 100,
      logger: false,
      onAuth: ({ username, password }, _session, done) => this.logIn(username, password, done),
      onMailFrom: (_address, _session, done) => done(this.meets('refuse-sender', new Refusal(550, 'Not from you'))),
      onRcptTo: (_address, _session, done) => done(this.recipientRefusal()),
      onData: (stream, session, done) => void this.take(stream, session, done),
    })
    server.on('error', () => undefined)
    const listening = once(server.server, 'listening')
    server.listen(this.port, '127.0.0.1')
    await listening
    this.port = (server.server.address() as AddressInfo).port
    this.server = server
    return this
  }

  /** Ends every connection and stops listening. */
  async stop(): Promise<void> {
    const server = this.server
    this.cutAll()
    this.server = null
    await new Promise<void>((resolve) => (server === null ? resolve() : server.close(resolve)))
  }

  /** The next mails meet the fault, so many times. */
  inject(fault: MailFault, times = 1): void {
    this.faults.push(...Array.from({ length: times }, () => fault))
  }

  private meets(fault: MailFault, refusal: Refusal): Refusal | null {
    const place = this.faults.indexOf(fault)
    return place !== -1 && this.faults.splice(place, 1).length > 0 ? refusal : null
  }

  private recipientRefusal(): Refusal | null {
    return this.meets('unknown-recipient', new Refusal(550, 'No such user')) ?? this.meets('greylist', new Refusal(451, 'Try again later'))
  }

  private logIn(
    user: string | null | undefined,
    password: string | null | undefined,
    done: (error: Error | null, answer?: { user: string }) => void,
  ): void {
    const { login } = this.options
    const isRight = login?.user === user && login?.password === password
    const refusal = isRight ? this.meets('refuse-login', new Refusal(535, 'Not you')) : new Refusal(535, 'Not you')
    done(refusal, { user: user ?? '' })
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer)
    }
    this.arrivals += 1
    if (this.meets('cut-before', new Refusal(0, '')) !== null) {
      this.cutAll()
      return
    }
    const refusal = this.meets('refuse-letter', new Refusal(554, 'Not this'))
    if (refusal === null) {
      this.received.push(mailOf(Buffer.concat(chunks).toString('latin1'), session))
    }
    if (this.meets('cut-after', new Refusal(0, '')) !== null) {
      this.cutAll()
      return
    }
    done(refusal)
  }

  /** Through the library, since Node crashes where a socket is destroyed beneath its TLS. */
  private cutAll(): void {
    this.server?.connections.forEach((connection) => connection.close())
  }
}

function mailOf(raw: string, { envelope, secure, user }: SMTPServerSession): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n')
  const headers = headersOf(raw.slice(0, end))
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    headers,
    text: decoded(raw.slice(end + 4), headers['content-transfer-encoding'] ?? '7bit'),
    secure,
    user: user ?? null,
  }
}

function headersOf(block: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of block.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return headers
}

/** RFC 2045. */
function decoded(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable': {
      const bytes = body
        .replaceAll(/=\r\n/g, '')
        .replaceAll(/=([\dA-F]{2})/gi, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      return Buffer.from(bytes, 'latin1').toString('utf8')
    }
    default:
      return Buffer.from(body, 'latin1').toString('utf8')
  }
}
