import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Database } from '../../../entities/database.js'
import type { HubSettings, KboSystem } from '../../config/settings.js'
import { AuditLog } from '../../audit/audit-log.js'
import { importExtract } from '../../connectors/kbo/import-extract.js'
import type { KboImportProgress } from '../../connectors/kbo/import-progress.js'
import type { KboExtract } from '../../connectors/kbo/kbo-store.js'
import { DatabaseKboImportStore } from '../../federation/kbo-import-store.js'
import { systemClock } from '../../kernel/clock.js'
import { CommandError, ExitCode, type Terminal } from '../hub-command.js'
import { KnownNumbers } from './known-numbers.js'
import { type ProgressDisplay, progressDisplay } from '../progress.js'

export interface ImportOrder {
  readonly file: string
  readonly settings: HubSettings
  readonly kbo: KboSystem
  readonly database: Database
  readonly progress?: boolean
  readonly json?: boolean
}

/** Imports the zip into the database, telling how far it is. */
export async function importFile(order: ImportOrder, terminal: Terminal): Promise<void> {
  await refuseUnreadable(order.file)
  const isWatched = terminal.screen.isTTY === true || order.progress === true
  const display = progressDisplay({ screen: terminal.screen, quiet: !isWatched })
  const known = new KnownNumbers({ ...order, signal: terminal.signal })
  const startedAt = performance.now()
  const extract = await importWith(order, { known: known.all, display, signal: terminal.signal })
  const seconds = (performance.now() - startedAt) / 1_000
  display.settle()
  if (order.json === true) {
    terminal.print(JSON.stringify({ ...extract, seconds }))
    return
  }
  terminal.print(summaryOf(extract, seconds))
  if (extract.kind === 'FULL' && extract.keep === 'known') {
    known.tellIn(terminal)
  }
}

async function refuseUnreadable(file: string): Promise<void> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
  if (!isFile) {
    throw new CommandError(`There is no file ${file}. Name the zip as it was downloaded from the register.`, ExitCode.CANNOT_BEGIN)
  }
}

interface ImportRun {
  readonly known: () => AsyncIterable<string>
  readonly display: ProgressDisplay
  readonly signal: AbortSignal
}

async function importWith({ file, kbo, database }: ImportOrder, { known, display, signal }: ImportRun): Promise<KboExtract> {
  const meter = new RateMeter()
  try {
    const extract = await importExtract({
      zipPath: resolve(file),
      store: new DatabaseKboImportStore(database),
      keep: kbo.keep,
      activities: kbo.activities,
      knownNumbers: known,
      clock: systemClock,
      signal,
      onProgress: (progress) => display.show(meter.line(progress), fractionOf(progress)),
    })
    await recordImport(database, extract)
    return extract
  } catch (error) {
    display.settle()
    if (signal.aborted) {
      throw new CommandError('Broken off. Nothing of it remains; the hub answers from the extract before.', ExitCode.FAILED, {
        cause: error,
      })
    }
    throw error
  }
}

async function recordImport(database: Database, { extractNumber, kind, counts }: KboExtract): Promise<void> {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  await new AuditLog(database, systemClock).record({ type: 'kbo.imported', viewer: null, facts: { extractNumber, kind, rows } })
}

const phaseNames = { CHECKING: 'checking the zip', READING: 'reading', PUBLISHING: 'publishing', SWEEPING: 'sweeping up' } as const

class RateMeter {
  private startedAt: number | null = null

  line({ phase, file, rows }: KboImportProgress): string {
    this.startedAt ??= phase === 'READING' ? performance.now() : null
    const seconds = this.startedAt === null ? 0 : (performance.now() - this.startedAt) / 1_000
    const rate = seconds > 1 ? `, ${thousands(rows / seconds)} rows/s` : ''
    return `${phaseNames[phase]}${file === null ? '' : ` ${file}`}: ${thousands(rows)} rows${rate}`
  }
}

function fractionOf({ bytes, totalBytes }: KboImportProgress): number {
  return totalBytes === 0 ? 0 : bytes / totalBytes
}

function summaryOf({ extractNumber, snapshotDate, counts }: KboExtract, seconds: number): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const rate = thousands(rows / Math.max(seconds, 0.001))
  return `Extract ${extractNumber} of ${snapshotDate} is imported: ${thousands(rows)} rows in ${seconds.toFixed(1)} s (${rate} rows/s).`
}

function thousands(count: number): string {
  return Math.round(count).toLocaleString('en')
}
