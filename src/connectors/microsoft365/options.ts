import { type Clock, systemClock } from '../../kernel/clock.js'
import { type Logger, silentLogger } from '../../kernel/logger.js'
import type { SystemId } from '../../vocabulary/source-record.js'
import type { HttpClientOptions } from '../http-client.js'

/** One tenant of Microsoft 365, reached by an application with its own permissions (client credentials). */
export interface Microsoft365Options {
  /** @default 'microsoft365' */
  readonly system?: SystemId
  /** Directory (tenant) id, or one of its domains. */
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  /** @default 'https://login.microsoftonline.com' */
  readonly loginOrigin?: string
  /** @default 'https://graph.microsoft.com' */
  readonly graphOrigin?: string
  /** Mailboxes to search: every licensed one, or these addresses. The application's scope in Exchange must include them. */
  readonly mailboxes: 'all' | readonly string[]
  /** Where the tenant keeps its files, for the file search. A wrong region is refused by Microsoft. @default 'EMEA' */
  readonly searchRegion?: string
  /** Requests to one mailbox at the same time; Exchange refuses more than 4. @default 4 */
  readonly mailboxConcurrency?: number
  /** Items in a page of mail, events or log entries. @default 100 */
  readonly pageSize?: number
  /** Results after which a mail search may have been cut off, so that it is repeated by date. @default 1_000 */
  readonly mailSearchLimit?: number
  /** How long the tenant keeps deleted mail among its recoverable items, at most 30 days; a hold may keep it longer. @default 30 */
  readonly recoverableItemsDays?: number
  /** What to read beside accounts and mailboxes. Sign-ins need a Premium licence. @default all */
  readonly features?: Partial<Microsoft365Features>
  /** Of both hosts, and of the host that hands out file content. */
  readonly http?: Omit<HttpClientOptions, 'origin'>
  readonly clock?: Clock
  readonly logger?: Logger
}

export interface Microsoft365Features {
  readonly signIns: boolean
  readonly authenticationMethods: boolean
  readonly files: boolean
}

/** The options with every default filled in. */
export type Microsoft365Settings = Required<Omit<Microsoft365Options, 'features'>> & { readonly features: Microsoft365Features }

export function settingsOf(options: Microsoft365Options): Microsoft365Settings {
  const { tenantId, clientId, clientSecret, mailboxes, features } = options
  return {
    tenantId,
    clientId,
    clientSecret,
    mailboxes,
    system: options.system ?? 'microsoft365',
    loginOrigin: options.loginOrigin ?? 'https://login.microsoftonline.com',
    graphOrigin: options.graphOrigin ?? 'https://graph.microsoft.com',
    searchRegion: options.searchRegion ?? 'EMEA',
    mailboxConcurrency: Math.min(4, options.mailboxConcurrency ?? 4),
    pageSize: options.pageSize ?? 100,
    mailSearchLimit: options.mailSearchLimit ?? 1_000,
    recoverableItemsDays: options.recoverableItemsDays ?? 30,
    features: {
      signIns: features?.signIns ?? true,
      authenticationMethods: features?.authenticationMethods ?? true,
      files: features?.files ?? true,
    },
    http: options.http ?? {},
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silentLogger,
  }
}
