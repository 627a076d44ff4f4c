import { gather } from '../../kernel/streams.js'
import type { CoverageGap } from '../../vocabulary/coverage.js'
import type { LocatedRecord, LocateQuery, LocateResult } from '../connector.js'
import type { CollectParts } from './collect.js'
import { fileSearch } from './file-search.js'
import type { GraphRead } from './graph-reads.js'
import { addressesIn, addressesOf, phonesIn } from './identifiers.js'
import { directorySearches } from './locate-directory.js'
import { calendarSearches, correspondentFindings, mailboxSearches } from './locate-mailboxes.js'
import { type Finding, gapFor, type LocateRun } from './locate-run.js'
import { isOpen, mailboxGap } from './mailboxes.js'
import { Microsoft365RecordType as Type } from './record-types.js'
import { switchedOff } from './switched-off.js'

/** Searches the directory, the mailboxes and the files for everybody at once; a name finds nobody. */
export async function locate(parts: CollectParts, queries: readonly LocateQuery[], signal: AbortSignal): Promise<LocateResult> {
  signal.throwIfAborted()
  const isAsked = queries.some((query) => addressesOf(query).length > 0)
  const run = { ...parts, queries, mailboxes: isAsked ? await parts.mailboxes.inScope(signal) : [] }
  const first = await gather(parts.reads.carryOut([...directorySearches(run), ...mailboxSearches(run), ...fileSearches(run)], signal))
  const met = new Set(
    first.flatMap((finding) =>
      'located' in finding && finding.located.ref.recordType === Type.CORRESPONDENT ? [finding.located.ref.externalId] : [],
    ),
  )
  const calendars = await gather(parts.reads.carryOut(calendarSearches(run, met), signal))
  return resultOf([...switchedOff(run.settings).map((gap) => ({ gap })), ...closedMailboxes(run), ...first, ...calendars])
}

function fileSearches(run: LocateRun): GraphRead<Finding>[] {
  const terms = [...addressesIn(run.queries), ...phonesIn(run.queries)]
  return run.settings.features.files ? terms.map((term) => existenceInFiles(run, term)) : []
}

function existenceInFiles(run: LocateRun, term: string): GraphRead<Finding> {
  return fileSearch<Finding>({
    term,
    from: 0,
    size: 1,
    region: run.settings.searchRegion,
    hits: (places) => ({ found: places.length === 0 ? [] : correspondentFindings(run, term, 'content'), next: [] }),
    refused: ({ reason }) => gapFor({ recordType: Type.FILE, scope: 'file search', reason }),
  })
}

function closedMailboxes(run: LocateRun): Finding[] {
  const closed = run.mailboxes.filter((mailbox) => !isOpen(mailbox))
  return closed.map((mailbox) => ({ gap: mailboxGap(Type.MESSAGE, mailbox) }))
}

/** Each record once for each subject, with the strongest evidence; each gap once. */
function resultOf(findings: readonly Finding[]): LocateResult {
  const located = new Map<string, LocatedRecord>()
  const gaps = new Map<string, CoverageGap>()
  for (const finding of findings) {
    if ('gap' in finding) {
      gaps.set(`${finding.gap.recordType} ${finding.gap.scope}`, finding.gap)
    } else {
      const { subjectId, ref } = finding.located
      const key = `${subjectId} ${ref.recordType} ${ref.externalId}`
      located.set(key, stronger(located.get(key), finding.located))
    }
  }
  return { located: [...located.values()], gaps: [...gaps.values()] }
}

const strength = { PROVEN: 2, STRONG: 1, WEAK: 0 } as const

function stronger(known: LocatedRecord | undefined, other: LocatedRecord): LocatedRecord {
  return known !== undefined && strength[known.grade] >= strength[other.grade] ? known : other
}
