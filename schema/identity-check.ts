import { Field } from 'type-graphql'
import { IdentityMethod } from '../src/vocabulary/case-state.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('IdentityCheck', 'How the identity of the requester was established.')
export class IdentityCheckType {
  @Field(() => IdentityMethod, { description: 'By what means.' })
  readonly method!: IdentityMethod

  @Field(() => Boolean, { description: 'Whether the person is who they say.' })
  readonly passed!: boolean

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly checkedAt!: string
}
