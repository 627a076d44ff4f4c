import { setTimeout as sleep } from 'node:timers/promises'
import { delay } from '../../../kernel/delay.js'
import type { SimulatorServer } from '../../../simulators/simulator-server.js'
import { demoHalfOpenAfterMs } from '../demo-settings.js'
import type { HubSession } from '../hub-client.js'
import { type OpenedCase, prepare, type SeenBundle, submitRequest } from './bundles.js'
import { ownSubject } from './identity.js'
import { readProfile, showCoverage } from './profile.js'
import type { Stage } from './stage.js'

const slowAnswerMs = 200

/** A system that goes down in the middle of a question, and of a bundle, and comes back. */
export async function stopSystem(stage: Stage): Promise<void> {
  const { narrator } = stage
  narrator.chapter('A system goes down in the middle: declared, never hidden, completed later')
  const session = await stage.as('trader')
  const { id } = await ownSubject(session)
  const opened = await submitRequest(session, id)
  await interruptProfile(stage, session, id)
  await restart(stage)
  const partial = await interruptBundle(stage, session, opened)
  await restart(stage)
  const whole = await prepare({ narrator, session }, opened, 'ACCESS_COPY')
  showBundle(stage, 'The same, ordered again once it is back', whole)
  narrator.check('completed under the same id, it is READY', whole.id === partial.id && whole.state === 'READY' && whole.complete)
}

async function interruptProfile({ narrator, world }: Stage, session: HubSession, id: string): Promise<void> {
  const { coverage, attributes } = await whileStopping(world.microsoft365.server, readProfile(session, id))
  narrator.say('Microsoft 365 is switched off while Élodie’s profile is being read:', '')
  showCoverage(narrator, coverage)
  narrator.check('the profile says that it is unreachable, and shows the rest', saysUnreachable(coverage) && attributes.length > 0)
}

async function interruptBundle(stage: Stage, session: HubSession, opened: OpenedCase): Promise<SeenBundle> {
  const { narrator, world } = stage
  const partial = await whileStopping(world.microsoft365.server, prepare({ narrator, session }, opened, 'ACCESS_COPY'))
  showBundle(stage, 'Switched on, and off again while her access copy is being prepared', partial)
  narrator.check(
    'the bundle is PARTIAL and names the system',
    partial.state === 'PARTIAL' && !partial.complete && saysUnreachable(partial.coverage),
  )
  return partial
}

/** Switches it on, and waits until the hub asks it again. */
async function restart({ world, signal }: Stage): Promise<void> {
  await world.microsoft365.server.start()
  await delay(demoHalfOpenAfterMs, signal)
}

/** Switches the system off as soon as the first question of the work reaches it. */
async function whileStopping<T>(server: SimulatorServer, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  server.latency = () => slowAnswerMs
  const [outcome] = await Promise.all([work.finally(() => over.abort()), stopOnceAsked(server, over.signal)])
  server.latency = () => 0
  return outcome
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
