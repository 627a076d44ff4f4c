import { Entity, Index } from 'typeorm'
import type { IdentifierKind, VerificationState } from '../src/vocabulary/identifier.js'
import { CipherColumn, HashColumn, IdColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** A value that finds the subject in a system: found by its keyed hash, readable only with the subject's key. */
@Entity('identifier')
@Index('identifier_of_subject', ['subjectId', 'hash'], { unique: true })
@Index('identifier_hash', ['hash'])
export class Identifier {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @WordColumn()
  kind!: IdentifierKind

  /** HMAC-SHA-256 over kind|normalised value. */
  @HashColumn()
  hash!: string

  @WordColumn()
  hashKeyId!: string

  @CipherColumn()
  valueCipher!: string

  @WordColumn()
  verification!: VerificationState

  /** For customer numbers and system ids. */
  @WordColumn({ nullable: true })
  system!: string | null

  @WordColumn({ nullable: true })
  recordType!: string | null

  /** The system in which a DISCOVERED identifier was found. */
  @WordColumn({ nullable: true })
  discoveredIn!: string | null

  @MomentColumn()
  createdAt!: string
}
