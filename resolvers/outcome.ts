import type { Outcome } from '../src/vocabulary/refusal.js'
import { refusalOf, type RefusalType } from '../schema/refusal.js'

/** The answer of a mutation: what it made, or the refusal as the schema shows it. */
export function answer<T, A>(outcome: Outcome<T>, show: (value: T) => A): A | RefusalType {
  return outcome.ok ? show(outcome.value) : refusalOf(outcome.refusal)
}
