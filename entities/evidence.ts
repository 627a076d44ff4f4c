import { Entity, Index } from 'typeorm'
import { CipherColumn, CountColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** A file or remark that proves something about a plan or a step: a document of the person, or what staff did by hand. */
@Entity('evidence')
@Index('evidence_plan', ['planId'])
export class Evidence {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  planId!: string

  /** Null where it is about the plan as a whole. */
  @RefColumn({ nullable: true })
  stepId!: string | null

  /** Sealed: the remark, or the name of the file. */
  @CipherColumn()
  textCipher!: string

  /** Null for a remark without a file. */
  @WordColumn({ nullable: true })
  mediaType!: string | null

  @CountColumn()
  bytes!: number

  /** Of the file, lower-case hex; null without one. */
  @HashColumn({ nullable: true })
  sha512!: string | null

  /** Account hash. */
  @HashColumn()
  addedBy!: string

  @MomentColumn()
  addedAt!: string
}
