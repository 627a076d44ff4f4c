import { Entity, Index } from 'typeorm'
import { KboDateColumn, KboNumberColumn, KboRow } from './kbo-columns.js'

/** An establishment unit, from establishment.csv. */
@Entity('kbo_establishment')
@Index('kbo_establishment_number', ['establishmentNumber'])
@Index('kbo_establishment_enterprise', ['enterpriseNumber'])
export class KboEstablishment extends KboRow {
  @KboNumberColumn()
  establishmentNumber!: string

  @KboDateColumn()
  startDate!: string | null

  @KboNumberColumn()
  enterpriseNumber!: string
}
