import { Column, Entity, Index } from 'typeorm'
import type { JobState } from '../src/vocabulary/job-state.js'
import { CountColumn, FlagColumn, IdColumn, JsonColumn, MomentColumn, WordColumn } from './columns.js'

/** A queue entry. The row is the truth; whoever holds the lease runs it. */
@Entity('job')
@Index('job_key', ['kind', 'key'], { unique: true })
@Index('job_due', ['state', 'runAt'])
export class Job {
  @IdColumn()
  id!: string

  @WordColumn()
  kind!: string

  /** The thing it is about (such as a bundle's id): one live job per kind and key. */
  @WordColumn()
  key!: string

  /** Ids only. */
  @JsonColumn()
  payload!: Record<string, string>

  @WordColumn()
  state!: JobState

  @MomentColumn()
  runAt!: string

  @CountColumn()
  attempts!: number

  @CountColumn()
  maxAttempts!: number

  /** Once a run has not succeeded: when no further one is begun. */
  @MomentColumn({ nullable: true })
  repeatUntil!: string | null

  /** Asked for again while it ran: it is queued once more instead of ending. */
  @FlagColumn()
  again!: boolean

  /** The one claim that holds the lease; every claim has its own, so that a late worker cannot pass for the present one. */
  @WordColumn({ nullable: true })
  leasedBy!: string | null

  @MomentColumn({ nullable: true })
  leasedUntil!: string | null

  /** Code and our own words; never what a library said. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  lastError!: string | null

  @MomentColumn()
  createdAt!: string

  @MomentColumn({ nullable: true })
  finishedAt!: string | null
}
