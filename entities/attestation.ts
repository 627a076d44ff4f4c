import { Entity, Index } from 'typeorm'
import { CipherColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** The signed statement of what was erased and what stays ("Verklaring van wissing"). */
@Entity('attestation')
@Index('attestation_plan', ['planId'], { unique: true })
export class Attestation {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  caseId!: string

  @RefColumn()
  planId!: string

  @WordColumn()
  language!: string

  /** Sealed canonical JSON: what is signed. */
  @CipherColumn()
  documentCipher!: string

  /** SHA-256 over that JSON, lower-case hex. */
  @HashColumn()
  hash!: string

  /** Detached JWS over that JSON. */
  @CipherColumn()
  signature!: string

  @MomentColumn()
  issuedAt!: string
}
