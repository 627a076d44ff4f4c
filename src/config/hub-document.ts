import { Role } from '../vocabulary/viewer.js'
import { ConfigDocument, optional, type Part, section } from './config-document.js'
import { DataMapDocument } from './data-map-document.js'
import { MailDocument } from './mail-document.js'
import { Fits, OneOf, Optional, SafeAddress, Secret, SomeOf, Text, Texts, WebAddress, WholeNumber, YesNo } from './rules.js'
import { KboDocument, Microsoft365Document, OdooDocument } from './system-documents.js'

const day = 86_400_000
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export class ServerDocument extends ConfigDocument {
  @Text('127.0.0.1')
  host = '127.0.0.1'

  @WholeNumber(0, 65_535)
  port = 4_000

  @Optional()
  @WebAddress('https://privacy.example.be')
  publicUrl?: string

  @YesNo()
  development = false
}

export class BundlesDocument extends ConfigDocument {
  @Text('bundles')
  folder = 'bundles'

  @WholeNumber(1, 365)
  expireAfterDays = 14

  @WholeNumber(1_000, day)
  systemBudgetMs = 900_000

  @WholeNumber(1_000_000, 1_000_000_000_000)
  partBytes = 2_000_000_000
}

export class KeysDocument extends ConfigDocument {
  @Secret('PRIVACY_HUB_MASTER_KEY (make one with `privacy-hub keys new`)')
  masterKeys!: string

  @Text('signing-keys.json')
  signingFile = 'signing-keys.json'
}

export class LedgerDocument extends ConfigDocument {
  @Text('ledger/erasure-ledger.jsonl')
  file = 'erasure-ledger.jsonl'

  @WholeNumber(0, 744)
  scanEveryHours = 24

  @WholeNumber(60_000, day)
  scanBudgetMs = 3_600_000
}

export class TokensDocument extends ConfigDocument {
  @SafeAddress('https://login.example.be/realms/company')
  issuer!: string

  @Text('privacy-hub')
  audience!: string

  @SomeOf(asymmetric)
  @Fits('Write at least one algorithm, such as [RS256].', (value) => Array.isArray(value) && value.length > 0)
  algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

  @WholeNumber(0, 300)
  clockToleranceSeconds = 30

  @Text('sub')
  subjectClaim = 'sub'

  @Text('realm_access.roles')
  rolesClaim = 'roles'

  @Fits(
    `Write each role of the provider with what it is here, such as { privacy-officer: DPO }; one of ${Object.values(Role).join(', ')}.`,
    isRoleTable,
  )
  roles!: Record<string, Role>

  @Text('auth_time')
  authenticatedAtClaim = 'auth_time'

  @Optional()
  @Text('mandates')
  mandatesClaim: string | null = null
}

function isRoleTable(value: unknown): boolean {
  const roles: unknown[] = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : []
  return roles.length > 0 && roles.every((role) => Object.values<unknown>(Role).includes(role))
}

export class StepUpDocument extends ConfigDocument {
  @WholeNumber(30, 86_400)
  maxAgeSeconds = 300

  @Texts('urn:example:strong')
  acrValues: string[] = []
}

export class FederationDocument extends ConfigDocument {
  @WholeNumber(100, 600_000)
  defaultBudgetMs = 3_000

  @WholeNumber(100, 600_000)
  maxBudgetMs = 30_000

  @WholeNumber(100, 600_000)
  locateBudgetMs = 10_000

  @WholeNumber(1, 1_000)
  concurrency = 8

  @WholeNumber(1, 1_000)
  failuresToOpen = 5

  @WholeNumber(100, 3_600_000)
  halfOpenAfterMs = 15_000
}

export class ChangesDocument extends ConfigDocument {
  @WholeNumber(1, 8_760)
  deadlineHours = 72
}

export class PersistedOperationsDocument extends ConfigDocument {
  @Text('operations.json')
  file!: string

  @YesNo()
  enforced = false
}

export class LimitsDocument extends ConfigDocument {
  @WholeNumber(1, 100)
  depth = 12

  @WholeNumber(1, 10_000_000)
  cost = 20_000

  @WholeNumber(0, 10_000)
  aliases = 15

  @WholeNumber(1, 100_000)
  selections = 500

  @WholeNumber(100, 1_000_000)
  tokens = 4_000

  @WholeNumber(1_024, 104_857_600)
  bodyBytes = 1_048_576

  @WholeNumber(1, 1_000_000)
  requestBurst = 100

  @WholeNumber(1, 1_000_000)
  requestsPerSecond = 20

  persistedOperations?: PersistedOperationsDocument

  override parts(): Readonly<Record<string, Part>> {
    return { persistedOperations: optional(() => new PersistedOperationsDocument()) }
  }
}

export class SystemsDocument extends ConfigDocument {
  odoo?: OdooDocument
  microsoft365?: Microsoft365Document
  kbo?: KboDocument

  override parts(): Readonly<Record<string, Part>> {
    return {
      odoo: optional(() => new OdooDocument()),
      microsoft365: optional(() => new Microsoft365Document()),
      kbo: optional(() => new KboDocument()),
    }
  }
}

/** The whole file. */
export class HubDocument extends ConfigDocument {
  @Text('Example NV')
  controller!: string

  @Text('privacy-hub.sqlite')
  database = 'privacy-hub.sqlite'

  @OneOf(logLevels)
  logLevel: (typeof logLevels)[number] = 'info'

  server!: ServerDocument
  bundles!: BundlesDocument
  keys!: KeysDocument
  ledger!: LedgerDocument
  changes!: ChangesDocument
  mail?: MailDocument
  tokens!: TokensDocument
  stepUp!: StepUpDocument
  federation!: FederationDocument
  limits!: LimitsDocument
  systems!: SystemsDocument
  dataMap!: DataMapDocument

  override parts(): Readonly<Record<string, Part>> {
    return {
      server: section(() => new ServerDocument()),
      bundles: section(() => new BundlesDocument()),
      keys: section(() => new KeysDocument()),
      ledger: section(() => new LedgerDocument()),
      changes: section(() => new ChangesDocument()),
      mail: optional(() => new MailDocument()),
      tokens: section(() => new TokensDocument()),
      stepUp: section(() => new StepUpDocument()),
      federation: section(() => new FederationDocument()),
      limits: section(() => new LimitsDocument()),
      systems: section(() => new SystemsDocument()),
      dataMap: section(() => new DataMapDocument()),
    }
  }
}
