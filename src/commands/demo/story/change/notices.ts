import { setTimeout as sleep } from 'node:timers/promises'
import type { HubSession } from '../../hub-client.js'
import type { Stage } from '../stage.js'
import { noticesOf, type SeenNotice } from './seen-plan.js'

const pollMs = 100
const longestPolls = 200

interface LetterAnswer {
  readonly case: {
    readonly notices: readonly { readonly id: string; readonly state: string; readonly letter: { readonly text: string } }[]
  }
}

/** Recipients are told over mail; whom no mail reaches, staff tell, and say so. Gives what came of each notice. */
export async function tellRecipients(stage: Stage, session: HubSession, caseId: string): Promise<readonly SeenNotice[]> {
  const { narrator, world } = stage
  narrator.chapter('Whoever received the data is told (Art. 19)')
  await mailed(session, caseId)
  await sendByHand(session, caseId)
  const notices = await noticesOf(session, caseId)
  narrator.table(
    ['recipient', 'told of', 'state', 'categories'],
    notices.map(({ recipientId, kind, state, categories }) => [recipientId, kind, state, categories.join(', ')]),
  )
  const { received } = world.mail
  narrator.tell('A letter, as it reached its recipient:', '', ...(received[0]?.text ?? '').trim().split(/\r?\n/), '')
  narrator.check('each of them is told', notices.length > 0 && notices.every(({ state }) => state === 'SENT'))
  narrator.check(
    `${received.length} letters went by mail, each encrypted on its way`,
    received.length > 0 && received.every(({ secure }) => secure),
  )
  return notices
}

async function mailed(session: HubSession, caseId: string): Promise<void> {
  for (let polls = 0; polls < longestPolls; polls += 1) {
    const notices = await noticesOf(session, caseId)
    if (notices.every(({ state }) => state !== 'PENDING')) {
      return
    }
    await sleep(pollMs)
  }
}

async function sendByHand(session: HubSession, caseId: string): Promise<void> {
  const query = 'query($id: ID!) { case(id: $id) { notices { id state letter { text } } } }'
  const { notices } = (await session.ask<LetterAnswer>(query, { id: caseId })).case
  for (const { id } of notices.filter(({ state }) => state === 'BY_HAND')) {
    const mutation = 'mutation($input: RecordNoticeInput!) { recordNotice(input: $input) { __typename } }'
    await session.ask(mutation, { input: { noticeId: id, result: 'SENT' } })
  }
}
