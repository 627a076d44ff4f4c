import type { CaseEventView } from '../../rights/rights.js'
import { CaseState } from '../../vocabulary/case-state.js'
import { ExitCode, type Terminal } from '../hub-command.js'
import { caseLines } from './case-lines.js'
import type { CaseReader } from './case-reader.js'
import { newestOf } from './newest-of.js'
import { RedrawnText } from './redrawn-text.js'

const redrawMs = 1_000

export interface Watching {
  readonly reader: CaseReader
  readonly caseId: string
  readonly json: boolean
  readonly terminal: Terminal
}

/** Follows a case until it is closed: redrawn where somebody looks on, otherwise a line for each event. */
export async function watchCase(watching: Watching): Promise<void> {
  const { reader, caseId, json, terminal } = watching
  const events = reader.follow(caseId, terminal.signal)
  const isClosed = await (terminal.screen.isTTY === true && !json ? redraw(watching, events) : printEach(watching, events))
  if (!isClosed) {
    terminal.exitWith(ExitCode.INTERRUPTED)
  }
}

async function redraw({ reader, caseId, terminal }: Watching, events: AsyncIterable<CaseEventView>): Promise<boolean> {
  const text = new RedrawnText(terminal.screen)
  let state: CaseState | null = null
  for await (const { at, type, now } of newestOf(events, { everyMs: redrawMs, signal: terminal.signal })) {
    text.draw([...caseLines(await reader.report(caseId)), '', `last  ${at} ${type}; Ctrl-C leaves`])
    state = now.caseState
  }
  return state === CaseState.CLOSED
}

async function printEach({ json, terminal }: Watching, events: AsyncIterable<CaseEventView>): Promise<boolean> {
  let state: CaseState | null = null
  for await (const event of events) {
    terminal.print(json ? JSON.stringify(event) : eventLine(event))
    state = event.now.caseState
  }
  return state === CaseState.CLOSED
}

function eventLine({ at, number, type, now }: CaseEventView): string {
  const steps = now.steps.map(({ state, count }) => `${count} ${state}`).join(', ')
  return `${at}  ${number}  ${type}  ${now.caseState}${steps === '' ? '' : `  ${steps}`}`
}
