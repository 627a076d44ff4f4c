import { BadInputError } from '../kernel/errors.js'
import type { Page, PageRequest } from '../vocabulary/page.js'

const maxFirst = 100

export function checkedFirst(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > maxFirst) {
    throw new BadInputError(`first must lie between 1 and ${maxFirst}.`)
  }
  return first
}

/** A page of a list that is sorted and known as a whole; the cursor is the id of the last item given. */
export function pageOf<T extends { readonly id: string }>(items: readonly T[], { first, after }: PageRequest): Page<T> {
  const start = after === undefined || after === null ? 0 : positionAfter(items, after)
  const end = start + checkedFirst(first)
  const edges = items.slice(start, end).map((node) => ({ cursor: cursorOf(node.id), node }))
  return { edges, hasNextPage: end < items.length }
}

export function cursorOf(position: string): string {
  return Buffer.from(position).toString('base64url')
}

export function positionOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}

function positionAfter(items: readonly { readonly id: string }[], cursor: string): number {
  const index = items.findIndex(({ id }) => id === positionOf(cursor))
  if (index < 0) {
    throw new BadInputError('after is not a cursor of this list. Start again without it.')
  }
  return index + 1
}
