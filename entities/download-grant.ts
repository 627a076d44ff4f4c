import { Entity, Index } from 'typeorm'
import { CountColumn, HashColumn, IdColumn, MomentColumn, RefColumn, SizeColumn } from './columns.js'

/** A one-time link to a part of a bundle, bound to one account. */
@Entity('download_grant')
@Index('download_grant_token', ['tokenHash'], { unique: true })
@Index('download_grant_bundle', ['bundleId'])
export class DownloadGrant {
  @IdColumn()
  id!: string

  @RefColumn()
  bundleId!: string

  @CountColumn()
  part!: number

  @RefColumn()
  subjectId!: string

  @HashColumn()
  accountHash!: string

  /** SHA-256 of the token. */
  @HashColumn()
  tokenHash!: string

  /** SHA-256 of the cookie value that binds the browser; a bearer token of the account serves as well. */
  @HashColumn()
  cookieHash!: string

  @MomentColumn()
  createdAt!: string

  /** The first byte must be asked for before this. */
  @MomentColumn()
  firstUseBefore!: string

  @MomentColumn({ nullable: true })
  firstUsedAt!: string | null

  /** Resuming ends here; set at the first use. */
  @MomentColumn({ nullable: true })
  resumableUntil!: string | null

  /** Bytes from the beginning of the part that have gone out without a hole. */
  @SizeColumn()
  sentBytes!: number

  @MomentColumn({ nullable: true })
  burnedAt!: string | null
}
