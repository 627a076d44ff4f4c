import { Field, ID, InputType } from 'type-graphql'
import { IdentityMethod } from '../src/vocabulary/case-state.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { CaseType } from './case.js'
import { resultOf } from './refusal.js'
import { Shape } from './shape.js'

@InputType('RecordIdentityCheckInput', { description: 'That staff checked who the requester is.' })
export class RecordIdentityCheckInput {
  @Field(() => ID, { description: 'The case that waits for it.' })
  readonly caseId!: string

  @Field(() => IdentityMethod, { description: 'By what means.' })
  readonly method!: IdentityMethod

  @Field(() => Boolean, { description: 'Whether the person is who they say.' })
  readonly passed!: boolean

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('IdentityCheckRecorded', 'The check is on the case.')
export class IdentityCheckRecordedType {
  @Field(() => CaseType, { description: 'The case.' })
  readonly case!: CaseType
}

export const RecordIdentityCheckResult = resultOf('RecordIdentityCheckResult', IdentityCheckRecordedType, [
  RefusalCode.CASE_CLOSED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
