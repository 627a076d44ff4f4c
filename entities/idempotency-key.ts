import { Entity, PrimaryColumn } from 'typeorm'
import { HashColumn, JsonColumn, MomentColumn, WordColumn } from './columns.js'

/** That a mutation was already carried out for an account and key, and what it made. */
@Entity('idempotency_key')
export class IdempotencyKey {
  /** Keyed hash over account, operation and the client's key. */
  @PrimaryColumn({ type: 'varchar', length: 128 })
  hash!: string

  @WordColumn()
  operation!: string

  /** Keyed hash of the canonical input: the same key with another input is refused. */
  @HashColumn()
  inputHash!: string

  /** Ids of what was made. */
  @JsonColumn()
  outcome!: Record<string, string>

  @MomentColumn()
  createdAt!: string
}
