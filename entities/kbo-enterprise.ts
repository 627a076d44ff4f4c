import { Entity, Index } from 'typeorm'
import { KboDateColumn, KboNumberColumn, KboRow, KboTextColumn } from './kbo-columns.js'

/** A registered entity, from enterprise.csv. */
@Entity('kbo_enterprise')
@Index('kbo_enterprise_number', ['enterpriseNumber'])
export class KboEnterprise extends KboRow {
  @KboNumberColumn()
  enterpriseNumber!: string

  @KboTextColumn(2)
  status!: string | null

  @KboTextColumn(3)
  juridicalSituation!: string | null

  /** 1 natural person, 2 legal person, 0 unknown. */
  @KboTextColumn(1)
  typeOfEnterprise!: string | null

  @KboTextColumn(3)
  juridicalForm!: string | null

  @KboTextColumn(3)
  juridicalFormCAC!: string | null

  @KboDateColumn()
  startDate!: string | null
}
