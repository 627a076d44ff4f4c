import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { CaseType } from '../schema/case.js'
import { DataSubjectType } from '../schema/data-subject.js'
import { RecordTypeType, SourceSystemType } from '../schema/source-system.js'
import { SupplementType } from '../schema/supplement.js'
import type { SystemView } from '../src/federation/federation.js'
import type { SupplementView } from '../src/rights/changes.js'
import type { CaseView } from '../src/rights/rights.js'
import type { RequestContext } from './context.js'
import { type SubjectNode, systemOf } from './nodes.js'

@Resolver(() => DataSubjectType)
export class SubjectSupplementsResolver {
  @FieldResolver(() => [SupplementType], {
    description:
      'Values that the person disputes, each with a supplementary statement; `recordId` and `field` are those of the statement’s source.',
  })
  supplements(@Root() { id }: SubjectNode, @Ctx() { hub, viewer }: RequestContext): Promise<readonly SupplementView[]> {
    return hub.changes.supplements(viewer, id)
  }
}

@Resolver(() => SupplementType)
export class SupplementResolver {
  @FieldResolver(() => SourceSystemType, { description: 'The system that holds the value.' })
  system(@Root() { systemId }: SupplementView, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, systemId)
  }

  @FieldResolver(() => RecordTypeType, { description: 'The kind of record.' })
  recordType(@Root() { systemId, recordType }: SupplementView): RecordTypeType {
    return { systemId, id: recordType }
  }

  @FieldResolver(() => CaseType, { description: 'The case in which it was made.' })
  case(@Root() { caseId }: SupplementView, @Ctx() { hub, viewer }: RequestContext): Promise<CaseView> {
    return hub.cases.get(viewer, caseId)
  }
}
