import type { ScanOutcome, ScanOrder, TypeScan } from '../../federation/ledger-scan.js'
import type { ProgressDisplay } from '../progress.js'

const words: Readonly<Record<ScanOutcome, string>> = {
  SCANNED: 'scanned',
  FAILED: 'FAILED',
  UNSCANNABLE: 'cannot be scanned: the system offers no way',
  NOT_CONNECTED: 'not connected any more',
}

/** A line for each record type: how it went, how many records were met, how many were back. */
export function scanLines(scans: readonly TypeScan[]): string[] {
  return scans.map(({ system, recordType, outcome, reason, records, returned }) => {
    const how = reason === null ? words[outcome] : `${words[outcome]} (${reason})`
    const met = outcome === 'SCANNED' || outcome === 'FAILED' ? `, ${counted(records)} record(s), ${counted(returned)} back` : ''
    return `${`${system} ${recordType}`.padEnd(36)}${how}${met}`
  })
}

export function returnedAmong(scans: readonly TypeScan[]): number {
  return scans.reduce((sum, { returned }) => sum + returned, 0)
}

/** Whether all was looked at and nothing is back. */
export function isClean(scans: readonly TypeScan[]): boolean {
  return scans.every(({ outcome, returned }) => outcome === 'SCANNED' && returned === 0)
}

export function showScan(display: ProgressDisplay): NonNullable<ScanOrder['onProgress']> {
  return ({ system, recordType, records, returned }) =>
    display.show(`${system} ${recordType}: ${counted(records)} record(s), ${counted(returned)} back`)
}

function counted(count: number): string {
  return count.toLocaleString('en')
}
