import { systemClock, type Clock } from '../../kernel/clock.js'
import { json, SimulatorServer, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import { AccessBarriers } from './access-barriers.js'
import { Accounts } from './accounts.js'
import { CallDispatcher, type CallFilter } from './call-dispatcher.js'
import type { ChangingCall } from './call-log.js'
import { layGround, type Credentials } from './seed/ground.js'
import { brokenPage, notFoundPage } from './html-pages.js'
import { answerJsonRpc, type OdooService } from './json-rpc.js'
import { answerJson2 } from './json2.js'
import { ModelRegistry } from './model-registry.js'
import type { OdooDatabase } from './odoo-database.js'
import { databaseError } from './odoo-error.js'
import { OdooOrm } from './odoo-orm.js'
import { OdooStore } from './store.js'
import { profileOf, type OdooVersion } from './version-profile.js'
import { seedWorld } from './seed/world.js'

export interface OdooSimulatorOptions {
  readonly version?: OdooVersion
  readonly port?: number
  readonly seed?: 'world' | 'empty'
  readonly clock?: Clock
  /** Installed modules beside `base` and `mail`; all that are known when left out. */
  readonly modules?: readonly string[]
  /** Further databases on the server: then JSON-2 needs `X-Odoo-Database`. */
  readonly otherDatabases?: readonly string[]
}

/**
 * An Odoo server in this process: `/web/version`, `/json/version`, `/web/health`, `/jsonrpc` and `/json/2`,
 * as 17, 18 or 19 answers. XML-RPC is not served.
 */
export class OdooSimulator {
  readonly server: SimulatorServer
  private readonly service: OdooService

  private constructor(
    database: OdooDatabase,
    /** Direct access for tests: sees everything, keeps the server's own rules. */
    readonly orm: OdooOrm,
    accounts: Accounts,
    private readonly credentials: Credentials,
    otherDatabases: readonly string[],
  ) {
    this.service = { database, accounts, otherDatabases, dispatcher: new CallDispatcher(database) }
    this.server = new SimulatorServer((request) => this.answer(request))
  }

  static async start(options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
    const version = options.version ?? 19
    const registry = new ModelRegistry(version, options.modules)
    const database: OdooDatabase = {
      name: 'cloudware',
      profile: profileOf(version),
      registry,
      store: new OdooStore(registry),
      barriers: new AccessBarriers(),
      clock: options.clock ?? systemClock,
    }
    const orm = new OdooOrm(database)
    const accounts = new Accounts(database, orm)
    const credentials = layGround(database, orm, accounts)
    if (options.seed !== 'empty') {
      seedWorld(orm, accounts)
    }
    const simulator = new OdooSimulator(database, orm, accounts, credentials, options.otherDatabases ?? ['rehearsal'])
    await simulator.server.start(options.port ?? 0)
    return simulator
  }

  get url(): string {
    return this.server.url
  }

  get database(): string {
    return this.service.database.name
  }

  get login(): string {
    return this.credentials.login
  }

  get password(): string {
    return this.credentials.password
  }

  /** The service user with every right. */
  get apiKey(): string {
    return this.credentials.apiKey
  }

  /** A service user who sees contacts but neither accounts, sales, personnel files nor system records. */
  get restrictedLogin(): string {
    return this.credentials.restrictedLogin
  }

  get restrictedKey(): string {
    return this.credentials.restrictedKey
  }

  /** The key of a user who has been archived. */
  get archivedUserKey(): string {
    return this.credentials.archivedUserKey
  }

  /** Closes models and hides records from every user. */
  get barriers(): AccessBarriers {
    return this.service.database.barriers
  }

  /** What clients changed by calls that were carried out, in order; what tests did directly is not among it. */
  get changes(): readonly ChangingCall[] {
    return this.service.dispatcher.log.changes
  }

  /** How often each changing method was carried out on one record: `{ write: 1 }`. */
  changesOf(model: string, id: number): Readonly<Record<string, number>> {
    return this.service.dispatcher.log.countsOf(model, id)
  }

  /** From now on the key opens nothing. */
  expireKey(key = this.apiKey): void {
    this.service.accounts.expireKey(key)
  }

  /** Runs `edit` once, before or after the next matching call: as when somebody works in the system meanwhile. */
  between(when: 'before' | 'after', matches: CallFilter, edit: (orm: OdooOrm) => void): void {
    this.service.dispatcher.interrupt(when, matches, () => edit(this.orm))
  }

  /** The next matching call gives up on concurrent changes; the one after it goes through. */
  failSerialization(matches: CallFilter = () => true): void {
    this.service.dispatcher.interrupt('before', matches, () => {
      throw databaseError('errors.SerializationFailure', 'could not serialize access due to concurrent update\n')
    })
  }

  /** A backup of the database; what it gives restores it. */
  backup(): () => void {
    return this.service.database.store.backup()
  }

  async stop(): Promise<void> {
    await this.server.stop()
  }

  private answer(request: SimulatedRequest): SimulatedResponse {
    try {
      return this.route(request)
    } catch {
      return brokenPage()
    }
  }

  private route(request: SimulatedRequest): SimulatedResponse {
    const { profile } = this.service.database
    const path = request.url.pathname
    if (path === '/jsonrpc') {
      return answerJsonRpc(this.service, request)
    }
    if (path.startsWith('/json/2')) {
      return answerJson2(this.service, request)
    }
    if (path === '/web/health') {
      return json(200, { status: 'pass' })
    }
    const asksVersion = path === '/web/version' || path === '/json/version'
    return asksVersion && profile.webVersion
      ? json(200, { version_info: [profile.version, 0, 0, 'final', 0, ''], version: profile.serverVersion })
      : notFoundPage()
  }
}
