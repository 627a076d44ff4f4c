import { Entity, Index } from 'typeorm'
import { KboNumberColumn, KboRow, KboTextColumn } from './kbo-columns.js'

/** An economic activity, from activity.csv; kept only with `kbo.activities: true`. */
@Entity('kbo_activity')
@Index('kbo_activity_entity', ['entityNumber'])
export class KboActivity extends KboRow {
  @KboNumberColumn()
  entityNumber!: string

  @KboTextColumn(3)
  activityGroup!: string | null

  @KboTextColumn(4)
  naceVersion!: string | null

  @KboTextColumn(7)
  naceCode!: string | null

  @KboTextColumn(4)
  classification!: string | null
}
