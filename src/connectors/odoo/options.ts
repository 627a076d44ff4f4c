import type { Clock } from '../../kernel/clock.js'
import type { SystemId } from '../../vocabulary/source-record.js'
import type { HttpClientOptions } from '../http-client.js'

/** A secret, or where to get it: asked again when Odoo refuses it, since keys must be rotated within three months. */
export type Secret = string | (() => string | Promise<string>)

/** How to reach one Odoo database. */
export interface OdooOptions {
  /** Id of the system in the data map and in every reference. @default 'odoo' */
  readonly system?: SystemId
  /** Where Odoo answers, such as `https://company.odoo.example`. */
  readonly url: string
  readonly database: string
  /** API key of the service user. The only way in from Odoo 19; before, it stands in for the password. */
  readonly apiKey?: Secret
  /** Login of the service user; needed before Odoo 19. */
  readonly login?: string
  /** Password of the service user, before Odoo 19, when there is no API key. Refused by Odoo when the user has two-factor on. */
  readonly password?: Secret
  /** Major version, or `auto` to ask the server. @default 'auto' */
  readonly version?: 'auto' | number
  /** Ids of the companies to read. @default every company that the service user may enter */
  readonly companies?: readonly number[]
  /** Records in a page, 200 to 500 is best. @default 500 */
  readonly pageSize?: number
  readonly clock: Clock
  readonly http?: Omit<HttpClientOptions, 'origin'>
}
