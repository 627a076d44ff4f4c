import { Entity } from 'typeorm'
import { PrimaryColumn } from 'typeorm'
import { CipherColumn, IdColumn } from './columns.js'

/** A piece of an evidence file, sealed; no piece is larger than a text column of any database takes. */
@Entity('evidence_part')
export class EvidencePart {
  @IdColumn()
  evidenceId!: string

  /** From 1. */
  @PrimaryColumn({ type: 'int' })
  number!: number

  @CipherColumn()
  contentCipher!: string
}
