import { ConfigDocument, optional, type Part } from './config-document.js'
import { Fits, OneOf, Optional, SafeAddress, Secret, Text, WebAddress, WholeNumber, WholeNumbers, YesNo } from './rules.js'

/** What is said about any system that keeps backups of its own. */
abstract class SystemDocument extends ConfigDocument {
  @Optional()
  @WholeNumber(0, 3_650)
  backupDays?: number
}

const mailboxAdvice = 'Write all, or a list of addresses, such as [sales@example.be].'

export class OdooDocument extends SystemDocument {
  @WebAddress('https://company.odoo.com')
  url!: string

  @Text('company')
  database!: string

  @Optional()
  @Secret('ODOO_API_KEY')
  apiKey?: string

  @Optional()
  @Text('privacy-hub@example.be')
  login?: string

  @Optional()
  @Secret('ODOO_PASSWORD')
  password?: string

  @Optional()
  @WholeNumbers('1, 2')
  companies?: number[]

  @Optional()
  @WholeNumber(1, 2_000)
  pageSize?: number
}

export class Microsoft365FeaturesDocument extends ConfigDocument {
  @Optional()
  @YesNo()
  signIns?: boolean

  @Optional()
  @YesNo()
  authenticationMethods?: boolean

  @Optional()
  @YesNo()
  files?: boolean
}

export class Microsoft365Document extends SystemDocument {
  @Text('00000000-0000-0000-0000-000000000000')
  tenantId!: string

  @Text('00000000-0000-0000-0000-000000000000')
  clientId!: string

  @Secret('M365_CLIENT_SECRET')
  clientSecret!: string

  @Optional()
  @SafeAddress('https://login.microsoftonline.com')
  loginOrigin?: string

  @Optional()
  @SafeAddress('https://graph.microsoft.com')
  graphOrigin?: string

  @Fits(mailboxAdvice, isMailboxChoice)
  mailboxes: 'all' | string[] = 'all'

  @Optional()
  @Text('EMEA')
  searchRegion?: string

  @Optional()
  @WholeNumber(0, 30)
  recoverableItemsDays?: number

  features?: Microsoft365FeaturesDocument

  override parts(): Readonly<Record<string, Part>> {
    return { features: optional(() => new Microsoft365FeaturesDocument()) }
  }
}

function isMailboxChoice(value: unknown): boolean {
  return value === 'all' || (Array.isArray(value) && value.every((address) => typeof address === 'string' && address.includes('@')))
}

export class KboDocument extends ConfigDocument {
  @OneOf(['known', 'all'])
  keep: 'known' | 'all' = 'known'

  @YesNo()
  activities = false
}
