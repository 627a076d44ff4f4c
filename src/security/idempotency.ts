import type { Database } from '../../entities/database.js'
import { IdempotencyKey } from '../../entities/idempotency-key.js'
import { canonicalHash } from '../kernel/canonical-json.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { idempotencyHash } from './identifier-hasher.js'
import type { MasterKeys } from './master-keys.js'

/** Ids of what an operation made. */
export type MadeIds = Readonly<Record<string, string>>

export interface OnceOnly {
  readonly viewer: Viewer
  readonly operation: string
  /** The client's key; without one the work is simply done. */
  readonly key: string | null | undefined
  /** What was asked: the same key with anything else is refused. */
  readonly input: unknown
}

/** Lets a client send a mutation again without its being done again. */
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly masterKeys: MasterKeys,
    private readonly clock: Clock,
  ) {}

  /** Runs the work in a transaction, and remembers in the same one what it made. A refusal is not remembered. */
  async once(use: OnceOnly, work: () => Promise<Outcome<MadeIds>>): Promise<Outcome<MadeIds>> {
    const { key } = use
    if (key === null || key === undefined) {
      return this.database.write(work)
    }
    const hash = idempotencyHash(this.masterKeys, { accountHash: use.viewer.accountHash, operation: use.operation, key })
    const inputHash = canonicalHash(use.input)
    try {
      return (await this.remembered(hash, inputHash)) ?? (await this.doAndRemember({ hash, inputHash, operation: use.operation }, work))
    } catch (error) {
      const meanwhile = await this.remembered(hash, inputHash)
      if (meanwhile === null) {
        throw error
      }
      return meanwhile
    }
  }

  private async remembered(hash: string, inputHash: string): Promise<Outcome<MadeIds> | null> {
    const row = await this.database.read((manager) => manager.findOneBy(IdempotencyKey, { hash }))
    if (row === null) {
      return null
    }
    return row.inputHash === inputHash ? done(row.outcome) : refused(RefusalCode.IDEMPOTENCY_KEY_REUSED)
  }

  private doAndRemember(
    row: Pick<IdempotencyKey, 'hash' | 'inputHash' | 'operation'>,
    work: () => Promise<Outcome<MadeIds>>,
  ): Promise<Outcome<MadeIds>> {
    return this.database.write(async (manager) => {
      const outcome = await work()
      if (outcome.ok) {
        await manager.insert(IdempotencyKey, { ...row, outcome: { ...outcome.value }, createdAt: timestamp(this.clock) })
      }
      return outcome
    })
  }
}
