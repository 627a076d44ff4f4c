import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql'

export interface ShapeLimits {
  /** Deepest nesting of fields. Introspection is exempt. */
  readonly depth: number
  readonly aliases: number
  /** Fields and fragment spreads written in one document. */
  readonly selections: number
}

interface Tally {
  aliases: number
  selections: number
}

/** Selection sets of fragments, by name. */
export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}

export function isIntrospection(selection: SelectionNode): boolean {
  return selection.kind === Kind.FIELD && selection.name.value.startsWith('__')
}

/** Measures how deep an operation goes, its fragments included. Each of these is measured once, so that nesting them costs nothing. */
class DepthMeter {
  private readonly depths = new Map<string, number>()

  constructor(private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>) {}

  of({ selections }: SelectionSetNode): number {
    return selections.reduce((deepest, selection) => Math.max(deepest, this.ofSelection(selection)), 0)
  }

  private ofSelection(selection: SelectionNode): number {
    if (isIntrospection(selection)) {
      return 0
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return this.ofFragment(selection.name.value)
    }
    const below = selection.selectionSet === undefined ? 0 : this.of(selection.selectionSet)
    return selection.kind === Kind.FIELD ? below + 1 : below
  }

  /** A fragment that contains itself has depth 0 here; validation refuses it. */
  private ofFragment(name: string): number {
    const known = this.depths.get(name)
    const fragment = this.fragments.get(name)
    if (known !== undefined || fragment === undefined) {
      return known ?? 0
    }
    this.depths.set(name, 0)
    const depth = this.of(fragment.selectionSet)
    this.depths.set(name, depth)
    return depth
  }
}

function count({ selections }: SelectionSetNode, tally: Tally): void {
  tally.selections += selections.length
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD && selection.alias !== undefined) {
      tally.aliases += 1
    }
    if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet !== undefined) {
      count(selection.selectionSet, tally)
    }
  }
}

/** Why a document is too large to be looked at any further; undefined where it is not. */
export function shapeProblem(document: DocumentNode, limits: ShapeLimits): string | undefined {
  const tally: Tally = { aliases: 0, selections: 0 }
  const meter = new DepthMeter(fragmentsOf(document))
  let depth = 0
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) {
      count(definition.selectionSet, tally)
    }
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      depth = Math.max(depth, meter.of(definition.selectionSet))
    }
  }
  const problems: readonly (readonly [what: string, found: number, limit: number])[] = [
    ['levels', depth, limits.depth],
    ['aliases', tally.aliases, limits.aliases],
    ['fields', tally.selections, limits.selections],
  ]
  const problem = problems.find(([, found, limit]) => found > limit)
  return problem && `The query has ${problem[1]} ${problem[0]}; ${problem[2]} are allowed.`
}
