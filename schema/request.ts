import { Field, ID } from 'type-graphql'
import { IntakeChannel } from '../src/vocabulary/case-state.js'
import { Right } from '../src/vocabulary/data-right.js'
import { Language } from '../src/vocabulary/language.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Request', 'What the person sent. It never changes.')
export class RequestType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => [Right], { description: 'The rights claimed.' })
  readonly rights!: readonly Right[]

  @Field(() => IntakeChannel, { description: 'How it arrived.' })
  readonly channel!: IntakeChannel

  @Field(() => Language, { description: 'Language of the person.' })
  readonly language!: Language

  @Field(() => DateTimeScalar, { description: 'When it arrived.' })
  readonly receivedAt!: string

  @Field(() => String, { nullable: true, description: 'What the person wrote.' })
  readonly text!: string | null
}
