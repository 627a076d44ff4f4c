import { Field, Float, ID, InputType, Int } from 'type-graphql'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { connectionOf } from './page.js'
import { Shape } from './shape.js'
import { StatementType } from './statement.js'

@Shape('Attachment', 'A file that belongs to a record. Its content is in the bundle.')
export class AttachmentType {
  @Field(() => ID, { description: 'Id within the record.' })
  readonly id!: string

  @Field(() => String, { nullable: true, description: 'Name of the file; null where it is withheld.' })
  readonly name!: string | null

  @Field(() => String, { description: 'IANA media type.' })
  readonly mediaType!: string

  @Field(() => Float, { nullable: true, description: 'Size in bytes, where the source says it.' })
  readonly bytes!: number | null

  @Field(() => Boolean, { description: 'Whether the content is withheld because others are in it.' })
  readonly withheld!: boolean
}

@Shape('PersonalRecord', 'One record of a source system about the person.')
export class PersonalRecordType {
  readonly systemId!: string

  readonly recordType!: string

  @Field(() => ID, { description: 'Opaque id of the record in the hub.' })
  readonly id!: string

  @Field(() => ID, { description: 'Id that the source system gave to the record.' })
  readonly externalId!: string

  @Field(() => [StatementType], { description: 'The mapped fields of the record.' })
  readonly statements!: readonly StatementType[]

  @Field(() => Int, { description: 'How many passages about other persons were taken out.' })
  readonly thirdPartiesRedacted!: number

  @Field(() => [AttachmentType], { description: 'Files that belong to it.' })
  readonly attachments!: readonly AttachmentType[]
}

export const PersonalRecordConnection = connectionOf(() => PersonalRecordType, 'PersonalRecord')

@InputType('RecordFilter', { description: 'Which records to list. What is left out does not narrow the list.' })
export class RecordFilterInput {
  @Field(() => [ID], { nullable: true, description: 'Only from these systems.' })
  readonly systems?: readonly string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only these kinds of records.' })
  readonly recordTypes?: readonly string[] | null

  @Field(() => [DataCategory], { nullable: true, description: 'Only records with data of these categories.' })
  readonly categories?: readonly DataCategory[] | null
}
