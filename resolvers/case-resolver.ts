import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { BundleType } from '../schema/bundle.js'
import { CaseConnection, CaseFilterInput, CaseType } from '../schema/case.js'
import { CaseEventType } from '../schema/case-event.js'
import { SourceCoverageType } from '../schema/coverage.js'
import { DataSubjectType } from '../schema/data-subject.js'
import { CaseOrder } from '../schema/enums.js'
import type { Connection } from '../schema/page.js'
import { type IdentityCheckRecordedType, RecordIdentityCheckInput, RecordIdentityCheckResult } from '../schema/record-identity-check.js'
import type { RefusalType } from '../schema/refusal.js'
import { type RequestSubmittedType, SubmitRequestInput, SubmitRequestResult } from '../schema/submit-request.js'
import type { BundleView } from '../src/bundles/bundles.js'
import type { CaseView } from '../src/rights/rights.js'
import type { RequestContext } from './context.js'
import { scopeFor, type SubjectNode, subjectNode } from './nodes.js'
import { answer } from './outcome.js'
import { afterArgument, connection, firstArgument, pageRequest } from './paging.js'

const orderArgument = { nullable: true, defaultValue: CaseOrder.DUE_ON, description: 'In which order.' }

/** Requests and their handling. */
@Resolver(() => CaseType)
export class CaseResolver {
  @Query(() => CaseType, { nullable: true, description: 'One case.' })
  async case(
    @Arg('id', () => ID, { description: 'Id of the case.' }) id: string,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<CaseView> {
    return hub.cases.get(viewer, id)
  }

  @Query(() => CaseConnection, { description: 'Cases: all of them for staff, their own for anyone else.' })
  async cases(
    @Arg('filter', () => CaseFilterInput, { nullable: true, description: 'Which cases.' }) filter: CaseFilterInput | null,
    @Arg('orderBy', () => CaseOrder, orderArgument) orderBy: CaseOrder | null,
    @Arg('first', () => Int, firstArgument) first: number | null,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<Connection<CaseView>> {
    const page = await hub.cases.list(viewer, filter ?? {}, orderBy ?? CaseOrder.DUE_ON, pageRequest(first, after))
    return connection(page, (found) => found)
  }

  @FieldResolver(() => DataSubjectType, { nullable: true, description: 'The person whom it is about.' })
  async subject(@Root() { id, subjectId }: CaseView, @Ctx() { hub, viewer }: RequestContext): Promise<SubjectNode> {
    const scope = scopeFor(viewer, undefined, id)
    return subjectNode(await hub.federation.directory.get(viewer, subjectId, scope), scope)
  }

  @FieldResolver(() => [BundleType], { description: 'The bundles prepared for it, newest last.' })
  async bundles(@Root() { id }: CaseView, @Ctx() { hub, viewer }: RequestContext): Promise<readonly BundleView[]> {
    return hub.bundles.forCase(viewer, id)
  }

  @FieldResolver(() => [SourceCoverageType], {
    description: 'What each system answered for its newest bundle; empty until one was prepared.',
  })
  async coverage(@Root() { id }: CaseView, @Ctx() { hub, viewer }: RequestContext): Promise<readonly SourceCoverageType[]> {
    const bundles = await hub.bundles.forCase(viewer, id)
    return bundles.at(-1)?.coverage ?? []
  }

  @FieldResolver(() => [CaseEventType], { description: 'What happened to it, in order.' })
  async events(@Root() { id }: CaseView, @Ctx() { hub, viewer }: RequestContext): Promise<readonly CaseEventType[]> {
    return hub.cases.events(viewer, id)
  }

  @Mutation(() => SubmitRequestResult, { description: 'Makes a case of a request and starts its clock.' })
  async submitRequest(
    @Arg('input', () => SubmitRequestInput, { description: 'The request.' }) { lang, ...entry }: SubmitRequestInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<RequestSubmittedType | RefusalType> {
    return answer(await hub.cases.submitRequest(viewer, { ...entry, language: lang }), (made) => ({ case: made }))
  }

  @Mutation(() => RecordIdentityCheckResult, { description: 'Records how staff established who the requester is.' })
  async recordIdentityCheck(
    @Arg('input', () => RecordIdentityCheckInput, { description: 'The check.' }) input: RecordIdentityCheckInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<IdentityCheckRecordedType | RefusalType> {
    return answer(await hub.cases.recordIdentityCheck(viewer, input), (found) => ({ case: found }))
  }
}
