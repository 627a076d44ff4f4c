import { type Clock, timestamp } from '../../kernel/clock.js'
import { BadInputError } from '../../kernel/errors.js'
import { ExtractReading } from './extract-reading.js'
import { ExtractZip, sha256Of } from './extract-zip.js'
import { ImportProgress, type KboImportProgress } from './import-progress.js'
import type { KboExtract, KboImportFacts, KboImportRun, KboImportStore, KboKeep } from './kbo-store.js'

/** Numbers that the company's own systems know: enterprise and VAT numbers in any notation. */
export type KnownNumbers = () => AsyncIterable<string>

export interface KboImport {
  /** The zip as staff downloaded it. */
  readonly zipPath: string
  readonly store: KboImportStore
  readonly keep: KboKeep
  /** Asked once, and only for a full extract with `keep: known`. */
  readonly knownNumbers: KnownNumbers
  readonly activities: boolean
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress?: (progress: KboImportProgress) => void
}

/**
 * Imports a full extract or an update: all of it or nothing. Until the end the hub answers from the extract before.
 * Throws KboFileError for what is wrong in the zip, BadInputError for an extract that does not follow, the signal's reason when aborted.
 */
export async function importExtract(request: KboImport): Promise<KboExtract> {
  const progress = new ImportProgress(request.onProgress)
  progress.enter('CHECKING', 0)
  const sha256 = await sha256Of(request.zipPath, request.signal)
  const zip = await ExtractZip.open(request.zipPath)
  try {
    const zipFacts = await zip.facts(sha256)
    const facts = { ...zipFacts, keep: request.keep, activities: request.activities, startedAt: timestamp(request.clock) }
    const current = await request.store.current()
    refuseWhatDoesNotFollow(facts, current)
    const reading = new ExtractReading(request, zip, facts, progress)
    const totalBytes = reading.totalBytes()
    const run = await request.store.begin(facts, current)
    progress.enter('READING', totalBytes)
    return await settled(run, request, progress, () => reading.into(run))
  } finally {
    zip.close()
  }
}

async function settled(
  run: KboImportRun,
  request: KboImport,
  progress: ImportProgress,
  read: () => Promise<Record<string, number>>,
): Promise<KboExtract> {
  let extract: KboExtract
  try {
    const counts = await read()
    request.signal.throwIfAborted()
    progress.enter('PUBLISHING')
    extract = await run.publish(counts, timestamp(request.clock))
  } catch (error) {
    await run.discard()
    throw error
  }
  progress.enter('SWEEPING')
  await run.sweep()
  return extract
}

/** An update must be the next one and mean the same rows; a full extract must not be older than what is there. */
function refuseWhatDoesNotFollow(facts: KboImportFacts, current: KboExtract | null): void {
  const { kind, extractNumber } = facts
  if (kind === 'FULL') {
    if (current !== null && extractNumber < current.extractNumber) {
      throw new BadInputError(`Extract ${extractNumber} is older than extract ${current.extractNumber}, which is already imported.`)
    }
    return
  }
  if (current === null) {
    throw new BadInputError(`Extract ${extractNumber} is an update, and nothing is imported yet. Import a full extract first.`)
  }
  if (extractNumber !== current.extractNumber + 1) {
    throw new BadInputError(
      `Update ${extractNumber} does not follow extract ${current.extractNumber}. Import update ${current.extractNumber + 1}, or a full extract.`,
    )
  }
  if (facts.keep !== current.keep || facts.activities !== current.activities) {
    throw new BadInputError(
      'kbo.keep or kbo.activities changed since the last full extract. An update cannot follow; import a full extract.',
    )
  }
}
