import type { ConfigProblem } from './config-problem.js'
import type { HubDocument } from './hub-document.js'
import type { MailDocument } from './mail-document.js'

/** What no key says alone. */
export function connectionProblems({ systems, federation, mail }: HubDocument): ConfigProblem[] {
  const { odoo, microsoft365, kbo } = systems ?? {}
  const isAlone = odoo === undefined && microsoft365 === undefined && kbo === undefined
  const isLocked = odoo !== undefined && odoo.apiKey === undefined && (odoo.login === undefined || odoo.password === undefined)
  const isReversed = federation !== undefined && federation.defaultBudgetMs > federation.maxBudgetMs
  return [
    ...(isAlone ? [{ path: ['systems'], text: 'names no system. Connect at least one of: odoo, microsoft365, kbo.' }] : []),
    ...(isLocked
      ? [
          {
            path: ['systems', 'odoo', 'apiKey'],
            text: 'is missing. Put it into the environment as ODOO_API_KEY (before Odoo 19, login and ODOO_PASSWORD will do).',
          },
        ]
      : []),
    ...(isReversed
      ? [{ path: ['federation', 'defaultBudgetMs'], text: 'is more than federation.maxBudgetMs. Write less, or raise that one.' }]
      : []),
    ...(mail === undefined ? [] : mailProblems(mail)),
  ]
}

const loopback = ['localhost', '127.0.0.1', '::1']

function mailProblems({ host, security, user, password }: MailDocument): ConfigProblem[] {
  const isOpen = security === 'none' && !loopback.includes(host)
  const isHalf = user !== undefined && password === undefined
  return [
    ...(isOpen
      ? [{ path: ['mail', 'security'], text: 'is none, which only a server on this machine may be asked with. Write starttls or tls.' }]
      : []),
    ...(isHalf
      ? [
          {
            path: ['mail', 'user'],
            text: 'needs a password. Put it into the environment as MAIL_PASSWORD, or leave the user out.',
          },
        ]
      : []),
  ]
}
