import { Field, Int } from 'type-graphql'
import { CoverageAnswer, type CoverageGap, CoverageReason, type SystemCoverage } from '../src/vocabulary/coverage.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'
import type { RecordTypeType } from './source-system.js'

@Shape('CoverageGap', 'Something that a system could not look at although it was asked.')
export class CoverageGapType implements Omit<CoverageGap, 'recordType'> {
  readonly recordType!: Pick<RecordTypeType, 'id' | 'systemId'> | null

  @Field(() => String, { description: 'What exactly, such as one mailbox of several; without personal data.' })
  readonly scope!: string

  @Field(() => CoverageReason, { description: 'Why.' })
  readonly reason!: CoverageReason
}

@Shape('SourceCoverage', 'What one system answered about one person.')
export class SourceCoverageType implements SystemCoverage {
  readonly systemId!: string

  readonly gaps!: readonly CoverageGap[]

  @Field(() => CoverageAnswer, { description: 'The answer in one word.' })
  readonly answer!: CoverageAnswer

  @Field(() => Int, { nullable: true, description: 'Records read; null where none could be.' })
  readonly recordCount!: number | null

  @Field(() => Int, { nullable: true, description: 'Values read; null where none could be.' })
  readonly fieldCount!: number | null

  @Field(() => Int, { nullable: true, description: 'How long the system took, in milliseconds.' })
  readonly elapsedMs!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was asked.' })
  readonly observedAt!: string | null

  @Field(() => CoverageReason, { nullable: true, description: 'Why there is no answer; null where there is one.' })
  readonly reason!: CoverageReason | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When asking again makes sense.' })
  readonly nextAttemptAt!: string | null
}
