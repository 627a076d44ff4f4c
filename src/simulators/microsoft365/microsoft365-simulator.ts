import { type Clock, systemClock } from '../../kernel/clock.js'
import { SimulatorServer } from '../simulator-server.js'
import { everyRole } from './application-roles.js'
import { calendarRoutes } from './calendar-routes.js'
import { contactRoutes } from './contact-routes.js'
import { ContentService } from './content-service.js'
import { directoryRoutes } from './directory-routes.js'
import { directoryWriteRoutes } from './directory-writes.js'
import { driveRoutes } from './drive-routes.js'
import { driveWriteRoutes } from './drive-writes.js'
import { fileSearchRoutes } from './file-search.js'
import { GraphService } from './graph-service.js'
import { mailRoutes } from './mail-routes.js'
import { outlookWriteRoutes } from './outlook-writes.js'
import { seedWorld } from './seed-world.js'
import { objectId, type Quirks, Tenant, tenantDomain } from './tenant.js'
import { TokenService } from './token-service.js'

export interface Microsoft365Options {
  /** Of the Graph server; the other two take free ports. */
  readonly port?: number
  readonly seed?: 'world' | 'empty'
  readonly clock?: Clock
  /** Application roles in the tokens; all that any route knows by default. */
  readonly roles?: readonly string[]
  readonly tokenLifetimeSeconds?: number
  /** The most rows of any page. */
  readonly pageSize?: number
  /** Where `/search/query` searches; `EMEA` by default. */
  readonly region?: string
}

/**
 * Microsoft 365 on loopback: the token endpoint, Graph v1.0, and the origin that serves file content.
 * Not simulated, and refused when asked for: delta queries, `$expand`, new file versions, photos, people, exportPersonalData, Teams.
 */
export class Microsoft365Simulator {
  readonly tenantId = objectId('tenant')
  readonly clientId = objectId('application')
  readonly clientSecret = 'simulated~client.secret'
  readonly tenant: Tenant
  readonly tokens: TokenService
  /** Plans answers for single calls, also inside batches, and remembers every call. */
  readonly graph: GraphService
  readonly loginServer: SimulatorServer
  readonly server: SimulatorServer
  readonly contentServer: SimulatorServer

  private constructor(options: Microsoft365Options) {
    const clock = options.clock ?? systemClock
    this.tenant = new Tenant(clock, quirksOf(options))
    const { tenantId, clientId, clientSecret } = this
    const roles = options.roles ?? everyRole(routes)
    this.tokens = new TokenService(
      { tenantId, domain: tenantDomain, clientId, clientSecret, roles, isSecretExpired: false },
      clock,
      options.tokenLifetimeSeconds ?? 3599,
    )
    const content = new ContentService(this.tenant, () => this.contentUrl)
    this.graph = new GraphService({ tenant: this.tenant, tokens: this.tokens, content, origin: () => this.url }, routes)
    this.loginServer = new SimulatorServer(this.tokens.service)
    this.server = new SimulatorServer(this.graph.service, this.graph.lanes.enter)
    this.contentServer = new SimulatorServer(content.service)
  }

  static async start(options: Microsoft365Options = {}): Promise<Microsoft365Simulator> {
    const simulator = new Microsoft365Simulator(options)
    if (options.seed !== 'empty') {
      seedWorld(simulator.tenant)
    }
    return simulator.start(options.port)
  }

  /** Graph's origin, without `/v1.0`. */
  get url(): string {
    return this.server.url
  }

  get loginUrl(): string {
    return this.loginServer.url
  }

  get contentUrl(): string {
    return this.contentServer.url
  }

  /** Comes back on the same ports after `stop`. */
  async start(port?: number): Promise<this> {
    await Promise.all([this.server.start(port), this.loginServer.start(), this.contentServer.start()])
    return this
  }

  async stop(): Promise<void> {
    await Promise.all([this.server, this.loginServer, this.contentServer].map((server) => server.stop()))
  }

  /** Drops planned faults and answers, and the memory of requests, on all three servers. */
  forget(): void {
    this.graph.forget()
    for (const server of [this.server, this.loginServer, this.contentServer]) {
      server.forget()
    }
  }

  /** Every token given so far meets a 401 from now on. */
  expireTokens(): void {
    this.tokens.expireTokens()
  }
}

const routes = [
  ...directoryRoutes,
  ...directoryWriteRoutes,
  ...mailRoutes,
  ...contactRoutes,
  ...calendarRoutes,
  ...outlookWriteRoutes,
  ...driveRoutes,
  ...driveWriteRoutes,
  ...fileSearchRoutes,
]

function quirksOf({ pageSize, region }: Microsoft365Options): Partial<Quirks> {
  return { ...(pageSize === undefined ? {} : { pageSize }), ...(region === undefined ? {} : { region }) }
}
