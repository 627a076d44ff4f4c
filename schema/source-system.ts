import { Field, ID } from 'type-graphql'
import { ProcessingRole } from '../src/vocabulary/processing-role.js'
import { Capability, SystemState } from './enums.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('RecordType', 'A kind of record in a system.')
export class RecordTypeType {
  readonly systemId!: string

  @Field(() => ID, { description: 'Id within its system, such as contact or mail-message.' })
  readonly id!: string
}

@Shape('RecordCapability', 'What the hub can do with one kind of record of a system.')
export class RecordCapabilityType {
  readonly recordType!: Pick<RecordTypeType, 'id' | 'systemId'>

  @Field(() => Capability, { description: 'Reading.' })
  readonly read!: Capability

  @Field(() => Capability, { description: 'Correcting (Art. 16).' })
  readonly rectify!: Capability

  @Field(() => Capability, { description: 'Erasing (Art. 17).' })
  readonly erase!: Capability

  @Field(() => Capability, { description: 'Making anonymous instead of erasing.' })
  readonly anonymise!: Capability

  @Field(() => Capability, { description: 'Restricting (Art. 18).' })
  readonly restrict!: Capability

  @Field(() => Boolean, { description: 'Whether one call reads many persons at once.' })
  readonly batched!: boolean

  @Field(() => String, { nullable: true, description: 'Limits and lead time, in English, for staff.' })
  readonly remark?: string
}

@Shape('SystemHealth', 'How a system was when the hub last looked.')
export class SystemHealthType {
  @Field(() => SystemState, { description: 'In one word.' })
  readonly state!: SystemState

  @Field(() => String, { nullable: true, description: 'Version that the system told.' })
  readonly version!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the hub last looked.' })
  readonly checkedAt!: string | null
}

@Shape('SystemPause', 'That somebody has a system left alone: nothing is asked of it or written to it until it is resumed.')
export class SystemPauseType {
  @Field(() => String, { description: 'Why, in the words of whoever paused it.' })
  readonly reason!: string

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly pausedAt!: string
}

@Shape('Referral', 'Where to have data corrected that the hub may not or cannot change.')
export class ReferralType {
  @Field(() => String, { description: 'Who corrects it.' })
  readonly authority!: string

  @Field(() => String, { description: 'How to reach them.' })
  readonly contact!: string

  @Field(() => String, { nullable: true, description: 'Page that explains it.' })
  readonly url?: string

  @Field(() => String, { description: 'What to do, in the language asked for.' })
  readonly instructions!: string
}

@Shape('SourceSystem', 'A connected system that holds personal data.')
export class SourceSystemType {
  @Field(() => ID, { description: 'Id given in the configuration.' })
  readonly id!: string

  @Field(() => ProcessingRole, { description: 'What the company is for the data in it.' })
  readonly role!: ProcessingRole

  @Field(() => Boolean, {
    description: 'False once it has left the configuration: it is named where it once answered, and not read any more.',
  })
  readonly connected!: boolean
}
