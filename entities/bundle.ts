import { Entity, Index } from 'typeorm'
import type { BundleKind, BundleState } from '../src/vocabulary/bundle-state.js'
import type { SystemCoverage } from '../src/vocabulary/coverage.js'
import type { Language } from '../src/vocabulary/language.js'
import {
  CipherColumn,
  CountColumn,
  FlagColumn,
  HashColumn,
  IdColumn,
  JsonColumn,
  MomentColumn,
  RefColumn,
  SizeColumn,
  WordColumn,
} from './columns.js'

/** A zip for one subject: being prepared, lying encrypted, or gone. */
@Entity('bundle')
@Index('bundle_claim', ['claimId', 'kind'], { unique: true })
@Index('bundle_case', ['caseId'])
@Index('bundle_subject', ['subjectId'])
@Index('bundle_expiry', ['state', 'expiresAt'])
export class Bundle {
  @IdColumn()
  id!: string

  @RefColumn()
  subjectId!: string

  @RefColumn()
  caseId!: string

  @RefColumn()
  claimId!: string

  @WordColumn()
  kind!: BundleKind

  @WordColumn()
  state!: BundleState

  @WordColumn()
  language!: Language

  /** Whether whoever asked had just proven who they are: decides about the national number. */
  @FlagColumn()
  steppedUp!: boolean

  @FlagColumn()
  complete!: boolean

  @JsonColumn()
  coverage!: SystemCoverage[]

  @CountColumn({ nullable: true })
  files!: number | null

  @SizeColumn({ nullable: true })
  bytes!: number | null

  @HashColumn({ nullable: true })
  manifestSha512!: string | null

  /** The bundle's own key, wrapped by the master key; destroyed when it expires. */
  @CipherColumn({ nullable: true })
  keyCipher!: string | null

  @WordColumn()
  phase!: string

  /** When the phase began: what is left is reckoned from it. */
  @MomentColumn()
  phaseSince!: string

  @SizeColumn()
  progressDone!: number

  @SizeColumn({ nullable: true })
  progressTotal!: number | null

  @SizeColumn()
  progressBytes!: number

  @MomentColumn()
  requestedAt!: string

  @MomentColumn({ nullable: true })
  readyAt!: string | null

  @MomentColumn({ nullable: true })
  expiresAt!: string | null
}
