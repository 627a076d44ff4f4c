import type { GraphQLSchema } from 'graphql'
import type { Database } from '../entities/database.js'
import { buildHubSchema } from '../resolvers/build-schema.js'
import { type HubServices, RequestContext } from '../resolvers/context.js'
import type { Downloads } from './bundles/downloads.js'
import { BundleExpiry } from './bundles/expiry.js'
import { bundleFloorOf, downloadsOf, PublicUrl, replayOf, type Scanning, scanningOf, servicesOf, workerOf } from './compose-services.js'
import { attestationsOf } from './compose-attestations.js'
import { type ChangeSurroundings, changingOf } from './compose-changes.js'
import { tellingOf } from './compose-notices.js'
import type { HubSettings } from './config/settings.js'
import type { ComposedFederation } from './federation/compose.js'
import { type Foundation, layFoundation } from './foundation.js'
import { bundleDownloadRoute } from './http/bundle-download.js'
import type { Route } from './http/exchange.js'
import { GraphqlHandler } from './http/graphql-handler.js'
import { readPersistedOperations } from './http/persisted-operations.js'
import { healthRoute, keysRoute, readyRoute } from './http/plain-routes.js'
import { HubServer } from './http/server.js'
import { SpentRows } from './jobs/spent-rows.js'
import type { Worker, WorkerOptions } from './jobs/worker.js'
import { type Clock, systemClock } from './kernel/clock.js'
import { createLogger, type Logger } from './kernel/logger.js'
import type { ErasureLedger } from './ledger/erasure-ledger.js'
import { checkTables } from './rights/check-tables.js'
import type { LedgerReplay } from './rights/returns/ledger-replay.js'
import { TokenVerifier } from './security/token-verifier.js'
import type { Viewer } from './vocabulary/viewer.js'

const sweepMs = 60 * 60 * 1_000

/** What the composition root may be told besides the settings; tests and the demo do. */
export interface HubSurroundings {
  readonly clock?: Clock
  readonly logger?: Logger
  /** Pages and endpoints beside the hub's own. */
  readonly extraRoutes?: readonly Route[]
  readonly worker?: WorkerOptions
  readonly changes?: ChangeSurroundings
}

/** The hub, put together and not yet listening. */
export interface Hub {
  readonly settings: HubSettings
  readonly services: HubServices
  readonly database: Database
  readonly federation: ComposedFederation
  readonly worker: Worker
  readonly expiry: BundleExpiry
  readonly spentRows: SpentRows
  readonly ledger: ErasureLedger
  readonly scanning: Scanning
  readonly replay: LedgerReplay
  /** Serves the API; gives the port. */
  listen(port?: number): Promise<number>
  startWorker(): void
  /** Ends what runs, or hands it back, and lets go of everything. */
  close(): Promise<void>
}

/** Puts the hub together. Throws ConfigurationError where it cannot run as configured. */
export async function createHub(settings: HubSettings, surroundings: HubSurroundings = {}): Promise<Hub> {
  checkTables()
  const clock = surroundings.clock ?? systemClock
  const foundation = await layFoundation(settings, clock, surroundings.logger ?? createLogger(settings.logLevel))
  const scanning = scanningOf(foundation, surroundings.worker ?? {})
  await openLedger(foundation, scanning)
  const telling = tellingOf(foundation)
  const floor = bundleFloorOf(foundation)
  const publicUrl = new PublicUrl(settings.server.publicUrl)
  const downloads = downloadsOf(foundation, floor, publicUrl)
  const { notices } = telling
  const changing = changingOf(foundation, { notices, attestations: attestationsOf(foundation, publicUrl.get), ...surroundings.changes })
  const handlers = [...telling.handlers, ...changing.handlers]
  return new RunningHub(foundation, {
    services: servicesOf(foundation, { floor, downloads, notices, changing }),
    worker: workerOf(foundation, floor, handlers, surroundings.worker ?? {}),
    expiry: new BundleExpiry(foundation.database, floor.store, foundation.audit, clock),
    spentRows: new SpentRows(foundation.database, clock),
    scanning,
    replay: replayOf(foundation, scanning, changing, surroundings.worker ?? {}),
    downloads,
    publicUrl,
    extraRoutes: surroundings.extraRoutes ?? [],
  })
}

/** A database that was restored learns what was erased since, and at once every system is due to be looked through for it. */
async function openLedger({ ledger, database }: Foundation, { schedule }: Scanning): Promise<void> {
  try {
    await ledger.open(() => schedule.hasten())
  } catch (error) {
    await database.close()
    throw error
  }
}

interface RunningParts {
  readonly services: HubServices
  readonly worker: Worker
  readonly expiry: BundleExpiry
  readonly spentRows: SpentRows
  readonly scanning: Scanning
  readonly replay: LedgerReplay
  readonly downloads: Downloads
  readonly publicUrl: PublicUrl
  readonly extraRoutes: readonly Route[]
}

class RunningHub implements Hub {
  readonly settings: HubSettings
  readonly database: Database
  readonly federation: ComposedFederation
  readonly services: HubServices
  readonly worker: Worker
  readonly expiry: BundleExpiry
  readonly spentRows: SpentRows
  readonly ledger: ErasureLedger
  readonly scanning: Scanning
  readonly replay: LedgerReplay
  private readonly verifier: TokenVerifier
  private readonly graphql: GraphqlHandler<RequestContext>
  private server: HubServer | null = null
  private sweeping: NodeJS.Timeout | null = null

  constructor(
    private readonly foundation: Foundation,
    private readonly parts: RunningParts,
  ) {
    const { settings, database, federation, masterKeys, ledger, clock } = foundation
    this.settings = settings
    this.database = database
    this.federation = federation
    this.services = parts.services
    this.worker = parts.worker
    this.expiry = parts.expiry
    this.spentRows = parts.spentRows
    this.ledger = ledger
    this.scanning = parts.scanning
    this.replay = parts.replay
    this.verifier = new TokenVerifier(settings.tokens, masterKeys, clock)
    this.graphql = this.graphqlOver(buildHubSchema())
  }

  async listen(port = this.settings.server.port): Promise<number> {
    const server = new HubServer(this.routes(), this.foundation.logger)
    await this.graphql.start()
    const listening = await server.listen(port, this.settings.server.host)
    this.server = server
    this.parts.publicUrl.listeningOn(listening)
    return listening
  }

  startWorker(): void {
    this.worker.start()
    this.scanning.scanner.start()
    this.sweeping = setInterval(() => this.sweep(), sweepMs)
    this.sweep()
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping ?? undefined)
    await this.server?.close()
    await Promise.all([this.worker.stop(), this.scanning.scanner.stop()])
    await (this.server === null ? undefined : this.graphql.close())
    await this.federation.gateway.close()
    await this.database.close()
  }

  private sweep(): void {
    const { logger } = this.foundation
    this.expiry.sweep().catch((error: unknown) => logger.error('Expired bundles could not be destroyed.', {}, error))
    this.scanning.schedule.ensure().catch((error: unknown) => logger.error('The next scan could not be queued.', {}, error))
    this.scanning.followUp.ensure().catch((error: unknown) => logger.error('What came back could not be taken up again.', {}, error))
    this.spentRows.sweep().catch((error: unknown) => logger.error('Rows that serve nothing any more could not be removed.', {}, error))
  }

  private graphqlOver(schema: GraphQLSchema): GraphqlHandler<RequestContext> {
    const { settings, logger, clock } = this.foundation
    const { requestBurst, requestsPerSecond, persistedOperations, ...limits } = settings.limits
    return new GraphqlHandler<RequestContext>({
      schema,
      authenticate: (token) => this.verifier.verify(token),
      contextFor: (asker) => new RequestContext(this.services, asker),
      limits: { ...limits, rate: { burst: requestBurst, perSecond: requestsPerSecond } },
      ...(persistedOperations === undefined ? {} : { persisted: readPersistedOperations(persistedOperations) }),
      development: settings.server.development,
      logger,
      clock,
    })
  }

  private routes(): Route[] {
    const { signingKeys, database } = this.foundation
    const viewerOf = (authorization: string | undefined): Promise<Viewer | null> =>
      authorization === undefined ? Promise.resolve(null) : this.verifier.verify(authorization.replace(/^Bearer /i, ''))
    return [
      this.graphql,
      bundleDownloadRoute({ downloads: this.parts.downloads, viewerOf }),
      keysRoute(() => Promise.resolve(signingKeys.publicJwks())),
      healthRoute(),
      readyRoute(() =>
        database
          .read((manager) => manager.query('SELECT 1'))
          .then(
            () => true,
            () => false,
          ),
      ),
      ...this.parts.extraRoutes,
    ]
  }
}
