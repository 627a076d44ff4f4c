import type { Route } from './graph-call.js'

/** Every application role that opens some route. */
export function everyRole(routes: readonly Route[]): string[] {
  return [...new Set(routes.flatMap(({ roles }) => roles))].sort()
}
