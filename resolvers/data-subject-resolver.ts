import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { CaseConnection } from '../schema/case.js'
import {
  DataSubjectConnection,
  DataSubjectMatchType,
  DataSubjectType,
  IdentifierInput,
  IdentifierType,
  SourceLinkType,
} from '../schema/data-subject.js'
import type { Connection } from '../schema/page.js'
import type { SubjectMatch } from '../src/federation/federation.js'
import { BadInputError, NotFoundError } from '../src/kernel/errors.js'
import type { CaseView } from '../src/rights/rights.js'
import { authorise } from '../src/security/permissions.js'
import { refusalMessages } from '../src/vocabulary/refusal.js'
import { AccessPurpose } from '../src/vocabulary/viewer.js'
import type { ReadScope, RequestContext } from './context.js'
import { scopeFor, type SubjectNode, subjectNode } from './nodes.js'
import { afterArgument, connection, firstArgument, pageRequest } from './paging.js'

const purposeArgument = {
  nullable: true,
  defaultValue: AccessPurpose.CASE_HANDLING,
  description: 'Why staff look; goes to the access log.',
}

/** The case for which staff look goes to the access log: it must be one of that person. */
async function checkCase({ hub, viewer }: RequestContext, subjectId: string, { caseId }: ReadScope): Promise<void> {
  if (caseId !== null && (await hub.cases.get(viewer, caseId)).subjectId !== subjectId) {
    throw new NotFoundError()
  }
}

/** Whom the hub knows, and how. */
@Resolver(() => DataSubjectType)
export class DataSubjectResolver {
  @Query(() => DataSubjectType, { description: 'The person behind the access token. Made at the first log-in.' })
  async me(@Ctx() { hub, viewer }: RequestContext): Promise<SubjectNode> {
    return subjectNode(await hub.federation.directory.me(viewer), { purpose: AccessPurpose.OWN_DATA, caseId: null })
  }

  @Query(() => DataSubjectType, { nullable: true, description: 'One person: oneself, whom one represents, or, for staff, anyone.' })
  async dataSubject(
    @Arg('id', () => ID, { description: 'Id of the person.' }) id: string,
    @Arg('caseId', () => ID, { nullable: true, description: 'Case for which staff look; goes to the access log.' }) caseId: string | null,
    @Arg('purpose', () => AccessPurpose, purposeArgument) purpose: AccessPurpose | null,
    @Ctx() context: RequestContext,
  ): Promise<SubjectNode> {
    const { hub, viewer } = context
    const scope = scopeFor(viewer, purpose, caseId)
    await checkCase(context, id, scope)
    return subjectNode(await hub.federation.directory.get(viewer, id, scope), scope)
  }

  @Query(() => DataSubjectConnection, { description: 'The persons whom the hub knows.' })
  async dataSubjects(
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these.' }) ids: string[] | null,
    @Arg('first', () => Int, firstArgument) first: number | null,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<Connection<SubjectNode>> {
    const page = await hub.federation.directory.list(viewer, ids ?? null, pageRequest(first, after))
    return connection(page, (subject) => subjectNode(subject, scopeFor(viewer)))
  }

  @Query(() => [DataSubjectMatchType], {
    description: 'Known persons who fit some identifiers, with the strength of the match; never by name alone.',
  })
  async findDataSubjects(
    @Arg('by', () => [IdentifierInput], { description: 'The identifiers.' }) by: IdentifierInput[],
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<readonly SubjectMatch[]> {
    const found = await hub.federation.directory.find(viewer, by)
    if (!found.ok) {
      throw new BadInputError(refusalMessages[found.refusal.code].EN)
    }
    return found.value
  }

  @FieldResolver(() => [IdentifierType], { description: 'Values that find the person, masked.' })
  async identifiers(@Root() subject: SubjectNode, @Ctx() { hub, viewer }: RequestContext): Promise<readonly IdentifierType[]> {
    return hub.federation.directory.identifiers(viewer, subject.id, subject.scope)
  }

  @FieldResolver(() => [SourceLinkType], { description: 'Records that are, or may be, about the person. For staff.' })
  async links(@Root() subject: SubjectNode, @Ctx() { hub, viewer }: RequestContext): Promise<readonly SourceLinkType[]> {
    authorise(viewer, 'DataSubject.links')
    return hub.federation.directory.links(viewer, subject.id, subject.scope)
  }

  @FieldResolver(() => CaseConnection, { description: 'The cases of the person, the most urgent first.' })
  async cases(
    @Root() subject: SubjectNode,
    @Arg('first', () => Int, firstArgument) first: number | null,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<Connection<CaseView>> {
    const page = await hub.cases.list(viewer, { subjectId: subject.id }, 'DUE_ON', pageRequest(first, after))
    return connection(page, (found) => found)
  }
}

@Resolver(() => DataSubjectMatchType)
export class DataSubjectMatchResolver {
  @FieldResolver(() => DataSubjectType, { description: 'The person.' })
  subject(@Root() match: SubjectMatch, @Ctx() { viewer }: RequestContext): SubjectNode {
    return subjectNode(match.subject, scopeFor(viewer))
  }
}
