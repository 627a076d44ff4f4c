import { malformed } from './graph-failure.js'
import { segment } from './odata.js'

/** Where an item lies: its mailbox or drive, and its own id there. */
export interface ItemPlace {
  readonly container: string
  readonly item: string
}

/** `container/item`, each encoded, so that the id is one opaque and URL-safe string. */
export function externalIdOf({ container, item }: ItemPlace): string {
  return `${segment(container)}/${segment(item)}`
}

export function placeOf(externalId: string): ItemPlace {
  const [container, item, ...more] = externalId.split('/')
  if (container === undefined || item === undefined || more.length > 0) {
    throw malformed('no such reference: it is not one of a mailbox or a drive')
  }
  return { container: decodeURIComponent(container), item: decodeURIComponent(item) }
}
