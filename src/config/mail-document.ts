import { isEmailAddress } from '../vocabulary/email-address.js'
import { ConfigDocument } from './config-document.js'
import { Fits, OneOf, Optional, Secret, Text, WholeNumber } from './rules.js'

export const mailSecurities = ['starttls', 'tls', 'none'] as const

/** The server that takes the hub's mail. */
export class MailDocument extends ConfigDocument {
  @Text('smtp.example.be')
  host!: string

  @WholeNumber(1, 65_535)
  port = 587

  @OneOf(mailSecurities)
  security: (typeof mailSecurities)[number] = 'starttls'

  @Optional()
  @Text('privacy-hub@example.be')
  user?: string

  @Optional()
  @Secret('MAIL_PASSWORD')
  password?: string

  @Fits('Write an address, such as privacy@example.be.', isEmailAddress)
  from!: string

  @Optional()
  @Text('our-ca.pem')
  caFile?: string
}
