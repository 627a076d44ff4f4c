import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { DataSubjectType } from '../schema/data-subject.js'
import { RecordTypeType, SourceSystemType } from '../schema/source-system.js'
import { SupplementType } from '../schema/supplement.js'
import type { SystemView } from '../src/federation/federation.js'
import type { SupplementView } from '../src/rights/changes.js'
import type { RequestContext } from './context.js'
import { type SubjectNode, systemOf } from './nodes.js'

@Resolver(() => DataSubjectType)
export class SupplementsResolver {
  @FieldResolver(() => [SupplementType], { description: 'What the person says beside values that stay (Art. 16), oldest first.' })
  supplements(@Root() { id }: SubjectNode, @Ctx() { hub, viewer }: RequestContext): Promise<readonly SupplementView[]> {
    return hub.changes.supplements(viewer, id)
  }
}

@Resolver(() => SupplementType)
export class SupplementResolver {
  @FieldResolver(() => SourceSystemType, { description: 'The system in which the value stands.' })
  system(@Root() { systemId }: SupplementView, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, systemId)
  }

  @FieldResolver(() => RecordTypeType, { description: 'The kind of record in which it stands.' })
  recordType(@Root() { systemId, recordType }: SupplementView): RecordTypeType {
    return { systemId, id: recordType }
  }
}
