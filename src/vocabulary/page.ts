/** What a caller asks of a list that grows. `after` is a cursor that an earlier page gave. */
export interface PageRequest {
  /** 1 to 100. */
  readonly first: number
  readonly after?: string | null
}

export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly hasNextPage: boolean
}
