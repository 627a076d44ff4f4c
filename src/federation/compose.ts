import type { Database } from '../../entities/database.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { Connector } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import type { Clock } from '../kernel/clock.js'
import type { Logger } from '../kernel/logger.js'
import type { ReturnComparison } from '../ledger/met-record.js'
import type { Idempotency } from '../security/idempotency.js'
import type { IdentifierHasher } from '../security/identifier-hasher.js'
import type { StatementIds } from '../security/statement-ids.js'
import type { SubjectAccess } from '../security/subject-access.js'
import type { SubjectVault } from '../security/subject-vault.js'
import type { SupervisoryAuthority } from './access-statement.js'
import { Catalogue } from './catalogue.js'
import { Directory } from './directory.js'
import { type Audience, onScreen } from './disclosure-rules.js'
import type { Federation } from './federation.js'
import { Gateway, type GatewayOptions } from './gateway.js'
import { LinkDecisions } from './link-decisions.js'
import { LinkReader } from './link-reader.js'
import { LiveReader, type LiveReaderParts } from './live-reader.js'
import { Locator } from './locator.js'
import { RecordFinder } from './record-finder.js'
import type { StatementContext } from './statements.js'
import { SubjectExport } from './subject-export.js'
import { SubjectRecords } from './subject-records.js'
import { SubjectStore } from './subject-store.js'
import { SystemReader } from './system-reading.js'

export interface FederationParts {
  readonly database: Database
  readonly connectors: readonly Connector[]
  readonly dataMap: DataMap
  readonly vault: SubjectVault
  readonly hasher: IdentifierHasher
  readonly ids: StatementIds
  readonly access: SubjectAccess
  readonly idempotency: Idempotency
  readonly audit: AuditLog
  /** Told of whatever a search meets: something erased may be among it. */
  readonly returns: ReturnComparison
  readonly clock: Clock
  readonly logger: Logger
  readonly options: FederationOptions
}

export interface FederationOptions {
  readonly gateway: GatewayOptions
  /** Milliseconds for each system where a question names none. @default 3_000 */
  readonly defaultBudgetMs: number
  /** The most that a question may ask for. @default 30_000 */
  readonly maxBudgetMs: number
  /** Milliseconds for each system when a new subject is searched for. @default 10_000 */
  readonly locateBudgetMs: number
  readonly authority: SupervisoryAuthority
}

/** The federation, and what of it is not for the API. */
export interface ComposedFederation extends Federation {
  readonly gateway: Gateway
  readonly subjectExport: SubjectExport
  readonly subjectRecords: SubjectRecords
}

/** Wires the federation together. */
export function composeFederation(parts: FederationParts): ComposedFederation {
  const { clock, dataMap, options } = parts
  const gateway = new Gateway(parts.connectors, parts.logger, { patienceMs: options.defaultBudgetMs, ...options.gateway })
  const store = new SubjectStore(parts.database, parts.vault, parts.hasher, clock)
  const locator = new Locator(gateway, store, dataMap, { audit: parts.audit, clock, returns: parts.returns })
  const links = new LinkReader(store, locator, gateway)
  const contexts = new StatementContexts(parts, gateway)
  const finder = new RecordFinder(gateway, dataMap, contexts.for({ isSubject: false, steppedUp: false, medium: 'SCREEN' }))
  const systems = new SystemReader(gateway, dataMap, clock)
  const reader: LiveReaderParts = { ...parts, ...options, links, systems, connected: gateway.systems }
  return {
    gateway,
    directory: new Directory({
      ...parts,
      store,
      locator,
      locateBudgetMs: options.locateBudgetMs,
      decisions: new LinkDecisions(parts.database, store, finder, dataMap, { audit: parts.audit, clock }),
    }),
    catalogue: new Catalogue(dataMap, gateway, clock),
    readerFor: (viewer, context) => new LiveReader(reader, viewer, context, contexts.for(onScreen(viewer))),
    subjectExport: new SubjectExport({
      gateway,
      dataMap,
      links,
      clock,
      statementContext: (steppedUp) => contexts.for({ isSubject: true, steppedUp, medium: 'EXPORT' }),
    }),
    subjectRecords: new SubjectRecords({ gateway, dataMap, links, systems, store, ids: parts.ids }),
  }
}

/** What turning records into statements needs, the same for every reading but the audience. */
class StatementContexts {
  private readonly shared: Omit<StatementContext, 'audience'>

  constructor({ dataMap, ids }: FederationParts, gateway: Gateway) {
    const capabilities = gateway.systems.flatMap((system) =>
      gateway.capabilities(system).map((capability) => [`${system}/${capability.recordType}`, capability] as const),
    )
    this.shared = { dataMap, ids, capabilities: new Map(capabilities) }
  }

  for(audience: Audience): StatementContext {
    return { ...this.shared, audience }
  }
}
