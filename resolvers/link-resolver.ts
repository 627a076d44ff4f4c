import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import {
  type DataSubjectRegisteredType,
  LinkRecordInput,
  LinkRecordResult,
  type RecordLinkedType,
  type RecordUnlinkedType,
  RegisterDataSubjectInput,
  RegisterDataSubjectResult,
  UnlinkRecordInput,
  UnlinkRecordResult,
} from '../schema/data-subject.js'
import type { RefusalType } from '../schema/refusal.js'
import type { LinkTarget } from '../src/federation/federation.js'
import { BadInputError } from '../src/kernel/errors.js'
import type { RequestContext } from './context.js'
import { scopeFor, subjectNode } from './nodes.js'
import { answer } from './outcome.js'

function targetOf({ linkId, system, recordType, externalId }: LinkRecordInput): LinkTarget {
  if (typeof linkId === 'string') {
    return { linkId }
  }
  if (typeof system === 'string' && typeof recordType === 'string' && typeof externalId === 'string') {
    return { systemId: system, recordType, externalId }
  }
  throw new BadInputError('Give either `linkId`, or `system`, `recordType` and `externalId`.')
}

/** What staff decide about who a person is. */
@Resolver()
export class LinkResolver {
  @Mutation(() => RegisterDataSubjectResult, { description: 'Makes a person known to the hub and searches every system.' })
  async registerDataSubject(
    @Arg('input', () => RegisterDataSubjectInput, { description: 'The person.' }) input: RegisterDataSubjectInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<DataSubjectRegisteredType | RefusalType> {
    const outcome = await hub.federation.directory.register(viewer, input.identifiers, input.lang, input.idempotencyKey)
    return answer(outcome, (subject) => ({ subject: subjectNode(subject, scopeFor(viewer)) }))
  }

  @Mutation(() => LinkRecordResult, { description: 'Decides that a record is about the person. Unlinking undoes it.' })
  async linkRecord(
    @Arg('input', () => LinkRecordInput, { description: 'The decision.' }) input: LinkRecordInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<RecordLinkedType | RefusalType> {
    const outcome = await hub.federation.directory.linkRecord(viewer, input.subjectId, targetOf(input), input.idempotencyKey)
    return answer(outcome, (link) => ({ link }))
  }

  @Mutation(() => UnlinkRecordResult, { description: 'Decides that a record is not about the person. Linking undoes it.' })
  async unlinkRecord(
    @Arg('input', () => UnlinkRecordInput, { description: 'The decision.' }) input: UnlinkRecordInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<RecordUnlinkedType | RefusalType> {
    const outcome = await hub.federation.directory.unlinkRecord(viewer, input.subjectId, input.linkId, input.idempotencyKey)
    return answer(outcome, (link) => ({ link }))
  }
}
