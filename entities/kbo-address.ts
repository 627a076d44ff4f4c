import { Entity, Index } from 'typeorm'
import { KboDateColumn, KboNumberColumn, KboRow, KboTextColumn } from './kbo-columns.js'

/** An address of an enterprise, establishment or branch, from address.csv. No country means Belgium. */
@Entity('kbo_address')
@Index('kbo_address_entity', ['entityNumber'])
export class KboAddress extends KboRow {
  @KboNumberColumn()
  entityNumber!: string

  @KboTextColumn(4)
  typeOfAddress!: string | null

  @KboTextColumn(100)
  countryNL!: string | null

  @KboTextColumn(100)
  countryFR!: string | null

  @KboTextColumn(20)
  zipcode!: string | null

  @KboTextColumn(200)
  municipalityNL!: string | null

  @KboTextColumn(200)
  municipalityFR!: string | null

  @KboTextColumn(200)
  streetNL!: string | null

  @KboTextColumn(200)
  streetFR!: string | null

  @KboTextColumn(22)
  houseNumber!: string | null

  @KboTextColumn(20)
  box!: string | null

  @KboTextColumn(80)
  extraAddressInfo!: string | null

  @KboDateColumn()
  dateStrikingOff!: string | null
}
