import { Field, ID } from 'type-graphql'
import type { Recipient } from '../src/vocabulary/recipient.js'
import { RecipientRole } from './enums.js'
import { Shape } from './shape.js'

@Shape('Recipient', 'Who receives personal data from the controller, by name (Art. 15(1)(c)).')
export class RecipientType implements Recipient {
  @Field(() => ID, { description: 'Id in the data map.' })
  readonly id!: string

  @Field(() => String, { description: 'Name of the organisation.' })
  readonly name!: string

  @Field(() => RecipientRole, { description: 'What the recipient is for the data.' })
  readonly role!: RecipientRole

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 country of establishment.' })
  readonly country!: string

  @Field(() => String, {
    nullable: true,
    description: 'Safeguard or adequacy decision when data may leave the European Economic Area (Art. 15(2)).',
  })
  readonly safeguard?: string
}
