import { Field, ID, InputType } from 'type-graphql'
import { EvidenceGrade, IdentifierKind, LinkState, VerificationState } from '../src/vocabulary/identifier.js'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode } from '../src/vocabulary/refusal.js'
import { connectionOf } from './page.js'
import { resultOf } from './refusal.js'
import { DateTimeScalar } from './scalars.js'
import { Shape } from './shape.js'

@Shape('Identifier', 'A value that finds the person, masked.')
export class IdentifierType {
  @Field(() => IdentifierKind, { description: 'What kind of value.' })
  readonly kind!: IdentifierKind

  @Field(() => String, { description: 'Enough to recognise it, not to use it.' })
  readonly masked!: string

  @Field(() => VerificationState, { description: 'How sure the hub is that it belongs to the person.' })
  readonly verification!: VerificationState
}

@Shape('MatchEvidence', 'One reason to believe that a record is about the person.')
export class MatchEvidenceType {
  @Field(() => IdentifierKind, { description: 'Kind of identifier that matched.' })
  readonly kind!: IdentifierKind

  @Field(() => String, { description: 'Field of the record that held it.' })
  readonly field!: string
}

@Shape('SourceLink', 'That a record of a source system is, or may be, about the person.')
export class SourceLinkType {
  readonly systemId!: string

  readonly recordType!: string

  @Field(() => ID, { description: 'Id of the link.' })
  readonly id!: string

  @Field(() => String, { description: 'Masked id of the record: enough to recognise, not to look up.' })
  readonly externalIdMasked!: string

  @Field(() => String, {
    nullable: true,
    description:
      'On a proposed link: the name on the record, read from its system now, so that staff can tell people apart. Null where there is none.',
  })
  readonly name!: string | null

  @Field(() => EvidenceGrade, { description: 'How strong the evidence is.' })
  readonly grade!: EvidenceGrade

  @Field(() => LinkState, { description: 'Whether it is read, waits for a decision, or was decided against.' })
  readonly state!: LinkState

  @Field(() => [MatchEvidenceType], { description: 'The evidence itself.' })
  readonly evidence!: readonly MatchEvidenceType[]

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a person decided; null where none did.' })
  readonly decidedAt!: string | null
}

@Shape('DataSubject', 'The person whom the data is about.')
export class DataSubjectType {
  @Field(() => ID, { description: 'Id in the hub.' })
  readonly id!: string

  @Field(() => Language, { description: 'Language in which the hub speaks to the person.' })
  readonly language!: Language

  @Field(() => DateTimeScalar, { description: 'When the hub first knew of the person.' })
  readonly createdAt!: string
}

export const DataSubjectConnection = connectionOf(() => DataSubjectType, 'DataSubject')

@Shape('DataSubjectMatch', 'A known person who fits the identifiers asked for.')
export class DataSubjectMatchType {
  readonly subject!: DataSubjectType

  @Field(() => EvidenceGrade, { description: 'How strong the match is.' })
  readonly grade!: EvidenceGrade

  @Field(() => [IdentifierKind], { description: 'Kinds of identifiers that matched.' })
  readonly matchedBy!: readonly IdentifierKind[]
}

@InputType('IdentifierInput', { description: 'A value that finds a person. A national register number is refused.' })
export class IdentifierInput {
  @Field(() => IdentifierKind, { description: 'What kind of value.' })
  readonly kind!: IdentifierKind

  @Field(() => String, { description: 'The value as people write it.' })
  readonly value!: string

  @Field(() => ID, { nullable: true, description: 'For CUSTOMER_NUMBER and SYSTEM_ID: the system that gave it.' })
  readonly system?: string | null

  @Field(() => ID, { nullable: true, description: 'For SYSTEM_ID: the kind of record.' })
  readonly recordType?: string | null
}

@InputType('RegisterDataSubjectInput', { description: 'A person to make known to the hub.' })
export class RegisterDataSubjectInput {
  @Field(() => [IdentifierInput], { description: 'Values that find the person; a name or date of birth only beside another.' })
  readonly identifiers!: readonly IdentifierInput[]

  @Field(() => Language, { defaultValue: Language.NL, description: 'Language in which to speak to the person.' })
  readonly lang!: Language

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('LinkRecordInput', {
  description:
    'A decision that a record is about the person: a proposed link by `linkId`, or a record by system, recordType and externalId.',
})
export class LinkRecordInput {
  @Field(() => ID, { description: 'The person.' })
  readonly subjectId!: string

  @Field(() => ID, { nullable: true, description: 'The link to confirm.' })
  readonly linkId?: string | null

  @Field(() => ID, { nullable: true, description: 'System that holds the record.' })
  readonly system?: string | null

  @Field(() => ID, { nullable: true, description: 'Kind of the record.' })
  readonly recordType?: string | null

  @Field(() => ID, { nullable: true, description: 'Id that the system gave to the record.' })
  readonly externalId?: string | null

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@InputType('UnlinkRecordInput', { description: 'A decision that a record is not about the person. Linking again undoes it.' })
export class UnlinkRecordInput {
  @Field(() => ID, { description: 'The person.' })
  readonly subjectId!: string

  @Field(() => ID, { description: 'The link to reject.' })
  readonly linkId!: string

  @Field(() => ID, { nullable: true, description: 'The same key with the same input is carried out once.' })
  readonly idempotencyKey?: string | null
}

@Shape('DataSubjectRegistered', 'The person is known and every system has been searched.')
export class DataSubjectRegisteredType {
  @Field(() => DataSubjectType, { description: 'The person.' })
  readonly subject!: DataSubjectType
}

@Shape('RecordLinked', 'The record counts as about the person.')
export class RecordLinkedType {
  @Field(() => SourceLinkType, { description: 'The link.' })
  readonly link!: SourceLinkType
}

@Shape('RecordUnlinked', 'The record no longer counts as about the person.')
export class RecordUnlinkedType {
  @Field(() => SourceLinkType, { description: 'The link.' })
  readonly link!: SourceLinkType
}

export const RegisterDataSubjectResult = resultOf('RegisterDataSubjectResult', DataSubjectRegisteredType, [
  RefusalCode.NATIONAL_NUMBER_REFUSED,
  RefusalCode.IDENTIFIER_INVALID,
  RefusalCode.NAME_ALONE_REFUSED,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const LinkRecordResult = resultOf('LinkRecordResult', RecordLinkedType, [
  RefusalCode.RECORD_NOT_FOUND,
  RefusalCode.RECORD_OF_ANOTHER,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])

export const UnlinkRecordResult = resultOf('UnlinkRecordResult', RecordUnlinkedType, [
  RefusalCode.RECORD_NOT_FOUND,
  RefusalCode.IDEMPOTENCY_KEY_REUSED,
])
