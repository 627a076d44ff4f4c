import { Entity, Index } from 'typeorm'
import { KboRow, KboTextColumn } from './kbo-columns.js'

/** What a code means in one language, from code.csv. */
@Entity('kbo_code')
@Index('kbo_code_code', ['category', 'code'])
export class KboCode extends KboRow {
  @KboTextColumn(32)
  category!: string | null

  @KboTextColumn(16)
  code!: string | null

  @KboTextColumn(2)
  language!: string | null

  @KboTextColumn(1000)
  description!: string | null
}
