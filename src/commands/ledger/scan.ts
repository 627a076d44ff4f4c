import { createHub, type Hub } from '../../app.js'
import type { HubSettings } from '../../config/settings.js'
import type { TypeScan } from '../../federation/ledger-scan.js'
import { CommandError, ExitCode, type Terminal } from '../hub-command.js'
import { progressDisplay } from '../progress.js'
import { isClean, returnedAmong, scanLines, showScan } from './scan-report.js'

export interface ScanCommand {
  readonly settings: HubSettings
  /** Null: every system of which something was erased. */
  readonly system: string | null
  readonly json: boolean
}

/** Scans beside a running hub and says what is back; its worker answers. */
export async function scanSystems({ settings, system, json }: ScanCommand, terminal: Terminal): Promise<void> {
  const hub = await createHub(settings)
  try {
    if (system !== null) {
      await refuseUnknown(hub, system)
    }
    report(await scan(hub, { system, json }, terminal), json, terminal)
  } finally {
    await hub.close()
  }
}

async function refuseUnknown({ federation, scanning }: Hub, system: string): Promise<void> {
  const known = [...new Set([...federation.gateway.systems, ...(await scanning.ledgerScan.systems())])]
  if (!known.includes(system)) {
    throw new CommandError(`There is no system ${system}. Name one of: ${known.join(', ')}.`, ExitCode.CANNOT_BEGIN)
  }
}

async function scan(hub: Hub, { system, json }: Pick<ScanCommand, 'system' | 'json'>, terminal: Terminal): Promise<readonly TypeScan[]> {
  const display = progressDisplay({ screen: terminal.screen, quiet: json })
  try {
    return await hub.scanning.ledgerScan.run({
      ...(system === null ? {} : { system }),
      foundBy: 'SCAN',
      budgetMs: hub.settings.ledger.scanBudgetMs,
      signal: terminal.signal,
      onProgress: showScan(display),
    })
  } finally {
    display.settle()
  }
}

function report(scans: readonly TypeScan[], json: boolean, terminal: Terminal): void {
  terminal.exitWith(isClean(scans) ? ExitCode.FINE : ExitCode.FAILED)
  if (json) {
    terminal.print(JSON.stringify({ returned: returnedAmong(scans), scans }))
    return
  }
  scanLines(scans).forEach((line) => terminal.print(line))
  terminal.print(sentenceOf(scans))
}

function sentenceOf(scans: readonly TypeScan[]): string {
  if (scans.length === 0) {
    return 'Nothing was erased there yet: there is nothing to look for.'
  }
  const returned = returnedAmong(scans)
  return returned === 0
    ? 'Nothing new is back.'
    : `${returned} record(s) are back. The worker answers: what was restored is erased again, the rest waits for the data protection officer.`
}
