import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHub, type Hub, type HubSurroundings } from '../../src/app.js'
import type { HubSettings, SystemSettings } from '../../src/config/settings.js'
import { importExtract } from '../../src/connectors/kbo/import-extract.js'
import { DatabaseKboImportStore } from '../../src/federation/kbo-import-store.js'
import { systemClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { fullExtractFiles } from '../../src/simulators/kbo/extract-files.js'
import { writeExtractZip } from '../../src/simulators/kbo/extract-zip-writer.js'
import { worldEntities } from '../../src/simulators/kbo/world-entities.js'
import { Microsoft365Simulator } from '../../src/simulators/microsoft365/microsoft365-simulator.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { employees, type Inhabitant } from '../../src/simulators/world.js'
import { Role } from '../../src/vocabulary/viewer.js'
import { sqlite, type TestDatabase } from './databases.js'
import { IdentityProviderDouble } from './identity-provider.js'

/** Answer of the API: data and errors as they came. */
export interface GraphqlAnswer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asked for
  readonly data: any
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
  /** What the answer sets, as a browser sends it back; empty where it sets none. */
  readonly cookie: string
}

/** A hub with the three systems of the world, its own database and identity provider, all reached over HTTP. */
export class HubWorld {
  readonly odoo: OdooSimulator
  readonly microsoft365: Microsoft365Simulator
  readonly provider: IdentityProviderDouble

  private constructor(
    readonly hub: Hub,
    systems: Pick<HubWorld, 'odoo' | 'microsoft365' | 'provider'>,
    readonly url: string,
    private readonly leave: () => Promise<void>,
  ) {
    this.odoo = systems.odoo
    this.microsoft365 = systems.microsoft365
    this.provider = systems.provider
  }

  static async start(on: TestDatabase = sqlite, change: WorldChange = {}): Promise<HubWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'hub-world-'))
    const { location, drop } = await on.create()
    const [odoo, microsoft365, provider] = await Promise.all([
      OdooSimulator.start(),
      Microsoft365Simulator.start(),
      new IdentityProviderDouble().start(),
    ])
    const settings = {
      ...settingsFor({ folder, location, systems: systemsOf(odoo, microsoft365), issuer: provider.issuer }),
      ...change.settings,
    }
    const hub = await createHub(settings, { logger: silentLogger, ...change.surroundings })
    await importRegister(hub, folder)
    const port = await hub.listen(0)
    return new HubWorld(hub, { odoo, microsoft365, provider }, `http://127.0.0.1:${port}`, async () => {
      await hub.close()
      await Promise.all([odoo.stop(), microsoft365.stop(), provider.stop()])
      await drop()
      await rm(folder, { recursive: true, force: true })
    })
  }

  /** A log-in of somebody of the world, just now or `authAge` seconds ago. */
  tokenOf(person: Pick<Inhabitant, 'key' | 'email' | 'given' | 'family'>, authAge = 0): Promise<string> {
    return this.provider.token({
      sub: person.key,
      email: person.email,
      email_verified: true,
      name: `${person.given} ${person.family}`,
      roles: ['subject'],
      auth_time: Math.floor(Date.now() / 1_000) - authAge,
    })
  }

  staffToken(...roles: readonly string[]): Promise<string> {
    return this.provider.token({ sub: `staff-${roles.join('-')}`, roles, auth_time: Math.floor(Date.now() / 1_000) })
  }

  async ask(token: string, query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    })
    const body = (await response.json()) as Partial<GraphqlAnswer>
    const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    return { status: response.status, data: body.data ?? null, errors: body.errors ?? [], cookie }
  }

  stop(): Promise<void> {
    return this.leave()
  }
}

export interface WorldChange {
  readonly settings?: Partial<HubSettings>
  readonly surroundings?: HubSurroundings
}

export const masterKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`

/** Mailboxes that the application may search; the world has others too. */
const mailboxes = employees.map(({ email }) => email)

export function systemsOf(odoo: OdooSimulator, microsoft365: Microsoft365Simulator): SystemSettings[] {
  const { tenantId, clientId, clientSecret } = microsoft365
  return [
    { kind: 'odoo', url: odoo.server.url, database: odoo.database, apiKey: odoo.apiKey },
    {
      kind: 'microsoft365',
      tenantId,
      clientId,
      clientSecret,
      loginOrigin: microsoft365.loginUrl,
      graphOrigin: microsoft365.url,
      mailboxes,
    },
    { kind: 'kbo', keep: 'all', activities: false },
  ]
}

interface SettingsFor {
  readonly folder: string
  readonly location: string
  readonly systems: readonly SystemSettings[]
  readonly issuer: string
}

export function settingsFor({ folder, location, systems, issuer }: SettingsFor): HubSettings {
  return {
    controller: 'Cloudware NV',
    server: { host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1:0', development: false },
    database: location,
    bundles: { folder: join(folder, 'bundles'), expireAfterDays: 14, systemBudgetMs: 60_000, partBytes: 2_000_000_000 },
    keys: { masterKeys, signingFile: join(folder, 'signing-keys.json') },
    ledger: { file: join(folder, 'erasure-ledger.jsonl'), scanEveryHours: 24, scanBudgetMs: 60_000 },
    changes: { deadlineHours: 72 },
    tokens: {
      issuer,
      audience: 'privacy-hub',
      algorithms: ['ES256'],
      clockToleranceSeconds: 5,
      subjectClaim: 'sub',
      rolesClaim: 'roles',
      roles: {
        subject: Role.SUBJECT,
        representative: Role.REPRESENTATIVE,
        handler: Role.CASE_HANDLER,
        dpo: Role.DPO,
        auditor: Role.AUDITOR,
        operator: Role.OPERATOR,
      },
      authenticatedAtClaim: 'auth_time',
      mandatesClaim: 'mandates',
    },
    stepUp: { maxAgeSeconds: 300, acrValues: [] },
    federation: {
      defaultBudgetMs: 10_000,
      maxBudgetMs: 30_000,
      locateBudgetMs: 15_000,
      concurrency: 8,
      failuresToOpen: 5,
      halfOpenAfterMs: 1_000,
    },
    limits: {
      depth: 12,
      cost: 20_000,
      aliases: 15,
      selections: 500,
      tokens: 4_000,
      bodyBytes: 1_048_576,
      requestBurst: 1_000,
      requestsPerSecond: 1_000,
    },
    systems,
    dataMap: {},
    logLevel: 'silent',
  }
}

async function importRegister(hub: Hub, folder: string): Promise<void> {
  const zipPath = join(folder, 'KboOpenData_0001_2026_03_Full.zip')
  await writeExtractZip(zipPath, fullExtractFiles({ entities: worldEntities, extractNumber: 140, snapshotDate: '28-02-2026' }))
  await importExtract({
    zipPath,
    store: new DatabaseKboImportStore(hub.database),
    keep: 'all',
    activities: false,
    knownNumbers: async function* () {},
    clock: systemClock,
    signal: new AbortController().signal,
  })
}
