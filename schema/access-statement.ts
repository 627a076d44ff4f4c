import { Field, ID } from 'type-graphql'
import type { AccessStatement, StatedPurpose, StatedRetention, StatedSource } from '../src/vocabulary/access-statement.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DataOrigin } from '../src/vocabulary/data-origin.js'
import { LegalBasis } from '../src/vocabulary/legal-basis.js'
import { RetentionRuleId } from '../src/vocabulary/retention.js'
import { SourceCoverageType } from './coverage.js'
import { RecipientType } from './recipient.js'
import { Shape } from './shape.js'

@Shape('StatedCategory', 'A category with its name in the language asked for.')
export class StatedCategoryType {
  @Field(() => DataCategory, { description: 'The category.' })
  readonly category!: DataCategory

  @Field(() => String, { description: 'Its name.' })
  readonly label!: string
}

@Shape('StatedPurpose', 'What some categories are processed for (Art. 15(1)(a), (b)).')
export class StatedPurposeType implements StatedPurpose {
  @Field(() => String, { description: 'Stable word for the purpose.' })
  readonly purpose!: string

  @Field(() => String, { description: 'Its name.' })
  readonly label!: string

  @Field(() => LegalBasis, { description: 'Why that is lawful.' })
  readonly legalBasis!: LegalBasis

  @Field(() => [StatedCategoryType], { description: 'The categories processed for it.' })
  readonly categories!: readonly StatedCategoryType[]
}

@Shape('StatedRetention', 'How long, or by what criterion, data is kept (Art. 15(1)(d)).')
export class StatedRetentionType implements StatedRetention {
  @Field(() => RetentionRuleId, { description: 'The rule.' })
  readonly rule!: RetentionRuleId

  @Field(() => String, { description: 'The rule in words.' })
  readonly text!: string

  @Field(() => [DataCategory], { description: 'The categories it applies to.' })
  readonly categories!: readonly DataCategory[]
}

@Shape('StatedRight', 'A right of the person (Art. 15(1)(e)).')
export class StatedRightType {
  @Field(() => String, { description: 'Name of the right.' })
  readonly right!: string

  @Field(() => String, { description: 'Article that grants it.' })
  readonly article!: string

  @Field(() => String, { description: 'What it means here.' })
  readonly text!: string
}

@Shape('Complaint', 'Where to complain (Art. 15(1)(f)).')
export class ComplaintType {
  @Field(() => String, { description: 'Name of the supervisory authority.' })
  readonly authority!: string

  @Field(() => String, { description: 'Its postal address.' })
  readonly address!: string

  @Field(() => String, { description: 'Its e-mail address.' })
  readonly email!: string

  @Field(() => String, { description: 'Its website.' })
  readonly url!: string

  @Field(() => String, { description: 'That there is a right to complain, in words.' })
  readonly text!: string
}

@Shape('StatedSource', 'Where data came from (Art. 15(1)(g)).')
export class StatedSourceType implements StatedSource {
  @Field(() => ID, { description: 'Id of the system.' })
  readonly systemId!: string

  @Field(() => String, { description: 'Name of the system.' })
  readonly system!: string

  @Field(() => [DataOrigin], { description: 'How the data in it was come by.' })
  readonly origins!: readonly DataOrigin[]
}

@Shape('StatedAutomatedDecisions', 'Whether decisions are taken by a machine alone (Art. 15(1)(h)).')
export class StatedAutomatedDecisionsType {
  @Field(() => Boolean, { nullable: true, description: 'Whether there are any; null where none was found and not every system answered.' })
  readonly exist!: boolean | null

  @Field(() => String, { description: 'The logic and the consequences, or that there are none, or that it is not known.' })
  readonly text!: string
}

@Shape('StatedTransfer', 'A recipient outside the European Economic Area (Art. 15(2)).')
export class StatedTransferType {
  @Field(() => ID, { description: 'Id of the recipient.' })
  readonly recipientId!: string

  @Field(() => String, { description: 'Name of the recipient.' })
  readonly name!: string

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 country.' })
  readonly country!: string

  @Field(() => String, { description: 'The safeguard that protects the data there.' })
  readonly safeguard!: string
}

@Shape('AccessStatement', 'The answer to Art. 15(1)(a)-(h) and 15(2) for exactly what is held about this person.')
export class AccessStatementType implements AccessStatement {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether data about the person is processed; null where nothing was found and not every system answered.',
  })
  readonly confirmed!: boolean | null

  @Field(() => [StatedPurposeType], { description: 'Purposes, with categories and legal basis (a, b).' })
  readonly purposes!: readonly StatedPurposeType[]

  @Field(() => [RecipientType], { description: 'Recipients by name (c).' })
  readonly recipients!: readonly RecipientType[]

  @Field(() => [StatedRetentionType], { description: 'Retention (d).' })
  readonly retention!: readonly StatedRetentionType[]

  @Field(() => [StatedRightType], { description: 'Rights (e).' })
  readonly rights!: readonly StatedRightType[]

  @Field(() => ComplaintType, { description: 'The right to complain (f).' })
  readonly complaint!: ComplaintType

  @Field(() => [StatedSourceType], { description: 'Sources (g).' })
  readonly sources!: readonly StatedSourceType[]

  @Field(() => StatedAutomatedDecisionsType, { description: 'Automated decisions (h).' })
  readonly automatedDecisions!: StatedAutomatedDecisionsType

  @Field(() => [StatedTransferType], { description: 'Transfers and their safeguards (Art. 15(2)).' })
  readonly transfers!: readonly StatedTransferType[]

  @Field(() => [SourceCoverageType], { description: 'What each system answered when this was drawn up.' })
  readonly coverage!: readonly SourceCoverageType[]
}
