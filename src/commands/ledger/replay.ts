import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createHub } from '../../app.js'
import type { HubSettings } from '../../config/settings.js'
import type { ReplayReport } from '../../rights/returns/ledger-replay.js'
import { CommandError, ExitCode, type Terminal } from '../hub-command.js'
import { progressDisplay } from '../progress.js'
import { returnedAmong, scanLines, showScan } from './scan-report.js'

export interface ReplayCommand {
  readonly settings: HubSettings
  /** Null: the one of the configuration. */
  readonly file: string | null
  readonly json: boolean
}

/** Takes the ledger's file in, looks for what was erased, and erases again what is the very record; says how the rest stands. */
export async function replayLedger({ settings, file, json }: ReplayCommand, terminal: Terminal): Promise<void> {
  const path = file === null ? settings.ledger.file : resolve(file)
  await refuseMissing(path)
  const display = progressDisplay({ screen: terminal.screen, quiet: json })
  const hub = await createHub(settings)
  try {
    const { scanBudgetMs: budgetMs } = settings.ledger
    const report = await hub.replay.run({ path, budgetMs, signal: terminal.signal, onProgress: showScan(display) })
    display.settle()
    tell(report, json, terminal)
  } finally {
    display.settle()
    await hub.close()
  }
}

async function refuseMissing(path: string): Promise<void> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) {
    throw new CommandError(`There is no file ${path}. Name the ledger’s file, or a copy of it.`, ExitCode.CANNOT_BEGIN)
  }
}

function tell(report: ReplayReport, json: boolean, terminal: Terminal): void {
  terminal.exitWith(isOver(report) ? ExitCode.FINE : ExitCode.FAILED)
  if (json) {
    terminal.print(JSON.stringify({ ...report, returned: returnedAmong(report.scans) }))
    return
  }
  linesOf(report).forEach((line) => terminal.print(line))
}

/** Nothing erased is left that was met, and everything was looked at. */
function isOver({ file, scans, standing }: ReplayReport): boolean {
  const { forOfficer, underWay, open } = standing
  return file.foreign === 0 && scans.every(({ outcome }) => outcome === 'SCANNED') && forOfficer + underWay + open === 0
}

function linesOf({ file, scans, standing }: ReplayReport): string[] {
  const { erasedAgain, forOfficer, underWay, open } = standing
  return [
    `The file holds ${file.entries} entries; the database has them all.`,
    ...(file.torn === 0 ? [] : [`${file.torn} line(s) are half, as a crash leaves them; they were skipped.`]),
    ...(file.foreign === 0 ? [] : [foreignLine(file.foreign)]),
    ...scanLines(scans),
    `${erasedAgain} record(s) that were back are gone again.`,
    ...(forOfficer === 0 ? [] : [`${forOfficer} record(s) wait in a plan for the data protection officer.`]),
    ...(underWay === 0 ? [] : [`${underWay} record(s) are being erased: a system, or somebody of staff, is waited for.`]),
    ...(open === 0 ? [] : [`Of ${open} record(s) nothing could be planned: a system did not answer. Run it again.`]),
  ]
}

function foreignLine(count: number): string {
  return `${count} line(s) were NOT written by this hub, or under a master key that is not configured; they were refused.`
}
