import { Field, ID, InputType } from 'type-graphql'
import { ErasureGround, RectificationGround } from '../src/vocabulary/change.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { EvidenceInput } from './evidence-input.js'
import { PlanType } from './plan.js'
import { resultOf } from './refusal.js'
import { JsonObjectScalar } from './scalars.js'
import { Shape } from './shape.js'

@InputType('RectificationTargetInput', { description: 'What is wrong: either statements or a category.' })
export class RectificationTargetInput {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Statements whose values are wrong, all of one category. Every other field that holds one of these values is corrected with them.',
  })
  readonly statementIds?: readonly string[] | null

  @Field(() => DataCategory, { nullable: true, description: 'The category, where it holds one value or a contradiction.' })
  readonly category?: DataCategory | null
}

@InputType('ProposeRectificationInput', { description: 'A correction of one value, in every system that holds it (Art. 16).' })
export class ProposeRectificationInput {
  @Field(() => ID, { nullable: true, description: 'The claim to rectification that it answers; or give `subjectId`.' })
  readonly claimId?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'The person, where no claim was made yet: a request is made with it; or give `claimId`.',
  })
  readonly subjectId?: string | null

  @Field(() => RectificationTargetInput, { description: 'What is wrong.' })
  readonly target!: RectificationTargetInput

  @Field(() => String, {
    nullable: true,
    description:
      'The right value as canonical text: E.164, ISO 8601, IBAN. With the ground SUPPLEMENT the text of the statement that is added. Left out where `newData` is given.',
  })
  readonly newValue?: string | null

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description: 'The right value in parts, where the category has them, such as a name or an address; every part is text.',
  })
  readonly newData?: Readonly<Record<string, unknown>> | null

  @Field(() => RectificationGround, { defaultValue: RectificationGround.INACCURATE, description: 'Why it is corrected.' })
  readonly ground!: RectificationGround

  @Field(() => EvidenceInput, { nullable: true, description: 'What shows that the new value is right.' })
  readonly evidence?: EvidenceInput | null

  @Field(() => Language, { defaultValue: Language.NL, description: 'Language of the person; of letters and notices too.' })
  readonly lang!: Language

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('ErasureScopeInput', { description: 'What an erasure is limited to. What is left out does not limit it.' })
export class ErasureScopeInput {
  @Field(() => [ID], { nullable: true, description: 'Only in these systems.' })
  readonly systems?: readonly string[] | null

  @Field(() => [DataCategory], { nullable: true, description: 'Only these categories.' })
  readonly categories?: readonly DataCategory[] | null
}

@InputType('PlanErasureInput', { description: 'An erasure to plan (Art. 17). Nothing is erased before it is approved and executed.' })
export class PlanErasureInput {
  @Field(() => ID, { description: 'The claim to erasure that it answers.' })
  readonly claimId!: string

  @Field(() => ErasureScopeInput, { nullable: true, description: 'What it is limited to; everything where left out.' })
  readonly scope?: ErasureScopeInput | null

  @Field(() => ErasureGround, {
    defaultValue: ErasureGround.NO_LONGER_NECESSARY,
    description: 'The ground of Art. 17(1); it stands in the plan for whoever approves it.',
  })
  readonly ground!: ErasureGround

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('PlanProposed', 'The plan is made and waits for approval. Nothing has been changed.')
export class PlanProposedType {
  @Field(() => PlanType, { description: 'The plan.' })
  readonly plan!: PlanType
}

export const ProposeRectificationResult = resultOf('ProposeRectificationResult', PlanProposedType, [
  RefusalCode.VALUE_INVALID,
  RefusalCode.NATIONAL_NUMBER_REFUSED,
  RefusalCode.TARGET_AMBIGUOUS,
  RefusalCode.TARGET_WITHHELD,
  RefusalCode.NOTHING_TO_CHANGE,
  RefusalCode.EVIDENCE_REFUSED,
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.CLAIM_OF_OTHER_RIGHT,
  RefusalCode.CASE_CLOSED,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.CHANGED_MEANWHILE,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const PlanErasureResult = resultOf('PlanErasureResult', PlanProposedType, [
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.CLAIM_OF_OTHER_RIGHT,
  RefusalCode.CASE_CLOSED,
  RefusalCode.PLAN_CLOSED,
  RefusalCode.CHANGED_MEANWHILE,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
