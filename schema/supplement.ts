import { Field, ID } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Supplement', 'What a person says beside a value that stays (Art. 16). Show it with the statement of the same source, as disputed.')
export class SupplementType {
  readonly systemId!: string

  @Field(() => ID, { description: 'The plan that it came with.' })
  readonly planId!: string

  @Field(() => ID, { description: 'Id that the source system gave to the record.' })
  readonly externalId!: string

  @Field(() => String, { description: 'Field of the record, as the data map names it.' })
  readonly field!: string

  @Field(() => DataCategory, { description: 'What kind of data it is about.' })
  readonly category!: DataCategory

  @Field(() => String, { description: 'What the person says.' })
  readonly text!: string

  @Field(() => DateTimeScalar, { description: 'When it was approved.' })
  readonly addedAt!: string
}
