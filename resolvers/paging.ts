import { BadInputError } from '../src/kernel/errors.js'
import type { Page, PageRequest } from '../src/vocabulary/page.js'
import type { Connection } from '../schema/page.js'

export const DEFAULT_PAGE = 10
const LONGEST_PAGE = 100

export const firstArgument = { nullable: true, description: `How many to list, 1 to ${LONGEST_PAGE}; ${DEFAULT_PAGE} where left out.` }
export const afterArgument = { nullable: true, description: 'Cursor after which to go on.' }

export function pageRequest(first: number | null | undefined, after: string | null | undefined): PageRequest {
  return { first: sizeWithin(first ?? DEFAULT_PAGE, LONGEST_PAGE), after: after ?? null }
}

/** How many to list; as many as may be where the query does not say. */
export function sizeWithin(first: number | null | undefined, most: number): number {
  const size = first ?? most
  if (size < 1 || size > most) {
    throw new BadInputError(`\`first\` is a number from 1 to ${most}.`)
  }
  return size
}

export function connection<T, N>(page: Page<T>, toNode: (item: T) => N): Connection<N> {
  const edges = page.edges.map(({ cursor, node }) => ({ cursor, node: toNode(node) }))
  return { edges, pageInfo: { hasNextPage: page.hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } }
}
