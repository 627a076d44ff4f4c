import { Column, type ColumnOptions, PrimaryGeneratedColumn } from 'typeorm'
import { CountColumn } from './columns.js'

/** Text of at most `length` characters, as the register's own format has it; null where the file says nothing. */
export function KboTextColumn(length: number, options: ColumnOptions = {}): PropertyDecorator {
  return Column({ nullable: true, ...options, type: 'varchar', length })
}

/** Ten digits, without dots. */
export function KboNumberColumn(): PropertyDecorator {
  return Column({ type: 'varchar', length: 10 })
}

/** ISO date; null where the file says nothing. */
export function KboDateColumn(): PropertyDecorator {
  return Column({ type: 'varchar', length: 10, nullable: true })
}

/** A row of the register as an import wrote it: part of every extract from one generation until, not including, another. */
export abstract class KboRow {
  @PrimaryGeneratedColumn()
  id!: number

  @CountColumn()
  fromGeneration!: number

  /** 2147483647 while no later extract dropped the row. */
  @CountColumn()
  untilGeneration!: number
}
