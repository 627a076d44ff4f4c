import { Field, InputType } from 'type-graphql'

@InputType('EvidenceInput', {
  description: 'A file that proves something. Base64 makes it a third larger: with the usual limit of a request it has about 700 kB.',
})
export class EvidenceInput {
  @Field(() => String, { description: 'Name of the file.' })
  readonly name!: string

  @Field(() => String, { description: 'Media type: application/pdf, image/png, image/jpeg, text/plain or message/rfc822.' })
  readonly mediaType!: string

  @Field(() => String, { description: 'The file in Base64.' })
  readonly contentBase64!: string
}
