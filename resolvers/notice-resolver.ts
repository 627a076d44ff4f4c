import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { CaseType } from '../schema/case.js'
import { NoticeLetterType, type NoticeRecordedType, NoticeType, RecordNoticeInput, RecordNoticeResult } from '../schema/notice.js'
import { RecipientType } from '../schema/recipient.js'
import type { RefusalType } from '../schema/refusal.js'
import type { NoticeView } from '../src/rights/changes.js'
import type { CaseView } from '../src/rights/rights.js'
import { authorise } from '../src/security/permissions.js'
import type { Recipient } from '../src/vocabulary/recipient.js'
import type { RequestContext } from './context.js'
import { answer } from './outcome.js'

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

  @FieldResolver(() => NoticeLetterType, { description: 'What the recipient is told, for staff to send where it is not mailed.' })
  async letter(@Root() { id }: NoticeView, @Ctx() { hub, viewer }: RequestContext): Promise<NoticeLetterType> {
    authorise(viewer, 'Notice.letter')
    return hub.notices.letter(viewer, id)
  }

  @Mutation(() => RecordNoticeResult, { description: 'Records what became of a notice, or has it mailed once more.' })
  async recordNotice(
    @Arg('input', () => RecordNoticeInput, { description: 'What became of it.' }) input: RecordNoticeInput,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<NoticeRecordedType | RefusalType> {
    return answer(await hub.notices.record(viewer, input), (notice) => ({ notice }))
  }
}
