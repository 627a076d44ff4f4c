import { join } from 'node:path'
import type { GraphQLSchema } from 'graphql'
import { openDatabase } from '../ormconfig.js'
import type { Database } from '../entities/database.js'
import { ed25519Signer } from '../exporters/signature.js'
import { buildHubSchema } from '../resolvers/build-schema.js'
import { type HubServices, RequestContext } from '../resolvers/context.js'
import { AuditLog } from './audit/audit-log.js'
import { BundleDesk } from './bundles/bundle-desk.js'
import { prepareBundleJob } from './bundles/bundle-job.js'
import { SealedBundleKeys } from './bundles/bundle-keys.js'
import { BundleRecord } from './bundles/bundle-record.js'
import { BundleStore } from './bundles/bundle-store.js'
import { Downloads } from './bundles/downloads.js'
import { BundleExpiry } from './bundles/expiry.js'
import { BundlePreparation } from './bundles/preparation.js'
import type { HubSettings } from './config/settings.js'
import { connectSystems } from './connect-systems.js'
import { composeDataMap } from './datamap/compose.js'
import type { DataMap } from './datamap/data-map.js'
import { shippedRecipients } from './datamap/recipients.js'
import { shippedRetentionRules } from './datamap/retention-rules.js'
import { shippedMaps } from './datamap/systems/index.js'
import { belgianAuthority } from './federation/access-statement.js'
import { type ComposedFederation, composeFederation } from './federation/compose.js'
import { bundleDownloadRoute } from './http/bundle-download.js'
import type { Route } from './http/exchange.js'
import { GraphqlHandler } from './http/graphql-handler.js'
import { healthRoute, keysRoute, readyRoute } from './http/plain-routes.js'
import { HubServer } from './http/server.js'
import { handles } from './jobs/job-kind.js'
import { JobQueue } from './jobs/queue.js'
import { Worker, type WorkerOptions } from './jobs/worker.js'
import { type Clock, systemClock } from './kernel/clock.js'
import { ConfigurationError } from './kernel/errors.js'
import { createLogger, type Logger } from './kernel/logger.js'
import { BundleClaims } from './rights/bundle-claims.js'
import { checkCaseStates } from './rights/case-states.js'
import { CaseViews } from './rights/case-views.js'
import { Casebook } from './rights/casebook.js'
import { Intake } from './rights/intake.js'
import { Idempotency } from './security/idempotency.js'
import { IdentifierHasher } from './security/identifier-hasher.js'
import { MasterKeys } from './security/master-keys.js'
import { SigningKeys } from './security/signing-keys.js'
import { StatementIds } from './security/statement-ids.js'
import { SubjectAccess } from './security/subject-access.js'
import { SubjectVault } from './security/subject-vault.js'
import { TokenVerifier } from './security/token-verifier.js'
import type { Viewer } from './vocabulary/viewer.js'

const downloadFirstUseMinutes = 10
const downloadResumeHours = 24
const progressPollMs = 250
const expirySweepMs = 60 * 60 * 1_000

/** What the composition root may be told besides the settings; tests and the demo do. */
export interface HubSurroundings {
  readonly clock?: Clock
  readonly logger?: Logger
  /** Pages and endpoints beside the hub's own. */
  readonly extraRoutes?: readonly Route[]
  readonly worker?: WorkerOptions
}

/** What is made once and shared by server and worker. */
interface Foundation {
  readonly settings: HubSettings
  readonly clock: Clock
  readonly logger: Logger
  readonly database: Database
  readonly dataMap: DataMap
  readonly masterKeys: MasterKeys
  readonly signingKeys: SigningKeys
  readonly access: SubjectAccess
  readonly vault: SubjectVault
  readonly audit: AuditLog
  readonly idempotency: Idempotency
  readonly federation: ComposedFederation
}

/** The hub, put together and not yet listening. */
export interface Hub {
  readonly settings: HubSettings
  readonly services: HubServices
  readonly database: Database
  readonly federation: ComposedFederation
  readonly worker: Worker
  readonly expiry: BundleExpiry
  /** Serves the API; gives the port. */
  listen(port?: number): Promise<number>
  startWorker(): void
  /** Ends what runs, or hands it back, and lets go of everything. */
  close(): Promise<void>
}

/** The data map of these settings; stops the start when an override does not answer the law. */
export function dataMapOf(settings: Pick<HubSettings, 'dataMap'>): DataMap {
  const shipped = { maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules }
  const composition = composeDataMap(shipped, settings.dataMap)
  if (composition.map === null) {
    throw new ConfigurationError(composition.problems)
  }
  return composition.map
}

/** Puts the hub together. Throws ConfigurationError where it cannot run as configured. */
export async function createHub(settings: HubSettings, surroundings: HubSurroundings = {}): Promise<Hub> {
  checkCaseStates()
  const foundation = await lay(settings, surroundings)
  const claims = new BundleClaims(foundation.database, foundation.access, foundation.clock)
  const store = new BundleStore(settings.bundles.folder)
  const queue = new JobQueue(foundation.database, foundation.clock)
  const publicUrl = new PublicUrl(settings.server.publicUrl)
  const downloads = downloadsOf(foundation, { claims, store, publicUrl })
  const services = servicesOf(foundation, { claims, downloads, queue })
  const worker = workerOf(foundation, { claims, store, queue, options: surroundings.worker ?? {} })
  const expiry = new BundleExpiry(foundation.database, store, foundation.audit, foundation.clock)
  return new RunningHub(foundation, { services, worker, expiry, downloads, publicUrl, extraRoutes: surroundings.extraRoutes ?? [] })
}

async function lay(settings: HubSettings, surroundings: HubSurroundings): Promise<Foundation> {
  const clock = surroundings.clock ?? systemClock
  const logger = surroundings.logger ?? createLogger(settings.logLevel)
  const dataMap = dataMapOf(settings)
  const masterKeys = MasterKeys.parse(settings.keys.masterKeys)
  const signingKeys = await SigningKeys.load({ file: settings.keys.signingFile })
  const database = await openDatabase(settings.database, { migrate: true, clock, logger })
  const vault = new SubjectVault(database, masterKeys, clock)
  const audit = new AuditLog(database, clock)
  const access = new SubjectAccess(database, clock)
  const federation = composeFederation({
    database,
    connectors: connectSystems(settings.systems, { database, clock, logger }),
    dataMap,
    vault,
    hasher: new IdentifierHasher(masterKeys),
    ids: new StatementIds(masterKeys),
    access,
    audit,
    clock,
    logger,
    options: { ...settings.federation, gateway: settings.federation, authority: belgianAuthority },
  })
  const idempotency = new Idempotency(database, masterKeys, clock)
  return { settings, clock, logger, database, dataMap, masterKeys, signingKeys, access, vault, audit, idempotency, federation }
}

/** Under which the hub is reached; where the settings leave the port open it is known only once the hub listens. */
class PublicUrl {
  constructor(private url: string) {}

  readonly get = (): string => this.url

  listeningOn(port: number): void {
    this.url = this.url.replace(/:0$/, `:${port}`)
  }
}

interface DownloadSetting {
  readonly claims: BundleClaims
  readonly store: BundleStore
  readonly publicUrl: PublicUrl
}

function downloadsOf(foundation: Foundation, { claims, store, publicUrl }: DownloadSetting): Downloads {
  const { maxAgeSeconds, acrValues } = foundation.settings.stepUp
  return new Downloads({
    ...foundation,
    store,
    cases: claims,
    keys: new SealedBundleKeys(foundation.masterKeys),
    options: {
      publicUrl: publicUrl.get,
      stepUpSeconds: maxAgeSeconds,
      acrValues,
      firstUseMinutes: downloadFirstUseMinutes,
      resumeHours: downloadResumeHours,
    },
  })
}

interface ServiceSetting {
  readonly claims: BundleClaims
  readonly downloads: Downloads
  readonly queue: JobQueue
}

function servicesOf(foundation: Foundation, { claims, downloads, queue }: ServiceSetting): HubServices {
  const { database, vault, audit, clock, federation, settings } = foundation
  const intake = new Intake(database, vault, audit, clock)
  const views = new CaseViews(database, vault, clock)
  const options = { stepUpSeconds: settings.stepUp.maxAgeSeconds, progressPollMs }
  return {
    federation,
    cases: new Casebook({ ...foundation, intake, views }),
    bundles: new BundleDesk({ ...foundation, queue, cases: claims, downloads, options }),
  }
}

interface WorkerSetting {
  readonly claims: BundleClaims
  readonly store: BundleStore
  readonly queue: JobQueue
  readonly options: WorkerOptions
}

function workerOf(foundation: Foundation, { claims, store, queue, options }: WorkerSetting): Worker {
  const { settings, database, audit, clock, logger, signingKeys } = foundation
  const { folder, expireAfterDays, systemBudgetMs, partBytes } = settings.bundles
  const bundles = new BundleRecord(database, store, claims, audit, { clock, expireAfterDays })
  const { kid, privateKey } = signingKeys.current
  const preparation = new BundlePreparation({
    ...foundation,
    bundles,
    store,
    subjectExport: foundation.federation.subjectExport,
    keys: new SealedBundleKeys(foundation.masterKeys),
    signer: ed25519Signer(kid, privateKey),
    options: {
      spoolFolder: join(folder, 'spools'),
      systemBudgetMs,
      partBytes,
      controller: settings.controller,
      authority: belgianAuthority,
    },
  })
  return new Worker({ queue, handlers: [handles(prepareBundleJob, preparation)], logger, clock }, options)
}

interface RunningParts {
  readonly services: HubServices
  readonly worker: Worker
  readonly expiry: BundleExpiry
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
  private readonly verifier: TokenVerifier
  private readonly graphql: GraphqlHandler<RequestContext>
  private server: HubServer | null = null
  private sweeping: NodeJS.Timeout | null = null

  constructor(
    private readonly foundation: Foundation,
    private readonly parts: RunningParts,
  ) {
    const { settings, database, federation, masterKeys, clock } = foundation
    this.settings = settings
    this.database = database
    this.federation = federation
    this.services = parts.services
    this.worker = parts.worker
    this.expiry = parts.expiry
    this.verifier = new TokenVerifier(settings.tokens, masterKeys, clock)
    this.graphql = this.graphqlOver(buildHubSchema())
  }

  async listen(port = this.settings.server.port): Promise<number> {
    await this.graphql.start()
    this.server = new HubServer(this.routes(), this.foundation.logger)
    const listening = await this.server.listen(port, this.settings.server.host)
    this.parts.publicUrl.listeningOn(listening)
    return listening
  }

  startWorker(): void {
    this.worker.start()
    this.sweeping = setInterval(() => this.sweep(), expirySweepMs)
    this.sweep()
  }

  async close(): Promise<void> {
    clearInterval(this.sweeping ?? undefined)
    await this.server?.close()
    await this.worker.stop()
    await this.graphql.close()
    await this.federation.gateway.close()
    await this.database.close()
  }

  private sweep(): void {
    this.expiry.sweep().catch((error: unknown) => this.foundation.logger.error('Expired bundles could not be destroyed.', {}, error))
  }

  private graphqlOver(schema: GraphQLSchema): GraphqlHandler<RequestContext> {
    const { settings, logger, clock } = this.foundation
    const { requestBurst, requestsPerSecond, ...limits } = settings.limits
    return new GraphqlHandler<RequestContext>({
      schema,
      authenticate: (token) => this.verifier.verify(token),
      contextFor: (asker) => new RequestContext(this.services, asker),
      limits: { ...limits, rate: { burst: requestBurst, perSecond: requestsPerSecond } },
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
