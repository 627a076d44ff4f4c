import { afterEach, describe, expect, test } from '@jest/globals'
import type { StepState } from '../../src/vocabulary/change.js'
import type { StepError } from '../../src/vocabulary/step-error.js'
import { type Deed, FaultTrial, newPhone } from '../builders/fault-trial.js'
import { type FaultName, type FaultySystemName, oldPhone } from '../builders/faulty-systems.js'

/** What becomes of a step whose write meets a fault, and what once the system is mended and its wait is over. */
interface Cell {
  readonly met: readonly [StepState, StepError | null]
  /** Minutes that it waits at least. */
  readonly wait: number
  /** Writes that the system carried out by then. */
  readonly written: 0 | 1
  readonly mended: StepState
}

type Row = Readonly<Record<FaultySystemName, Readonly<Record<Deed, Cell>>>>

/** Nothing was written, and later it is. */
const again = (error: StepError, wait = 0): Cell => ({ met: ['WAITING_RETRY', error], wait, written: 0, mended: 'DONE' })
/** It was written and nobody knew: later it is found out by reading, and not written twice. */
const found = (error: StepError): Cell => ({ met: ['WAITING_RETRY', error], wait: 0, written: 1, mended: 'DONE' })
const forStaff = (error: StepError): Cell => ({ met: ['WAITING_MANUAL', error], wait: 0, written: 0, mended: 'WAITING_MANUAL' })
const conflict = (error: StepError): Cell => ({ met: ['CONFLICT', error], wait: 0, written: 0, mended: 'CONFLICT' })
/** What was to be erased is gone already. */
const already: Cell = { met: ['DONE', null], wait: 0, written: 0, mended: 'DONE' }

const both = (cell: Cell): Readonly<Record<Deed, Cell>> => ({ correction: cell, erasure: cell })
/** The register is referred to and never asked while a plan is carried out. */
const referred = both({ met: ['WAITING_MANUAL', null], wait: 0, written: 0, mended: 'WAITING_MANUAL' })
const everywhere = (cell: Cell): Row => ({ odoo: both(cell), microsoft365: both(cell), kbo: referred, 'in-memory': both(cell) })
/** The system says that a record is not there which reading still shows. */
const denied = { correction: conflict('RECORD_CHANGED'), erasure: again('STILL_PRESENT') } as const

const table: Readonly<Record<FaultName, Row>> = {
  '401': everywhere(again('CREDENTIALS_REFUSED')),
  '403': everywhere(forStaff('NO_PERMISSION')),
  '404': {
    odoo: denied,
    microsoft365: denied,
    kbo: referred,
    'in-memory': { correction: conflict('RECORD_GONE'), erasure: already },
  },
  '409 or 412': {
    // With 409 Odoo says that somebody works on the record just now, not that it has changed.
    odoo: both(again('SYSTEM_ERROR')),
    microsoft365: both(conflict('RECORD_CHANGED')),
    kbo: referred,
    'in-memory': both(conflict('RECORD_CHANGED')),
  },
  '429 with Retry-After': everywhere(again('THROTTLED', 120)),
  '500': everywhere(again('SYSTEM_ERROR')),
  timeout: everywhere(again('TIMEOUT')),
  'truncated body': { ...everywhere(found('SYSTEM_ERROR')), 'in-memory': both(found('MALFORMED_ANSWER')) },
  'dropped connection after the write': everywhere(found('SYSTEM_ERROR')),
}

const cells = Object.entries(table).flatMap(([fault, row]) =>
  Object.entries(row).flatMap(([system, deeds]) =>
    Object.entries(deeds).map(([deed, cell]) => [system, deed, fault, cell] as [FaultySystemName, Deed, FaultName, Cell]),
  ),
)

const outcomes = { correction: ['RECTIFIED', 'CHANGED'], erasure: ['ERASED', 'GONE'] } as const

/** The number that the system holds in the end. */
function left(deed: Deed, { mended, met: [, error] }: Cell): string | null {
  if (mended === 'DONE') {
    return deed === 'correction' ? newPhone : null
  }
  return error === 'RECORD_GONE' ? null : oldPhone
}

describe('a write that goes wrong is never lost, never doubled and never taken for done', () => {
  let trial: FaultTrial

  afterEach(() => trial.stop())

  test.each(cells)('%s: %s meets %s', async (system, deed, fault, cell) => {
    trial = await FaultTrial.of(system)
    const plan = await trial.begun(deed)
    trial.system.meet(fault)
    const met = await trial.carriedOut(plan)
    expect([met.state, met.lastError]).toEqual(cell.met)
    expect(trial.minutesUntil(met.retryAt)).toBeGreaterThanOrEqual(cell.wait)
    expect(trial.system.writes()).toBe(cell.written)

    trial.system.mend()
    const mended = await trial.carriedOut(plan, Math.max(1, trial.minutesUntil(met.retryAt)))
    const isDone = cell.mended === 'DONE'
    expect([mended.state, mended.outcome, mended.readBack]).toEqual([cell.mended, ...(isDone ? outcomes[deed] : [null, null])])
    expect(trial.system.writes()).toBe(isDone && cell !== already ? 1 : 0)
    expect(await trial.system.held()).toBe(left(deed, cell))
  })
})
