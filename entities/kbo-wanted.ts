import { Entity, Index } from 'typeorm'
import { KboNumberColumn, KboRow } from './kbo-columns.js'

/** An enterprise number that an import with `kbo.keep: known` looked for, found or not. */
@Entity('kbo_wanted')
@Index('kbo_wanted_enterprise', ['enterpriseNumber'])
export class KboWanted extends KboRow {
  @KboNumberColumn()
  enterpriseNumber!: string
}
