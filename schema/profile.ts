import { Field } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import type { Attribute, Contradiction } from '../src/vocabulary/statement.js'
import { SourceCoverageType } from './coverage.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'
import { StatementType } from './statement.js'

@Shape('Contradiction', 'Statements of one category that cannot all be true, with what the hub would propose.')
export class ContradictionType implements Contradiction {
  @Field(() => DataCategory, { description: 'The category they are about.' })
  readonly category!: DataCategory

  @Field(() => [StatementType], { description: 'The statements that differ.' })
  readonly statements!: readonly StatementType[]

  @Field(() => StatementType, { nullable: true, description: 'The statement that the hub would believe; null where none stands out.' })
  readonly authoritative!: StatementType | null

  @Field(() => String, { nullable: true, description: 'The value that the hub would write everywhere; null where a person must choose.' })
  readonly proposal!: string | null

  @Field(() => String, { description: 'Why, in English.' })
  readonly reason!: string
}

@Shape('Attribute', 'All statements of one category about one person.')
export class AttributeType implements Attribute {
  @Field(() => DataCategory, { description: 'The category.' })
  readonly category!: DataCategory

  @Field(() => [StatementType], { description: 'What each source says.' })
  readonly statements!: readonly StatementType[]

  @Field(() => ContradictionType, { nullable: true, description: 'Present where the sources cannot all be right.' })
  readonly contradiction!: ContradictionType | null
}

@Shape('Profile', 'What the connected systems hold about one person at this moment.')
export class ProfileType {
  @Field(() => [AttributeType], { description: 'One for each category found.' })
  readonly attributes!: readonly AttributeType[]

  @Field(() => [ContradictionType], { description: 'Where sources cannot all be right.' })
  readonly contradictions!: readonly ContradictionType[]

  @Field(() => [SourceCoverageType], { description: 'What each system answered, also those that did not.' })
  readonly coverage!: readonly SourceCoverageType[]

  @Field(() => DateTimeScalar, { description: 'When the reading ended.' })
  readonly asOf!: string
}
