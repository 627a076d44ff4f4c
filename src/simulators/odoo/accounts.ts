import { createHash } from 'node:crypto'
import { groupNames } from './access-rights.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { accessDenied } from './odoo-error.js'
import type { OdooOrm } from './odoo-orm.js'
import type { OdooRow } from './store.js'

export interface NewUser {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly groups: readonly string[]
  readonly partner?: number
  readonly active?: boolean
}

interface KeyFacts {
  readonly user: number
  readonly record: number
  readonly scope: string | null
  expires: Date
}

const implied: Readonly<Record<string, readonly string[]>> = {
  accounting: ['invoicing', 'accounting-readonly'],
  invoicing: ['accounting-readonly'],
}

/** Users, passwords and API keys: who may come in, and with which rights. */
export class Accounts {
  private readonly keys = new Map<string, KeyFacts>()

  constructor(
    private readonly database: OdooDatabase,
    private readonly orm: OdooOrm,
  ) {}

  addUser(user: NewUser): number {
    const groups = user.groups.map((group) => this.groupId(group))
    const contact = user.partner === undefined ? {} : { partner_id: user.partner }
    return this.orm.create('res.users', {
      ...contact,
      name: user.name,
      login: user.login,
      password: user.password,
      active: user.active ?? true,
      [this.database.profile.groupsField]: [[6, 0, groups]],
    })
  }

  /** Issues a key of forty hexadecimal digits, valid for `days`, for RPC only or for every use (`null`). */
  issueKey(user: number, days = 80, scope: 'rpc' | null = null): string {
    const key = createHash('sha1').update(`${user}/${this.keys.size}/${this.database.name}`).digest('hex')
    const expires = new Date(this.database.clock.now().getTime() + days * 86_400_000)
    const expiration = this.database.profile.version >= 18 ? { expiration_date: naive(expires) } : {}
    const record = this.orm.create('res.users.apikeys', { name: 'API key', user_id: user, scope: scope ?? false, ...expiration })
    this.keys.set(key, { user, record, scope, expires })
    return key
  }

  expireKey(key: string): void {
    const facts = this.keys.get(key)
    if (facts !== undefined) {
      facts.expires = this.database.clock.now()
    }
  }

  /** The user id, or `false`: bad credentials are no error here. */
  authenticate(login: unknown, secret: unknown): number | false {
    const user = [...this.database.store.rows('res.users')].find((row) => row['login'] === login)
    return user !== undefined && this.accepts(user, secret) ? user.id : false
  }

  /** The session of a user who names his id and a password or key on every call. */
  requireSession(uid: unknown, secret: unknown): OdooSession {
    const user = typeof uid === 'number' ? this.database.store.get('res.users', uid) : undefined
    if (user === undefined || !this.accepts(user, secret)) {
      throw accessDenied()
    }
    return this.sessionOf(user)
  }

  /** The session behind a key alone, or nothing when the key is wrong, expired or of an archived user. */
  sessionByKey(key: string): OdooSession | null {
    const facts = this.keys.get(key)
    const user = facts === undefined ? undefined : this.database.store.get('res.users', facts.user)
    return user !== undefined && this.opens(user, key) ? this.sessionOf(user) : null
  }

  private accepts(user: OdooRow, secret: unknown): boolean {
    if (typeof secret !== 'string' || secret === '' || user['active'] !== true) {
      return false
    }
    return this.opens(user, secret) || (user['totp_enabled'] !== true && user['password'] === secret)
  }

  private opens(user: OdooRow, key: string): boolean {
    const facts = this.keys.get(key)
    const isKept = facts !== undefined && this.database.store.get('res.users.apikeys', facts.record) !== undefined
    return isKept && facts.user === user.id && user['active'] === true && facts.expires > this.database.clock.now()
  }

  private sessionOf(user: OdooRow): OdooSession {
    const ids = (user[this.database.profile.groupsField] ?? []) as readonly number[]
    const names = ids.map((id) => this.database.store.get('res.groups', id)?.['name'])
    const own = Object.keys(groupNames).filter((group) => names.includes(groupNames[group]))
    const groups = new Set([...own, ...own.flatMap((group) => implied[group] ?? [])])
    return { uid: user.id, superuser: false, groups, context: {} }
  }

  private groupId(group: string): number {
    const name = groupNames[group] ?? group
    return [...this.database.store.rows('res.groups')].find((row) => row['name'] === name)?.id ?? this.orm.create('res.groups', { name })
  }
}

function naive(moment: Date): string {
  return moment.toISOString().slice(0, 19).replace('T', ' ')
}
