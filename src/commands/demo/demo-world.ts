import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHub, type Hub } from '../../app.js'
import type { MailSettings } from '../../config/settings.js'
import { importExtract } from '../../connectors/kbo/import-extract.js'
import { DatabaseKboImportStore } from '../../federation/kbo-import-store.js'
import type { Route } from '../../http/exchange.js'
import { systemClock } from '../../kernel/clock.js'
import { createLogger } from '../../kernel/logger.js'
import { IdentityProviderSimulator } from '../../simulators/identity-provider.js'
import { fullExtractFiles } from '../../simulators/kbo/extract-files.js'
import { writeExtractZip } from '../../simulators/kbo/extract-zip-writer.js'
import { worldEntities } from '../../simulators/kbo/world-entities.js'
import { MailServerSimulator } from '../../simulators/mail-server.js'
import { Microsoft365Simulator } from '../../simulators/microsoft365/microsoft365-simulator.js'
import { OdooSimulator } from '../../simulators/odoo/odoo-simulator.js'
import { demoMasterKeys } from './demo-secrets.js'
import { demoAudience, demoSettings, demoSystems } from './demo-settings.js'
import { personas } from './personas.js'

export interface DemoWorldOptions {
  /** Where database, keys and bundles lie; made where it is missing. */
  readonly folder: string
  /** 0 for a free one. */
  readonly port: number
  /** On which the identity provider was before, so that accounts stay the same; a free one where it is taken. */
  readonly issuerPort?: number
  readonly routes?: readonly Route[]
  readonly logLevel?: 'warn' | 'silent'
  readonly signal: AbortSignal
}

/** The whole demo in one process: the simulated systems, the identity provider, and a hub with server and worker. */
export class DemoWorld {
  readonly odoo: OdooSimulator
  readonly microsoft365: Microsoft365Simulator
  readonly provider: IdentityProviderSimulator
  readonly mail: MailServerSimulator

  private constructor(
    readonly hub: Hub,
    simulated: Pick<DemoWorld, 'odoo' | 'microsoft365' | 'provider' | 'mail'>,
    readonly url: string,
  ) {
    this.odoo = simulated.odoo
    this.microsoft365 = simulated.microsoft365
    this.provider = simulated.provider
    this.mail = simulated.mail
  }

  static async start(options: DemoWorldOptions): Promise<DemoWorld> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    const opened: Closing[] = []
    try {
      return await DemoWorld.open(options, opened)
    } catch (error) {
      await closeAll(opened)
      throw error
    }
  }

  private static async open(options: DemoWorldOptions, opened: Closing[]): Promise<DemoWorld> {
    const provider = await startProvider(options)
    opened.push(() => provider.stop())
    const odoo = await OdooSimulator.start()
    opened.push(() => odoo.stop())
    const microsoft365 = await Microsoft365Simulator.start()
    opened.push(() => microsoft365.stop())
    const mail = await new MailServerSimulator().start()
    opened.push(() => mail.stop())
    const settings = demoSettings({
      ...options,
      issuer: provider.issuer,
      masterKeys: await demoMasterKeys(options.folder),
      systems: demoSystems(odoo, microsoft365),
      mail: await mailSettings(mail, options.folder),
    })
    const logger = createLogger(options.logLevel ?? 'warn')
    const hub = await createHub(settings, { logger, extraRoutes: options.routes ?? [], worker: { pollMs: 250 } })
    opened.push(() => hub.close())
    await importRegister(hub, options)
    const port = await hub.listen()
    hub.startWorker()
    return new DemoWorld(hub, { odoo, microsoft365, provider, mail }, `http://127.0.0.1:${port}`)
  }

  async close(): Promise<void> {
    const { hub, odoo, microsoft365, provider, mail } = this
    await closeAll([odoo, microsoft365, provider, mail].map((part) => () => part.stop()).concat(() => hub.close()))
  }
}

type Closing = () => Promise<void>

/** The last opened is closed first. */
async function closeAll(opened: readonly Closing[]): Promise<void> {
  for (const close of opened.toReversed()) {
    await close()
  }
}

/** The server is trusted by its own certificate alone. */
async function mailSettings({ host, port, certificates }: MailServerSimulator, folder: string): Promise<MailSettings> {
  const caFile = join(folder, 'mail-server.pem')
  await writeFile(caFile, certificates)
  return { host, port, security: 'starttls', from: 'privacy@cloudware.example', caFile }
}

async function startProvider({ folder, issuerPort = 0 }: DemoWorldOptions): Promise<IdentityProviderSimulator> {
  const options = { accounts: personas, audience: demoAudience, keyFile: join(folder, 'identity-provider.json') }
  try {
    return await IdentityProviderSimulator.start({ ...options, port: issuerPort })
  } catch (error) {
    if (issuerPort === 0) {
      throw error
    }
    return IdentityProviderSimulator.start(options)
  }
}

/** Imports the register once, by the way that staff import what they downloaded. */
async function importRegister(hub: Hub, { folder, signal }: DemoWorldOptions): Promise<void> {
  const store = new DatabaseKboImportStore(hub.database)
  if ((await store.current()) !== null) {
    return
  }
  const zipPath = join(folder, 'KboOpenData_0140_2026_03_01_Full.zip')
  await writeExtractZip(zipPath, fullExtractFiles({ entities: worldEntities, extractNumber: 140, snapshotDate: '01-03-2026' }))
  await importExtract({ zipPath, store, keep: 'all', activities: true, knownNumbers: noNumbers, clock: systemClock, signal })
}

/** With `keep: all` nobody asks which numbers are known. */
async function* noNumbers(): AsyncIterable<string> {}
