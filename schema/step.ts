import { Field, ID, Int } from 'type-graphql'
import { ReadBack, StepAction, StepOutcome, StepState } from '../src/vocabulary/change.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { RetentionGround, RetentionRuleId } from '../src/vocabulary/retention.js'
import { DateScalar, DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('FieldChange', 'What becomes of one field of a record.')
export class FieldChangeType {
  @Field(() => String, { description: 'Field of the record, as the data map names it.' })
  readonly field!: string

  @Field(() => DataCategory, { description: 'What kind of data it is.' })
  readonly category!: DataCategory

  @Field(() => String, {
    nullable: true,
    description: 'Canonical text of what was there when the plan was made; null where there was nothing, or it is withheld from you.',
  })
  readonly from!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Canonical text of what it becomes; null where it is emptied, or it is withheld from you.',
  })
  readonly to!: string | null
}

@Shape('Evidence', 'A file or a remark that proves something about a step, or that came with a proposal.')
export class EvidenceType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => String, { description: 'The remark, or the name of the file.' })
  readonly text!: string

  @Field(() => String, { nullable: true, description: 'Media type of the file; null for a remark.' })
  readonly mediaType!: string | null

  @Field(() => Int, { description: 'Size of the file in bytes; 0 for a remark.' })
  readonly bytes!: number

  @Field(() => String, { nullable: true, description: 'SHA-512 of the file, in hexadecimal; null for a remark.' })
  readonly sha512!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  readonly addedAt!: string
}

@Shape('StepReferral', 'Who corrects or erases a record that the hub may not change, and the letter that asks for it.')
export class StepReferralType {
  @Field(() => String, { description: 'Who does it.' })
  readonly authority!: string

  @Field(() => String, { description: 'How to reach them.' })
  readonly contact!: string

  @Field(() => String, { nullable: true, description: 'Page that explains it.' })
  readonly url?: string
}

@Shape('Step', 'What is to be done with one record of one system, and what came of it.')
export class StepType {
  readonly systemId!: string

  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => Int, { description: 'Place in the plan, from 1.' })
  readonly number!: number

  @Field(() => ID, { description: 'Id that the source system gave to the record.' })
  readonly externalId!: string

  @Field(() => StepAction, { description: 'What is to be done.' })
  readonly action!: StepAction

  @Field(() => [FieldChangeType], { description: 'The fields that change; empty where the record is erased as a whole or stays as it is.' })
  readonly changes!: readonly FieldChangeType[]

  @Field(() => RetentionGround, { nullable: true, description: 'Why it, or a part of it, is kept (Art. 17(3)); null where nothing is.' })
  readonly ground!: RetentionGround | null

  @Field(() => RetentionRuleId, { nullable: true, description: 'The rule that keeps it; null where none does.' })
  readonly rule!: RetentionRuleId | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day on which it is kept; null where nothing is kept, or no end is known yet.',
  })
  readonly retainUntil!: string | null

  @Field(() => StepState, { description: 'Where it stands.' })
  readonly state!: StepState

  @Field(() => StepOutcome, { nullable: true, description: 'What came of it; null until it is DONE.' })
  readonly outcome!: StepOutcome | null

  @Field(() => ReadBack, { nullable: true, description: 'What the system showed when it was asked again after the write; null before.' })
  readonly readBack!: ReadBack | null

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day on which what lies in a recycle bin is gone for good; null where nothing lies in one.',
  })
  readonly finalOn!: string | null

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried again; null unless it is WAITING_RETRY.' })
  readonly retryAt!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'A stable word for what stopped the last attempt, never what the system itself said; null where nothing did.',
  })
  readonly lastError!: string | null

  @Field(() => [EvidenceType], { description: 'What proves it.' })
  readonly evidence!: readonly EvidenceType[]
}
