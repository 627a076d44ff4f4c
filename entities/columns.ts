import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm'

/*
 * Column kinds that read and write alike on SQLite and on MariaDB/MySQL. Ids are made by the application;
 * moments are RFC 3339 text in UTC, which sorts as time does; hashes are lower-case hex.
 */

export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'varchar', length: 36 })
}

export function RefColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length: 36 })
}

export function WordColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length: 64 })
}

export function HashColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length: 128 })
}

export function MomentColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length: 24 })
}

export function DayColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length: 10 })
}

export function CountColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'int' })
}

/** Whole numbers past 2^31, exact to 2^53. */
export function SizeColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'double' })
}

export function FlagColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'boolean' })
}

/** Text under a subject's key: AES-256-GCM, base64url. */
export function CipherColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'text' })
}

/** Structured facts without personal data. */
export function JsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'simple-json' })
}
