import { Field, ID } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { ProcessingRole } from '../src/vocabulary/processing-role.js'
import { RecipientType } from './recipient.js'
import { Shape } from './shape.js'

@Shape('ProcessingActivity', 'One line of the record of processing (Art. 30(1)): one purpose in one system.')
export class ProcessingActivityType {
  readonly systemId!: string

  @Field(() => ID, { description: 'Stable id of the line.' })
  readonly id!: string

  @Field(() => String, { description: 'Stable word for the purpose.' })
  readonly purpose!: string

  @Field(() => ProcessingRole, { description: 'What the company is for this activity.' })
  readonly role!: ProcessingRole

  @Field(() => [DataCategory], { description: 'Categories of personal data.' })
  readonly categories!: readonly DataCategory[]

  @Field(() => [String], { description: 'Legal bases, as the words of LegalBasis.' })
  readonly legalBases!: readonly string[]

  @Field(() => [RecipientType], { description: 'Who receives the data.' })
  readonly recipients!: readonly RecipientType[]

  @Field(() => [String], { description: 'Retention rules that apply.' })
  readonly retention!: readonly string[]
}
