import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { fragmentsOf, isIntrospection } from './query-shape.js'

type Variables = Readonly<Record<string, unknown>>

/** Items that a list counts for where the query does not say how many. */
const UNSAID = 10

/** Where a field stands: what its parent is, and how many a list in it counts for. */
interface Place {
  readonly type: GraphQLNamedType | undefined
  readonly listSize: number
}

/**
 * What an operation may cost: 1 an object, lists times `first`, leaves nothing. A connection's `first` counts for its edges.
 * `usesVariables` tells whether the answer holds for the next request of the same text.
 */
export class CostMeter {
  usesVariables = false
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  private readonly known = new Map<string, number>()
  private defaults: ReadonlyMap<string, ValueNode | undefined> = new Map()

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    this.fragments = fragmentsOf(document)
  }

  of(operation: OperationDefinitionNode): number {
    const type = this.schema.getRootType(operation.operation) ?? undefined
    this.defaults = new Map(operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]))
    return this.ofSet(operation.selectionSet, { type, listSize: UNSAID })
  }

  private ofSet({ selections }: SelectionSetNode, place: Place): number {
    return selections.reduce((sum, selection) => sum + this.ofSelection(selection, place), 0)
  }

  private ofSelection(selection: SelectionNode, place: Place): number {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return this.ofFragment(selection.name.value, place.listSize)
    }
    if (selection.kind === Kind.FIELD) {
      return isIntrospection(selection) ? 0 : this.ofField(selection, place)
    }
    const narrowed = selection.typeCondition && this.schema.getType(selection.typeCondition.name.value)
    return this.ofSet(selection.selectionSet, { type: narrowed ?? place.type, listSize: place.listSize })
  }

  private ofFragment(name: string, listSize: number): number {
    const key = `${name} ${listSize}`
    const known = this.known.get(key)
    const fragment = this.fragments.get(name)
    if (known !== undefined || fragment === undefined) {
      return known ?? 0
    }
    this.known.set(key, 0)
    const cost = this.ofSet(fragment.selectionSet, { type: this.schema.getType(fragment.typeCondition.name.value), listSize })
    this.known.set(key, cost)
    return cost
  }

  private ofField(field: FieldNode, { type, listSize }: Place): number {
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined
    if (definition === undefined || !isCompositeType(getNamedType(definition.type)) || field.selectionSet === undefined) {
      return 0
    }
    const bare = isNonNullType(definition.type) ? definition.type.ofType : definition.type
    const first = this.firstOf(field)
    const each = 1 + this.ofSet(field.selectionSet, { type: getNamedType(definition.type), listSize: first ?? UNSAID })
    return isListType(bare) ? each * (first ?? listSize) : each
  }

  /** The argument `first` as a number of at least 1. */
  private firstOf(field: FieldNode): number | undefined {
    const value = field.arguments?.find(({ name }) => name.value === 'first')?.value
    if (value?.kind !== Kind.VARIABLE) {
      return sizeIn(value)
    }
    this.usesVariables = true
    const name = value.name.value
    const given = this.variables[name]
    return Object.hasOwn(this.variables, name) ? atLeastOne(given) : sizeIn(this.defaults.get(name))
  }
}

function atLeastOne(size: unknown): number | undefined {
  return typeof size === 'number' ? Math.max(1, size) : undefined
}

function sizeIn(value: ValueNode | undefined): number | undefined {
  return value?.kind === Kind.INT ? atLeastOne(Number(value.value)) : undefined
}
