/** A state, where one may go from it, and when one is in it. */
export interface StateRow<S extends string> {
  readonly to: readonly S[]
  readonly when: string
}

/** A life in states, short enough for a lawyer to read. */
export type StateTable<S extends string> = Readonly<Record<S, StateRow<S>>>

export function mayMove<S extends string>(table: StateTable<S>, from: S, to: S): boolean {
  return table[from].to.includes(to)
}

/** From where one may come to a state. */
export function statesBefore<S extends string>(table: StateTable<S>, to: S): S[] {
  return statesOf(table).filter((from) => mayMove(table, from, to))
}

/** What is wrong with a table: targets that it does not know, and states that nothing leads to. */
export function tableProblems<S extends string>(name: string, table: StateTable<S>, start: S): string[] {
  const known = statesOf(table)
  const strangers = known.flatMap((from) => table[from].to.filter((to) => !known.includes(to)).map((to) => ({ from, to })))
  const reached = new Set<S>([start])
  for (const state of reached) {
    table[state].to.filter((to) => known.includes(to)).forEach((next) => reached.add(next))
  }
  return [
    ...strangers.map(({ from, to }) => `${name}: ${from} leads to ${to}, which is no state.`),
    ...known.filter((state) => !reached.has(state)).map((state) => `${name}: nothing ever leads to ${state}.`),
  ]
}

function statesOf<S extends string>(table: StateTable<S>): S[] {
  return Object.keys(table) as S[]
}
