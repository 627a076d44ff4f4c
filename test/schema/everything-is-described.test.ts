import { describe, expect, test } from '@jest/globals'
import { type GraphQLNamedType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql'
import { buildHubSchema } from '../../resolvers/build-schema.js'

interface Described {
  readonly name: string
  readonly description?: string | null
}

function partsOf(type: GraphQLNamedType): Described[] {
  const own = { name: type.name, description: type.description }
  if (isInputObjectType(type)) {
    return [own, ...Object.values(type.getFields()).map((field) => ({ ...field, name: `${type.name}.${field.name}` }))]
  }
  if (!isObjectType(type) && !isInterfaceType(type)) {
    return [own]
  }
  return Object.values(type.getFields()).reduce<Described[]>(
    (parts, field) => [
      ...parts,
      { name: `${type.name}.${field.name}`, description: field.description },
      ...field.args.map((argument) => ({ name: `${type.name}.${field.name}(${argument.name})`, description: argument.description })),
    ],
    ['Query', 'Mutation', 'Subscription'].includes(type.name) ? [] : [own],
  )
}

describe('the schema is the portal developers’ documentation', () => {
  test('every type, field and argument says what it is', () => {
    const types = Object.values(buildHubSchema().getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    const silent = types.flatMap(partsOf).filter(({ description }) => (description ?? '').length < 4)
    expect(silent.map(({ name }) => name)).toEqual([])
  })
})
