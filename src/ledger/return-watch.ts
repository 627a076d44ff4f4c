import type { Database } from '../../entities/database.js'
import type { LedgerEntry } from '../../entities/ledger-entry.js'
import { groupBy } from '../kernel/collections.js'
import type { LedgerHasher } from './ledger-hasher.js'
import { entriesWith } from './ledger-rows.js'
import type { Look, MetRecord, ReturnComparison } from './met-record.js'
import type { ReturnAlarms } from './return-alarms.js'
import { type RecognisedReturn, recognise } from './return-rules.js'

/** A record with its hashes under every key. */
interface HashedRecord {
  readonly record: MetRecord
  readonly ofReference: readonly string[]
  readonly ofIdentifiers: readonly string[]
}

/** Compares what is read with what was erased. */
export class ReturnWatch implements ReturnComparison {
  constructor(
    private readonly database: Database,
    private readonly hasher: LedgerHasher,
    private readonly alarms: ReturnAlarms,
  ) {}

  /** Looks all records up together, and raises an alarm for each that is back. Gives how many were raised. */
  async compare(records: readonly MetRecord[], look: Look): Promise<number> {
    let raised = 0
    for (const found of await this.returnsAmong(records, look)) {
      raised += (await this.alarms.raise({ ...found, foundBy: look.foundBy })) ? 1 : 0
    }
    return raised
  }

  private async returnsAmong(
    records: readonly MetRecord[],
    { begunAt }: Look,
  ): Promise<readonly (RecognisedReturn & { readonly record: MetRecord })[]> {
    const hashed = records.map((record) => this.hash(record))
    const entries = await entriesWith(
      this.database,
      hashed.flatMap(({ ofReference, ofIdentifiers }) => [...ofReference, ...ofIdentifiers]),
    )
    const byHash = groupBy(
      entries.filter(({ erasedAt }) => erasedAt <= begunAt),
      ({ hash }) => hash,
    )
    return byHash.size === 0 ? [] : hashed.flatMap((one) => recognised(one, byHash))
  }

  private hash(record: MetRecord): HashedRecord {
    return {
      record,
      ofReference: this.hasher.hashesOf(record.ref),
      ofIdentifiers: record.identifiers.flatMap((identifier) => this.hasher.identifierHashes(identifier)),
    }
  }
}

function recognised({ record, ofReference, ofIdentifiers }: HashedRecord, byHash: ReadonlyMap<string, readonly LedgerEntry[]>) {
  const { system, recordType } = record.ref
  const entriesOf = (hashes: readonly string[]): LedgerEntry[] =>
    hashes.flatMap((hash) => byHash.get(hash) ?? []).filter((entry) => entry.system === system && entry.recordType === recordType)
  const back = recognise({
    byReference: entriesOf(ofReference),
    byIdentifier: entriesOf(ofIdentifiers),
    carriesIdentifiers: ofIdentifiers.length > 0,
  })
  return back === null ? [] : [{ ...back, record }]
}
