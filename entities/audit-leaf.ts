import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'
import { HashColumn, MomentColumn, RefColumn, WordColumn } from './columns.js'

/** One audited event, append-only, without personal data. */
@Entity('audit_leaf')
@Index('audit_leaf_subject', ['subjectId', 'sequence'])
@Index('audit_leaf_case', ['caseId'])
export class AuditLeaf {
  @PrimaryGeneratedColumn()
  sequence!: number

  @MomentColumn()
  at!: string

  /** Past tense with a dot: `subject.read`. */
  @WordColumn()
  type!: string

  @WordColumn()
  actorRole!: string

  /** Keyed hash of the account; null for the hub itself. */
  @HashColumn({ nullable: true })
  actorHash!: string | null

  @RefColumn({ nullable: true })
  subjectId!: string | null

  @RefColumn({ nullable: true })
  caseId!: string | null

  /** Canonical JSON of the event's typed facts. */
  @Column({ type: 'text' })
  facts!: string

  /** SHA-256(0x00 ‖ canonical JSON of the leaf), lower-case hex. */
  @HashColumn()
  leafHash!: string
}
