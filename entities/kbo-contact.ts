import { Entity, Index } from 'typeorm'
import { KboNumberColumn, KboRow, KboTextColumn } from './kbo-columns.js'

/** A telephone number, e-mail or web address, from contact.csv. */
@Entity('kbo_contact')
@Index('kbo_contact_entity', ['entityNumber'])
export class KboContact extends KboRow {
  @KboNumberColumn()
  entityNumber!: string

  @KboTextColumn(3)
  entityContact!: string | null

  /** TEL, EMAIL, WEB, and others that the register's own list does not name (FAX). */
  @KboTextColumn(5)
  contactType!: string | null

  @KboTextColumn(254)
  value!: string | null
}
