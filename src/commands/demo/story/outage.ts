import { setTimeout as sleep } from 'node:timers/promises'
import { delay } from '../../../kernel/delay.js'
import type { SimulatorServer } from '../../../simulators/simulator-server.js'
import { demoHalfOpenAfterMs } from '../demo-settings.js'
import type { HubSession } from '../hub-client.js'
import { prepare, type SeenBundle, submitRequest } from './bundles.js'
import { ownSubject } from './identity.js'
import { readProfile, type SeenProfile, showCoverage } from './profile.js'
import type { Stage } from './stage.js'

const slowAnswerMs = 200

/** A system that goes down in the middle of a question, and of a bundle, and comes back. */
export async function stopSystem(stage: Stage): Promise<void> {
  const { narrator, world } = stage
  narrator.chapter('A system goes down in the middle: declared, never hidden, completed later')
  const session = await stage.as('trader')
  const { id } = await ownSubject(session)
  const opened = await submitRequest(session, id)
  const profile = await readWhileStopping(session, id, world.microsoft365.server)
  narrator.say('Microsoft 365 is switched off while Élodie’s profile is being read:', '')
  showCoverage(narrator, profile.coverage)
  narrator.check(
    'the profile says that it is unreachable, and shows the rest',
    saysUnreachable(profile.coverage) && profile.attributes.length > 0,
  )
  const partial = await prepare({ narrator, session }, opened, 'ACCESS_COPY')
  showBundle(stage, 'a bundle prepared meanwhile', partial)
  narrator.check(
    'the bundle is PARTIAL and names the system',
    partial.state === 'PARTIAL' && !partial.complete && saysUnreachable(partial.coverage),
  )
  await world.microsoft365.server.start()
  await delay(demoHalfOpenAfterMs, stage.signal)
  const whole = await prepare({ narrator, session }, opened, 'ACCESS_COPY')
  showBundle(stage, 'the same, once it is back', whole)
  narrator.check('completed under the same id, it is READY', whole.id === partial.id && whole.state === 'READY' && whole.complete)
}

/** Asks, and switches the system off as soon as the first question reaches it. */
async function readWhileStopping(session: HubSession, id: string, server: SimulatorServer): Promise<SeenProfile> {
  const read = new AbortController()
  server.latency = () => slowAnswerMs
  const reading = readProfile(session, id).finally(() => read.abort())
  const [profile] = await Promise.all([reading, stopOnceAsked(server, read.signal)])
  server.latency = () => 0
  return profile
}

async function stopOnceAsked(server: SimulatorServer, answered: AbortSignal): Promise<void> {
  const before = server.requests.length
  while (server.requests.length === before && !answered.aborted) {
    await sleep(1)
  }
  await server.stop()
}

function saysUnreachable(coverage: SeenBundle['coverage']): boolean {
  return coverage.some(({ system, answer }) => system.id === 'microsoft365' && answer === 'UNREACHABLE')
}

function showBundle({ narrator }: Stage, what: string, { state, complete, coverage }: SeenBundle): void {
  narrator.say('', `${what}: ${state}, ${complete ? 'complete' : 'not complete'}`, '')
  showCoverage(narrator, coverage)
}
