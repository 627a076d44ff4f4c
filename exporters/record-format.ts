import type { Column, Row } from './columns.js'

/** One way to write records as text. A file is `head`, the rows, `tail`; equal rows give equal text. */
export interface RecordFormat {
  /** Without the dot. */
  readonly extension: string
  readonly mediaType: string
  head(columns: readonly Column[]): string
  row(columns: readonly Column[], row: Row, isFirst: boolean): string
  tail(): string
  /** The rows of a whole file: what was written, value for value. Throws BadInputError where it is not such a file. */
  parse(text: string, columns: readonly Column[]): Row[]
}

/** A whole file at once: for small sets and for tests. */
export function writeAll(format: RecordFormat, columns: readonly Column[], rows: readonly Row[]): string {
  const body = rows.map((row, index) => format.row(columns, row, index === 0))
  return format.head(columns) + body.join('') + format.tail()
}
