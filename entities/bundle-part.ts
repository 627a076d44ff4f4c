import { Entity, PrimaryColumn } from 'typeorm'
import { HashColumn, SizeColumn } from './columns.js'

/** One zip of a bundle; large ones have several. */
@Entity('bundle_part')
export class BundlePart {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  bundleId!: string

  /** From 1. */
  @PrimaryColumn({ type: 'int' })
  number!: number

  /** Of the zip as the subject gets it. */
  @SizeColumn()
  bytes!: number

  /** Lower-case hex, of the zip as the subject gets it. */
  @HashColumn()
  sha512!: string

  /** Name of the encrypted file in the store: random, says nothing. */
  @HashColumn()
  storedAs!: string
}
