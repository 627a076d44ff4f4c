import { Entity, Index } from 'typeorm'
import type { EvidenceGrade, LinkState } from '../src/vocabulary/identifier.js'
import { type MatchEvidence } from '../src/vocabulary/identifier.js'
import { CipherColumn, HashColumn, IdColumn, JsonColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** That a record of a system is (or may be, or is not) about a subject, and on what evidence. */
@Entity('source_link')
@Index('source_link_record', ['subjectId', 'system', 'recordType', 'externalIdHash'], { unique: true })
@Index('source_link_external', ['externalIdHash'])
export class SourceLink {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @WordColumn()
  system!: string

  @WordColumn()
  recordType!: string

  @HashColumn()
  externalIdHash!: string

  @CipherColumn()
  externalIdCipher!: string

  @WordColumn()
  grade!: EvidenceGrade

  @WordColumn()
  state!: LinkState

  @JsonColumn()
  evidence!: MatchEvidence[]

  /** Account hash of who decided; null while only rules have. */
  @HashColumn({ nullable: true })
  decidedBy!: string | null

  @MomentColumn({ nullable: true })
  decidedAt!: string | null

  @MomentColumn()
  locatedAt!: string
}
