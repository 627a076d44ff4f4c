import { Field, ID } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Supplement', 'What a person says of a value that stays (Art. 16). The value is disputed.')
export class SupplementType {
  readonly systemId!: string

  readonly recordType!: string

  readonly caseId!: string

  @Field(() => ID, { name: 'recordId', simple: false, description: 'Id that the source system gave to the record.' })
  readonly externalId!: string

  @Field(() => String, { description: 'Field of the record, as the data map names it.' })
  readonly field!: string

  @Field(() => DataCategory, { description: 'What kind of data is disputed.' })
  readonly category!: DataCategory

  @Field(() => String, { description: 'The statement.' })
  readonly text!: string

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly statedAt!: string
}
