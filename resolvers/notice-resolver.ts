import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { CaseType } from '../schema/case.js'
import { NoticeType } from '../schema/notice.js'
import { RecipientType } from '../schema/recipient.js'
import type { NoticeView } from '../src/rights/changes.js'
import type { CaseView } from '../src/rights/rights.js'
import type { Recipient } from '../src/vocabulary/recipient.js'
import type { RequestContext } from './context.js'

@Resolver(() => CaseType)
export class CaseNoticesResolver {
  @FieldResolver(() => [NoticeType], { description: 'Who is told of what its plans changed (Art. 19), oldest first.' })
  notices(@Root() { id }: CaseView, @Ctx() { hub, viewer }: RequestContext): Promise<readonly NoticeView[]> {
    return hub.changes.notices(viewer, id)
  }
}

@Resolver(() => NoticeType)
export class NoticeResolver {
  @FieldResolver(() => RecipientType, { nullable: true, description: 'Who is told; null once the recipient has left the data map.' })
  recipient(@Root() { recipientId }: NoticeView, @Ctx() { hub }: RequestContext): Recipient | null {
    return hub.federation.catalogue.recipient(recipientId) ?? null
  }
}
