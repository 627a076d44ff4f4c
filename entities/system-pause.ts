import { Entity, PrimaryColumn } from 'typeorm'
import { HashColumn, MomentColumn, WordColumn } from './columns.js'

/** That nothing is asked of, or written to, a system until somebody resumes it. */
@Entity('system_pause')
export class SystemPause {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  system!: string

  @WordColumn()
  reason!: string

  /** Account hash. */
  @HashColumn()
  pausedBy!: string

  @MomentColumn()
  pausedAt!: string
}
