import { Entity, Index } from 'typeorm'
import { KboNumberColumn, KboRow, KboTextColumn } from './kbo-columns.js'

/** A name of an enterprise, establishment or branch, from denomination.csv. */
@Entity('kbo_denomination')
@Index('kbo_denomination_entity', ['entityNumber'])
export class KboDenomination extends KboRow {
  @KboNumberColumn()
  entityNumber!: string

  @KboTextColumn(1)
  language!: string | null

  @KboTextColumn(3)
  typeOfDenomination!: string | null

  @KboTextColumn(320)
  denomination!: string | null
}
