import { Field, Float, ID, InputType, Int } from 'type-graphql'
import { BundleKind, type BundleProgress, BundleState } from '../src/vocabulary/bundle-state.js'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { SourceCoverageType } from './coverage.js'
import { resultOf } from './refusal.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Progress', 'How far a bundle is.')
export class ProgressType implements BundleProgress {
  @Field(() => String, { description: 'Stable word: locating, collecting, packing, sealing or published.' })
  readonly phase!: string

  @Field(() => Int, { description: 'Steps done in this phase.' })
  readonly done!: number

  @Field(() => Int, { nullable: true, description: 'Steps in this phase; null while not known.' })
  readonly total!: number | null

  @Field(() => Float, { description: 'Bytes written so far.' })
  readonly bytes!: number

  @Field(() => Int, { nullable: true, description: 'Seconds left; null while not known.' })
  readonly secondsLeft!: number | null

  @Field(() => BundleState, { description: 'Where the bundle is.' })
  readonly state!: BundleState
}

@Shape('BundlePart', 'One file of a bundle to download.')
export class BundlePartType {
  @Field(() => Int, { description: 'From 1.' })
  readonly number!: number

  @Field(() => Float, { description: 'Size in bytes.' })
  readonly bytes!: number

  @Field(() => String, { description: 'SHA-512 of the file, in hexadecimal.' })
  readonly sha512!: string
}

@Shape('Bundle', 'A person’s data as files, prepared for one claim.')
export class BundleType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => BundleKind, { description: 'What it answers.' })
  readonly kind!: BundleKind

  @Field(() => BundleState, { description: 'Where it is.' })
  readonly state!: BundleState

  @Field(() => ProgressType, { description: 'How far it is.' })
  readonly progress!: ProgressType

  @Field(() => Boolean, { description: 'True only when every system answered and nothing is missing.' })
  readonly complete!: boolean

  @Field(() => [SourceCoverageType], { description: 'What each system answered.' })
  readonly coverage!: readonly SourceCoverageType[]

  @Field(() => Int, { nullable: true, description: 'Files in it; null until it is ready.' })
  readonly files!: number | null

  @Field(() => Float, { nullable: true, description: 'Size in bytes; null until it is ready.' })
  readonly bytes!: number | null

  @Field(() => [BundlePartType], { description: 'The files to download.' })
  readonly parts!: readonly BundlePartType[]

  @Field(() => String, { nullable: true, description: 'SHA-512 of the manifest, in hexadecimal; null until it is ready.' })
  readonly manifestSha512!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is destroyed; null until it is ready.' })
  readonly expiresAt!: string | null
}

@InputType('PrepareBundleInput', { description: 'A bundle to prepare. Asking again while one is PARTIAL completes it.' })
export class PrepareBundleInput {
  @Field(() => ID, { description: 'The claim that it answers.' })
  readonly claimId!: string

  @Field(() => BundleKind, { description: 'ACCESS_COPY for access, PORTABILITY for portability.' })
  readonly kind!: BundleKind

  @Field(() => Language, { nullable: true, description: 'Language of what is written for the person; otherwise that of the request.' })
  readonly lang?: Language | null

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('RequestDownloadInput', { description: 'A part of a bundle to download.' })
export class RequestDownloadInput {
  @Field(() => ID, { description: 'The bundle.' })
  readonly bundleId!: string

  @Field(() => Int, { defaultValue: 1, description: 'Number of the part, from 1.' })
  readonly part!: number

  @Field(() => ID, {
    nullable: true,
    description: 'The same key with the same input gives the same link again, used or not. Take a new key for a new link.',
  })
  readonly idempotencyKey?: string | null
}

@Shape('BundlePreparation', 'The bundle is being prepared.')
export class BundlePreparationType {
  @Field(() => BundleType, { description: 'The bundle.' })
  readonly bundle!: BundleType
}

@Shape('DownloadGranted', 'A link that works once. The first request must begin within ten minutes.')
export class DownloadGrantedType {
  @Field(() => String, { description: 'Where to fetch the part, with the same access token or the cookie that came with this answer.' })
  readonly url!: string

  @Field(() => DateTimeScalar, { description: 'Until when the first request must begin.' })
  readonly expiresAt!: string
}

export const PrepareBundleResult = resultOf('PrepareBundleResult', BundlePreparationType, [
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.CASE_CLOSED,
  RefusalCode.CLAIM_OF_OTHER_RIGHT,
  RefusalCode.RIGHT_NOT_AVAILABLE,
  RefusalCode.STEP_UP_REQUIRED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const RequestDownloadResult = resultOf('RequestDownloadResult', DownloadGrantedType, [
  RefusalCode.STEP_UP_REQUIRED,
  RefusalCode.IDENTITY_NOT_VERIFIED,
  RefusalCode.BUNDLE_NOT_READY,
  RefusalCode.BUNDLE_EXPIRED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
