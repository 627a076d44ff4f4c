import { Field, ID } from 'type-graphql'
import { ActionMode, type Actionability } from '../src/vocabulary/actionability.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { DataOrigin } from '../src/vocabulary/data-origin.js'
import { DisclosureMode, WithheldGround, type WithheldReason } from '../src/vocabulary/disclosure.js'
import { LegalBasis } from '../src/vocabulary/legal-basis.js'
import { Purpose } from '../src/vocabulary/purpose.js'
import { type Retention, RetentionGround, RetentionRuleId } from '../src/vocabulary/retention.js'
import type { Statement, StatementSource } from '../src/vocabulary/statement.js'
import { DateScalar, DateTimeScalar, JsonObjectScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Actionability', 'Whether something can be done with a value, and how.')
export class ActionabilityType implements Actionability {
  @Field(() => ActionMode, { description: 'Whether, and by whom.' })
  readonly mode!: ActionMode

  @Field(() => String, { nullable: true, description: 'Why; present unless the mode is YES.' })
  readonly reason?: string
}

@Shape('WithheldReason', 'Why a value is not shown.')
export class WithheldReasonType implements WithheldReason {
  @Field(() => WithheldGround, { description: 'The ground.' })
  readonly ground!: WithheldGround

  @Field(() => String, { description: 'The provision it rests on, such as Art. 15(4).' })
  readonly article!: string

  @Field(() => DateScalar, { nullable: true, description: 'Day until which this stands, where it ends.' })
  readonly until?: string
}

@Shape('Retention', 'How long a value is kept, and on whose word (Art. 15(1)(d)).')
export class RetentionType implements Retention {
  @Field(() => RetentionRuleId, { description: 'The rule that applies.' })
  readonly rule!: RetentionRuleId

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null while the period has not begun.' })
  readonly retainUntil!: string | null

  @Field(() => DateScalar, { nullable: true, description: 'Day on which the period began; null while it has not.' })
  readonly start!: string | null

  @Field(() => RetentionGround, { nullable: true, description: 'Ground that outweighs a request for erasure, where there is one.' })
  readonly ground!: RetentionGround | null
}

@Shape('StatementSource', 'Where a value was read.')
export class StatementSourceType implements StatementSource {
  readonly system!: string

  readonly recordType!: string

  @Field(() => ID, { name: 'recordId', simple: false, description: 'Id that the source system gave to the record.' })
  readonly externalId!: string

  @Field(() => String, { description: 'Field of the record, as the data map names it.' })
  readonly field!: string

  @Field(() => DateTimeScalar, { description: 'When the hub read it.' })
  readonly observedAt!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the source says it last changed.' })
  readonly sourceUpdatedAt!: string | null
}

@Shape('Statement', 'One value about one person, with everything that the law asks about it.')
export class StatementType implements Statement {
  readonly recipientIds!: readonly string[]

  @Field(() => ID, { description: 'Stable for this value at this source; it says nothing to others.' })
  readonly id!: string

  @Field(() => DataCategory, { description: 'What kind of data it is.' })
  readonly category!: DataCategory

  @Field(() => String, {
    nullable: true,
    description: 'Canonical text: E.164, ISO 8601, IBAN. Null when masked, withheld or metadata only.',
  })
  readonly value!: string | null

  @Field(() => String, { nullable: true, description: 'What may be shown instead of the value.' })
  readonly masked!: string | null

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'Structured form where the category has one, such as a name or an address.',
  })
  readonly data!: Readonly<Record<string, unknown>> | null

  @Field(() => DisclosureMode, { description: 'How much of it is shown.' })
  readonly disclosure!: DisclosureMode

  @Field(() => WithheldReasonType, { nullable: true, description: 'Why it is not shown, where it is not.' })
  readonly withheld!: WithheldReasonType | null

  @Field(() => StatementSourceType, { description: 'Where it was read.' })
  readonly source!: StatementSourceType

  @Field(() => DataOrigin, { description: 'How the controller came by it (Art. 15(1)(g)).' })
  readonly origin!: DataOrigin

  @Field(() => [Purpose], { description: 'What it is processed for (Art. 15(1)(a)).' })
  readonly purposes!: readonly Purpose[]

  @Field(() => LegalBasis, { description: 'Why that is lawful; exactly one basis.' })
  readonly legalBasis!: LegalBasis

  @Field(() => RetentionType, { description: 'How long it is kept.' })
  readonly retention!: RetentionType

  @Field(() => ActionabilityType, { description: 'Whether it can be corrected (Art. 16).' })
  readonly rectifiable!: ActionabilityType

  @Field(() => ActionabilityType, { description: 'Whether it can be erased (Art. 17).' })
  readonly erasable!: ActionabilityType

  @Field(() => ActionabilityType, { description: 'Whether it can be ported (Art. 20).' })
  readonly portable!: ActionabilityType
}
