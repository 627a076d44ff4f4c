import { afterEach, describe, expect, test } from '@jest/globals'
import { SmtpMailer, type SmtpOptions } from '../../src/notices/mail/smtp-mailer.js'
import { type MailFault, MailServerSimulator, type MailServerOptions } from '../../src/simulators/mail-server.js'

const login = { user: 'privacy-hub', password: 'a secret' }
const mail = {
  messageId: '<notice-1@cloudware.example>',
  to: 'privacy@accountant.example',
  subject: 'Kennisgeving van een wissing',
  text: 'Geachte heer of mevrouw,\n\nZoë Ström: één.\n.\nSlot.',
  language: 'nl',
}

let server: MailServerSimulator
afterEach(() => server.stop())

async function mailer(of: MailServerOptions = {}, change: Partial<SmtpOptions> = {}): Promise<SmtpMailer> {
  server = await new MailServerSimulator(of).start()
  const { host, port, certificates } = server
  return new SmtpMailer({
    host,
    port,
    security: 'starttls',
    from: 'privacy@cloudware.example',
    senderName: 'Cloudware NV',
    certificates,
    ...change,
  })
}

describe('a mail', () => {
  test.each(['starttls', 'tls', 'none'] as const)('arrives whole, by %s', async (security) => {
    const sender = await mailer({ security }, { security })
    expect(await sender.send(mail)).toBeNull()
    expect(server.received).toMatchObject([
      {
        from: 'privacy@cloudware.example',
        to: ['privacy@accountant.example'],
        secure: security !== 'none',
        headers: {
          'message-id': mail.messageId,
          subject: mail.subject,
          from: 'Cloudware NV <privacy@cloudware.example>',
          'content-language': 'nl',
          'auto-submitted': 'auto-generated',
        },
      },
    ])
    expect(server.received[0]?.text.replaceAll('\r\n', '\n').trimEnd()).toBe(mail.text)
  })

  test('goes under the hub’s own log-in', async () => {
    const sender = await mailer({ login }, login)
    expect(await sender.send(mail)).toBeNull()
    expect(server.received).toMatchObject([{ user: 'privacy-hub', secure: true }])
  })

  test.each<[string, MailServerOptions, Partial<SmtpOptions>, string]>([
    ['to a server without encryption', { security: 'none' }, {}, 'TLS_REFUSED'],
    ['to a server that nobody certifies', {}, { certificates: undefined }, 'TLS_REFUSED'],
    ['to a server of another name', {}, { host: '127.0.0.1' }, 'TLS_REFUSED'],
    ['in plain text to a server that speaks TLS', { security: 'tls' }, { patienceMs: 300 }, 'UNREACHABLE'],
    ['without the log-in that is asked for', { login }, {}, 'SENDER_REFUSED'],
    ['with a wrong password', { login }, { ...login, password: 'wrong' }, 'LOGIN_REFUSED'],
    ['to nobody who listens', {}, { port: 9 }, 'UNREACHABLE'],
  ])('does not go %s', async (_what, of, change, failure) => {
    const sender = await mailer(of, change)
    expect(await sender.send(mail)).toBe(failure)
    expect(server.received).toEqual([])
  })

  test.each<[MailFault, string]>([
    ['unknown-recipient', 'RECIPIENT_REFUSED'],
    ['refuse-letter', 'RECIPIENT_REFUSED'],
    ['greylist', 'DEFERRED'],
    ['refuse-sender', 'SENDER_REFUSED'],
    ['cut-before', 'UNREACHABLE'],
    ['cut-after', 'UNREACHABLE'],
  ])('that meets %s is %s, and goes the next time', async (fault, failure) => {
    const sender = await mailer()
    server.inject(fault)
    expect(await sender.send(mail)).toBe(failure)
    expect(await sender.send(mail)).toBeNull()
  })
})

test('a server is examined without sending anything', async () => {
  const sender = await mailer({ login }, login)
  expect(await sender.check()).toBeNull()
  server.inject('refuse-login')
  expect(await sender.check()).toBe('LOGIN_REFUSED')
  expect(server.received).toEqual([])
})
