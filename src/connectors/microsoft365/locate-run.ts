import type { CoverageGap } from '../../vocabulary/coverage.js'
import type { LocatedRecord, LocateQuery } from '../connector.js'
import type { GraphFailure } from './graph-failure.js'
import type { GraphReads, Taken } from './graph-reads.js'
import { discoveredIn, type HeldAddresses, matchOf } from './identifiers.js'
import type { Mailbox } from './mailboxes.js'
import type { Microsoft365Settings } from './options.js'
import type { Microsoft365RecordType } from './record-types.js'

/** One search for some people. */
export interface LocateRun {
  readonly settings: Microsoft365Settings
  readonly reads: GraphReads
  readonly queries: readonly LocateQuery[]
  readonly mailboxes: readonly Mailbox[]
}

/** What a search gave: a record that is about somebody, or something that could not be searched. */
export type Finding = { readonly located: LocatedRecord } | { readonly gap: CoverageGap }

export interface Candidate {
  readonly recordType: Microsoft365RecordType
  readonly externalId: string
  readonly name: string | undefined
  readonly held: HeldAddresses
  readonly phones: readonly string[]
}

/** A record that the source found, for each person whose address is really on it. */
export function findingsOf(run: LocateRun, candidate: Candidate): Finding[] {
  const { recordType, externalId, name, held, phones } = candidate
  return run.queries.flatMap((query) => {
    const match = matchOf(query, held, name)
    if (match === null) {
      return []
    }
    const ref = { system: run.settings.system, recordType, externalId }
    const discovered = discoveredIn(held, phones)
    return [{ located: { subjectId: query.subjectId, ref, ...match, ...(name === undefined ? {} : { name }), discovered } }]
  })
}

export function gapFor(gap: CoverageGap): Taken<Finding> {
  return { found: [{ gap }], next: [] }
}

/** A part of the directory that could not be searched. */
export function directoryGap(recordType: string): (failure: GraphFailure) => Taken<Finding> {
  return ({ reason }) => gapFor({ recordType, scope: 'directory', reason })
}
