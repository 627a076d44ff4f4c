import type { KboTableName } from './kbo-tables.js'

/** Which enterprises the hub keeps: those that the company's own systems know, or the whole register. */
export const KboKeep = { KNOWN: 'known', ALL: 'all' } as const
export type KboKeep = (typeof KboKeep)[keyof typeof KboKeep]

/** What a zip of KBO Open Data says of itself in meta.csv, and the SHA-256 of the zip. */
export interface KboZipFacts {
  readonly kind: 'FULL' | 'UPDATE'
  readonly extractNumber: number
  /** ISO date. */
  readonly snapshotDate: string
  readonly sha256: string
}

/** An extract as it was, or is to be, imported. */
export interface KboImportFacts extends KboZipFacts {
  readonly keep: KboKeep
  readonly activities: boolean
  /** RFC 3339. */
  readonly startedAt: string
}

/** The extract that the hub answers from. */
export interface KboExtract extends KboImportFacts {
  /** Changes with every import. */
  readonly generation: number
  /** Rows written by this import, per table. */
  readonly counts: Readonly<Record<string, number>>
  /** RFC 3339. */
  readonly importedAt: string
}

/** A row of the current extract by column name; empty cells are null. */
export type KboRow = Readonly<Record<string, string | null>>

/** Reading side of the register's tables. Every method answers from one whole extract. */
export interface KboStore {
  /** Null before the first import. */
  current(): Promise<KboExtract | null>
  /** Of the enterprise numbers, those that the current extract can speak about: all of them, or those it was asked to keep. */
  lookedFor(numbers: readonly string[]): Promise<ReadonlySet<string>>
  /** Rows that hang on any of the owners, in the order of the file. */
  rows(table: KboTableName, owners: readonly string[]): Promise<readonly KboRow[]>
  /** Enterprise numbers after one, in their order; no more than `limit`. From `''` through all of them. */
  numbersAfter(number: string, limit: number): Promise<readonly string[]>
  /** What codes mean in one language (`NL`, `FR`, `DE`, `EN`): category -> code -> description. */
  codes(language: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>>
}

/** A table of the register, or the list of numbers that an import looks for. */
export type KboWriteTable = KboTableName | 'wanted'

/** Cells in the order of the table's columns; for `wanted` the enterprise number alone. */
export type KboCells = readonly (string | null)[]

/** Writing side: an import is invisible until it is published, and leaves nothing when it is not. */
export interface KboImportStore {
  current(): Promise<KboExtract | null>
  /** Enterprise, establishment and branch numbers that the current extract was asked to keep; for updates with `kbo.keep: known`. */
  keptNumbers(): Promise<Set<string>>
  /**
   * Starts an import and ends any other that is under way or crashed: of two, the later one wins.
   * `follows` is what was current when the import was decided on; BadInputError when it no longer is.
   */
  begin(facts: KboImportFacts, follows: KboExtract | null): Promise<KboImportRun>
}

/** One import under way. Every method fails once a later import has begun. */
export interface KboImportRun {
  insert(table: KboWriteTable, rows: readonly KboCells[]): Promise<void>
  /** Drops, from this extract on, the rows whose column has one of the values. */
  drop(table: KboTableName, column: string, values: readonly string[]): Promise<void>
  /** Drops all rows of the table from this extract on. */
  dropAll(table: KboTableName): Promise<void>
  /** The switch: from here on the hub answers from this extract. */
  publish(counts: Readonly<Record<string, number>>, importedAt: string): Promise<KboExtract>
  /** Gives up: nothing of this import remains. */
  discard(): Promise<void>
  /** After publishing: deletes the rows that no extract needs any more. */
  sweep(): Promise<void>
}
