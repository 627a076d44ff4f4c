import { type ClassType, Field, ObjectType } from 'type-graphql'
import { Shape } from './shape.js'

@Shape('PageInfo', 'Where a page of a list stands.')
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  readonly hasNextPage!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last node; give it as `after` for the next page. Null on an empty page.',
  })
  readonly endCursor!: string | null
}

export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: PageInfoType
}

/** Makes the Relay connection type of a node type: `CaseConnection` and `CaseEdge` for `Case`. */
export function connectionOf<T extends object>(node: () => ClassType<T>, name: string): ClassType<Connection<object>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.`, simpleResolvers: true })
  class EdgeType {
    @Field(() => String, { description: 'Opaque place in the list.' })
    readonly cursor!: string

    @Field(node, { description: `The ${name} itself.` })
    readonly node!: object
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.`, simpleResolvers: true })
  class ConnectionType {
    @Field(() => [EdgeType], { description: 'What is on this page, in order.' })
    readonly edges!: readonly EdgeType[]

    @Field(() => PageInfoType, { description: 'Whether there is more, and where it starts.' })
    readonly pageInfo!: PageInfoType
  }
  return ConnectionType
}
