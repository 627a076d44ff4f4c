import { ObjectType } from 'type-graphql'

/** An output type whose fields are plain properties of what a service returns: they resolve without a function call. */
export function Shape(name: string, description: string): ClassDecorator {
  return ObjectType(name, { description, simpleResolvers: true })
}
