import { Entity, Index, PrimaryColumn } from 'typeorm'
import { MomentColumn, RefColumn } from './columns.js'

/** A log-in at the identity provider that belongs to a subject, known by keyed hash of issuer and subject claim. */
@Entity('subject_account')
@Index('subject_account_subject', ['subjectId'])
export class SubjectAccount {
  @PrimaryColumn({ type: 'varchar', length: 128 })
  accountHash!: string

  @RefColumn()
  subjectId!: string

  @MomentColumn()
  attachedAt!: string
}
