import { AuditLeaf } from '../../entities/audit-leaf.js'
import type { Database } from '../../entities/database.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import type { LedgerFloor } from '../../src/compose-ledger.js'
import type { RecordCapability } from '../../src/connectors/connector.js'
import { InMemoryConnector, type InMemoryPerson } from '../../src/connectors/in-memory.js'
import type { DataMap, FieldMap, SystemMap } from '../../src/datamap/data-map.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { belgianAuthority } from '../../src/federation/access-statement.js'
import { type ComposedFederation, composeFederation } from '../../src/federation/compose.js'
import type { GatewayOptions } from '../../src/federation/gateway.js'
import { SettableClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { Idempotency } from '../../src/security/idempotency.js'
import { IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { StatementIds } from '../../src/security/statement-ids.js'
import { SubjectAccess } from '../../src/security/subject-access.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import type { OpenedDatabase, TestDatabase } from './databases.js'

export const keysForTests = MasterKeys.parse(`test:${Buffer.alloc(32, 7).toString('base64')}`)

export function fieldWith(change: Partial<FieldMap> = {}): FieldMap {
  return {
    category: 'PHONE_NUMBER',
    format: 'TEXT',
    origin: 'PROVIDED',
    purposes: ['CUSTOMER_RELATIONSHIP'],
    legalBasis: 'CONTRACT',
    recipients: ['odoo'],
    retention: 'R-CONTRACT',
    erasure: 'CLEAR_FIELD',
    rectifiable: { mode: 'YES' },
    ...change,
  }
}

const labels = { NL: 'Proef', FR: 'Essai', DE: 'Probe', EN: 'Test' }

function mapOf(system: string): SystemMap {
  return {
    system,
    labels,
    role: 'CONTROLLER',
    recordTypes: {
      contact: {
        labels,
        isCard: true,
        fields: { name: fieldWith({ category: 'PERSON_NAME' }), phone: fieldWith({ format: 'PHONE' }) },
      },
      note: { labels, fields: { body: fieldWith({ category: 'OTHER_PROVIDED_DATA', freeText: true }) } },
    },
  }
}

export function mapOfSystems(...systems: readonly string[]): DataMap {
  return {
    systems: new Map(systems.map((system) => [system, mapOf(system)])),
    recipients: new Map(shippedRecipients.map((recipient) => [recipient.id, recipient])),
    retentionRules: new Map(shippedRetentionRules.map((rule) => [rule.id, rule])),
  }
}

const readOnly = { read: 'LIVE', rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE', batched: true } as const
export const capabilities: readonly RecordCapability[] = [
  { recordType: 'contact', ...readOnly },
  { recordType: 'note', ...readOnly },
]

/** A person of an in-memory system with one card. */
export function cardOf(id: string, facts: Omit<InMemoryPerson, 'records' | 'id'> & { readonly phone?: string }): InMemoryPerson {
  const { phone = '+32470000101', ...person } = facts
  return { id, ...person, records: [{ recordType: 'contact', externalId: id, fields: { name: person.name ?? 'Unnamed', phone } }] }
}

export const email = (value: string) => ({ kind: 'EMAIL', value }) as const
export const phone = (value: string) => ({ kind: 'PHONE', value }) as const

export function viewerOf(accountHash: string, roles: readonly Role[], more: Partial<Viewer> = {}): Viewer {
  return { accountHash, roles: new Set(roles), representedSubjectIds: [], authenticatedAt: null, verifiedClaims: [], ...more }
}

export const handler = viewerOf('handler', [Role.CASE_HANDLER])

export interface SmallFederationOptions {
  readonly gateway?: Partial<GatewayOptions>
  readonly defaultBudgetMs?: number
}

/** A federation over in-memory systems and a database of its own, on a clock that the test moves. */
export class SmallFederation {
  readonly clock = new SettableClock(new Date('2026-11-02T08:00:00Z'))
  readonly systems: ReadonlyMap<string, InMemoryConnector>

  private constructor(
    private readonly opened: OpenedDatabase,
    people: Readonly<Record<string, readonly InMemoryPerson[]>>,
    private readonly options: SmallFederationOptions,
  ) {
    const connectors = Object.entries(people).map(
      ([system, held]) => new InMemoryConnector({ system, capabilities, people: held, clock: this.clock }),
    )
    this.systems = new Map(connectors.map((connector) => [connector.system, connector]))
  }

  static async on(
    database: TestDatabase,
    people: Readonly<Record<string, readonly InMemoryPerson[]>>,
    options: SmallFederationOptions = {},
  ): Promise<SmallFederation> {
    return new SmallFederation(await database.open(), people, options)
  }

  get database(): Database {
    return this.opened.database
  }

  system(id: string): InMemoryConnector {
    const connector = this.systems.get(id)
    if (connector === undefined) {
      throw new Error(`There is no system ${id}.`)
    }
    return connector
  }

  /** Another call gives another process: caches, breakers and loaders of its own over the same database and systems. */
  process({ returns, pauses }: Partial<Pick<LedgerFloor, 'returns' | 'pauses'>> = {}): ComposedFederation {
    const { database, clock } = this
    return composeFederation({
      database,
      clock,
      connectors: [...this.systems.values()],
      dataMap: mapOfSystems(...this.systems.keys()),
      vault: new SubjectVault(database, keysForTests, clock),
      hasher: new IdentifierHasher(keysForTests),
      ids: new StatementIds(keysForTests),
      access: new SubjectAccess(database, clock),
      idempotency: new Idempotency(database, keysForTests, clock),
      audit: new AuditLog(database, clock),
      returns: returns ?? { compare: async () => 0 },
      logger: silentLogger,
      options: {
        gateway: {
          concurrency: 8,
          failuresToOpen: 5,
          halfOpenAfterMs: 15_000,
          ...this.options.gateway,
          ...(pauses === undefined ? {} : { pauses }),
        },
        defaultBudgetMs: this.options.defaultBudgetMs ?? 5_000,
        maxBudgetMs: 30_000,
        locateBudgetMs: 5_000,
        authority: belgianAuthority,
      },
    })
  }

  async auditTypes(subjectId: string): Promise<{ type: string; facts: Record<string, unknown> }[]> {
    const leaves = await this.database.read((manager) => manager.find(AuditLeaf, { where: { subjectId }, order: { sequence: 'ASC' } }))
    return leaves.map(({ type, facts }) => ({ type, facts: JSON.parse(facts) as Record<string, unknown> }))
  }

  close(): Promise<void> {
    return this.opened.close()
  }
}

/** Reads as staff, in one request of its own. */
export function readBy(federation: ComposedFederation, viewer: Viewer = handler, signal = new AbortController().signal) {
  return federation.readerFor(viewer, { purpose: 'CASE_HANDLING', signal })
}

/** Registers somebody as staff do. */
export async function registered(
  federation: ComposedFederation,
  ...identifiers: Parameters<ComposedFederation['directory']['register']>[1]
): Promise<string> {
  const outcome = await federation.directory.register(handler, identifiers, 'NL')
  if (!outcome.ok) {
    throw new Error(`Registration was refused: ${outcome.refusal.code}.`)
  }
  return outcome.value.id
}
