import { join } from 'node:path'
import { ChangesDocument, FederationDocument, LedgerDocument, LimitsDocument, StepUpDocument } from '../../config/hub-document.js'
import type { HubSettings, MailSettings, SystemSettings, TokenSettings } from '../../config/settings.js'
import { shippedRecipients } from '../../datamap/recipients.js'
import type { Microsoft365Simulator } from '../../simulators/microsoft365/microsoft365-simulator.js'
import type { OdooSimulator } from '../../simulators/odoo/odoo-simulator.js'
import { employees } from '../../simulators/world.js'
import type { Recipient } from '../../vocabulary/recipient.js'
import { Role } from '../../vocabulary/viewer.js'

export const demoAudience = 'privacy-hub-demo'
/** How long a system that failed is left alone before it is tried again. */
export const demoHalfOpenAfterMs = 1_000

const partBytes = 2_000_000_000

export interface DemoSurroundings {
  readonly folder: string
  readonly port: number
  readonly issuer: string
  readonly masterKeys: string
  readonly systems: readonly SystemSettings[]
  /** Absent where the hub is only looked into. */
  readonly mail?: MailSettings
}

/** Everything as an operator would set it, for loopback and fictional people. */
export function demoSettings({ folder, port, issuer, masterKeys, systems, mail }: DemoSurroundings): HubSettings {
  return {
    controller: 'Cloudware NV',
    server: { host: '127.0.0.1', port, publicUrl: `http://127.0.0.1:${port}`, development: true },
    database: join(folder, 'hub.sqlite'),
    bundles: { folder: join(folder, 'bundles'), expireAfterDays: 14, systemBudgetMs: 60_000, partBytes },
    keys: { masterKeys, signingFile: join(folder, 'signing-keys.json') },
    ledger: Object.assign(new LedgerDocument(), { file: join(folder, 'erasure-ledger.jsonl') }),
    changes: new ChangesDocument(),
    tokens: demoTokens(issuer),
    stepUp: new StepUpDocument(),
    federation: Object.assign(new FederationDocument(), { halfOpenAfterMs: demoHalfOpenAfterMs }),
    limits: new LimitsDocument(),
    systems,
    dataMap: { recipients: shippedRecipients.map(withAddress) },
    ...(mail === undefined ? {} : { mail }),
    logLevel: 'warn',
  }
}

/** Where notices to the recipients go; the tax authority has no address for them, so that staff send them. */
const addresses: Readonly<Record<string, string>> = {
  odoo: 'privacy@odoo.example',
  microsoft: 'privacy@microsoft.example',
  accountant: 'privacy@cijfers.example',
}

function withAddress(recipient: Recipient): Recipient {
  const email = addresses[recipient.id]
  return email === undefined ? recipient : { ...recipient, email }
}

function demoTokens(issuer: string): TokenSettings {
  return {
    issuer,
    audience: demoAudience,
    algorithms: ['ES256'],
    clockToleranceSeconds: 5,
    subjectClaim: 'sub',
    rolesClaim: 'roles',
    roles: { subject: Role.SUBJECT, handler: Role.CASE_HANDLER, dpo: Role.DPO, auditor: Role.AUDITOR, operator: Role.OPERATOR },
    authenticatedAtClaim: 'auth_time',
    mandatesClaim: null,
  }
}

/** The simulated systems, connected as the real ones are. The mailboxes are those that the company lets the hub search. */
export function demoSystems(odoo: OdooSimulator, microsoft365: Microsoft365Simulator): SystemSettings[] {
  const { tenantId, clientId, clientSecret, loginUrl, url } = microsoft365
  return [
    { kind: 'odoo', url: odoo.url, database: odoo.database, apiKey: odoo.apiKey },
    {
      kind: 'microsoft365',
      tenantId,
      clientId,
      clientSecret,
      loginOrigin: loginUrl,
      graphOrigin: url,
      mailboxes: employees.map(({ email }) => email),
    },
    { kind: 'kbo', keep: 'all', activities: true },
  ]
}
