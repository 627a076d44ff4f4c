import type { DataMapOverrides } from '../datamap/compose.js'
import type { Role } from '../vocabulary/viewer.js'

/** Everything an operator decides, checked and frozen. Durations carry their unit in the name. */
export interface HubSettings {
  /** The company, as bundles and letters name it. */
  readonly controller: string
  readonly server: ServerSettings
  /** Path of a SQLite file, or the URL of a MySQL or MariaDB database. */
  readonly database: string
  readonly bundles: BundleSettings
  readonly keys: KeySettings
  readonly ledger: LedgerSettings
  readonly changes: ChangeSettings
  /** Absent: the hub sends no mail, and staff send what it writes. */
  readonly mail?: MailSettings
  readonly tokens: TokenSettings
  readonly stepUp: { readonly maxAgeSeconds: number; readonly acrValues: readonly string[] }
  readonly federation: FederationSettings
  readonly limits: LimitSettings
  readonly systems: readonly SystemSettings[]
  readonly dataMap: DataMapOverrides
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export interface ServerSettings {
  readonly host: string
  readonly port: number
  /** Under which subjects reach the hub, without a slash at the end. */
  readonly publicUrl: string
  /** Introspection, suggestions and the explorer page. */
  readonly development: boolean
}

export interface BundleSettings {
  /** Folder of the encrypted bundles. */
  readonly folder: string
  readonly expireAfterDays: number
  /** Milliseconds that one system may take for all it holds. */
  readonly systemBudgetMs: number
  /** Bytes of a zip after which a new part begins. */
  readonly partBytes: number
}

export interface KeySettings {
  /** `id:base64,id:base64`, newest first. From the environment only. */
  readonly masterKeys: string
  /** File of the Ed25519 keys that bundles are signed with; made where there is none. */
  readonly signingFile: string
}

export interface LedgerSettings {
  /** The ledger's file. Its folder must be there, and should not be restored together with the database. */
  readonly file: string
  /** Hours between two scans of the systems for what was erased; 0 leaves it to people. */
  readonly scanEveryHours: number
  /** Milliseconds that one record type may take in a scan. */
  readonly scanBudgetMs: number
}

export interface ChangeSettings {
  /** Hours from its first attempt after which a step that a system does not carry out is given up. */
  readonly deadlineHours: number
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  /** `starttls`: a plain greeting, then TLS or nothing. `tls`: from the first byte. `none`: on loopback only. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user?: string
  /** From the environment only. */
  readonly password?: string
  /** Address that mail comes from. */
  readonly from: string
  /** PEM file of the authority that certifies the server, where the system does not know it. */
  readonly caFile?: string
}

export interface TokenSettings {
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly string[]
  readonly clockToleranceSeconds: number
  readonly subjectClaim: string
  readonly rolesClaim: string
  readonly roles: Readonly<Record<string, Role>>
  readonly authenticatedAtClaim: string
  readonly mandatesClaim: string | null
}

export interface FederationSettings {
  readonly defaultBudgetMs: number
  readonly maxBudgetMs: number
  readonly locateBudgetMs: number
  readonly concurrency: number
  readonly failuresToOpen: number
  readonly halfOpenAfterMs: number
}

export interface LimitSettings {
  readonly depth: number
  readonly cost: number
  readonly aliases: number
  readonly selections: number
  readonly tokens: number
  readonly bodyBytes: number
  readonly requestBurst: number
  readonly requestsPerSecond: number
  /** Operations known by their hash, in a JSON file; where enforced, no other is accepted. */
  readonly persistedOperations?: { readonly file: string; readonly enforced: boolean }
}

/** One connected system. `kind` says which connector speaks to it. Secrets come from the environment. */
export type SystemSettings = OdooSystem | Microsoft365System | KboSystem

/** Of a system that keeps backups of its own. */
export interface BackupSettings {
  /** Days after which the last backup of the system no longer holds what was erased in it. Absent: nobody has said. */
  readonly backupDays?: number
}

export interface OdooSystem extends BackupSettings {
  readonly kind: 'odoo'
  readonly url: string
  readonly database: string
  readonly apiKey?: string
  readonly login?: string
  readonly password?: string
  readonly companies?: readonly number[]
  readonly pageSize?: number
}

export interface Microsoft365System extends BackupSettings {
  readonly kind: 'microsoft365'
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly loginOrigin?: string
  readonly graphOrigin?: string
  readonly mailboxes: 'all' | readonly string[]
  readonly searchRegion?: string
  readonly recoverableItemsDays?: number
  readonly features?: { readonly signIns?: boolean; readonly authenticationMethods?: boolean; readonly files?: boolean }
}

export interface KboSystem {
  readonly kind: 'kbo'
  /** `known`: only the enterprises that the company's own systems know; `all`: the whole register. */
  readonly keep: 'known' | 'all'
  readonly activities: boolean
}
