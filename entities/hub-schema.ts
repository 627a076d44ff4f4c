import { Entity, PrimaryColumn } from 'typeorm'
import { FlagColumn, MomentColumn } from './columns.js'

/** That a migration shaped this database, and whether an older hub must keep away from it since. */
@Entity('hub_schema')
export class HubSchema {
  /** Class name of the migration. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  migration!: string

  @FlagColumn()
  breaking!: boolean

  @MomentColumn()
  recordedAt!: string
}
