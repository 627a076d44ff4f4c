/** What bench:erasure tells its workers. */
export type ErasureOrder =
  | { readonly do: 'FILL'; readonly from: number; readonly to: number }
  /** Counting what goes to the database takes a little time. */
  | { readonly do: 'CARRY_OUT'; readonly isCounted: boolean }
  | { readonly do: 'BARE'; readonly stepIds: readonly string[] }

/** What they answer. */
export interface ErasureAnswer {
  readonly statements: number
  readonly cpuMs: number
}
