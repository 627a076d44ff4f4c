import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'

/** Left out: for staff alone, and refused inside of what others may ask. */
const skipped: readonly string[] = ['DataSubject.links', 'Evidence.contentBase64', 'Notice.letter', 'SourceSystem.pause']

function fieldsOf(type: GraphQLObjectType, path: readonly string[]): string {
  return Object.values(type.getFields())
    .filter(({ name, args }) => !skipped.includes(`${type.name}.${name}`) && !args.some(isRequiredArgument))
    .map((field) => {
      const named = getNamedType(field.type)
      if (!isCompositeType(named)) {
        return field.name
      }
      const inner = path.includes(named.name) ? '' : selectionOf(named, [...path, named.name])
      return inner === '' ? '' : `${field.name} ${inner}`
    })
    .join(' ')
}

/** Everything that can be asked of a type, down to where it comes round to itself: `{ id profile { … } }`. */
export function selectionOf(type: GraphQLNamedType, path: readonly string[] = [type.name]): string {
  if (isUnionType(type)) {
    return `{ __typename ${type
      .getTypes()
      .map((one) => `... on ${one.name} { ${fieldsOf(one, [...path, one.name])} }`)
      .join(' ')} }`
  }
  if (isObjectType(type)) {
    return `{ __typename ${fieldsOf(type, path)} }`
  }
  return isInterfaceType(type) ? '{ __typename }' : ''
}
