import { Arg, ID, Int, Resolver, Root, Subscription } from 'type-graphql'
import { CaseEventType } from '../schema/case-event.js'
import type { CaseEventView } from '../src/rights/rights.js'
import type { RequestContext } from './context.js'

interface ProgressCall {
  readonly args: { readonly caseId: string; readonly after?: number | null }
  readonly context: RequestContext
}

const afterEvent = {
  nullable: true,
  description: 'Number of the last event that is known; those after it come first. Where left out, it begins with the newest.',
}

@Resolver()
export class CaseProgressResolver {
  @Subscription(() => CaseEventType, {
    description:
      'What happens in a case, until it is closed. The newest event comes again, under the same number, when the case stands otherwise than it said.',
    subscribe: ({ args: { caseId, after }, context: { hub, viewer, asker } }: ProgressCall) =>
      hub.cases.progress(viewer, { caseId, after: after ?? null }, asker.signal),
  })
  caseProgress(
    @Root() event: CaseEventView,
    @Arg('caseId', () => ID, { description: 'Id of the case.' }) _caseId: string,
    @Arg('after', () => Int, afterEvent) _after: number | null,
  ): CaseEventView {
    return event
  }
}
