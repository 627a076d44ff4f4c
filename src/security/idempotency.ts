import type { Database } from '../../entities/database.js'
import { IdempotencyKey } from '../../entities/idempotency-key.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { newToken } from '../kernel/ids.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { Viewer } from '../vocabulary/viewer.js'
import { idempotencyHash, idempotencyInputHash, idempotencySecret } from './identifier-hasher.js'
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
  async once<T extends MadeIds>(use: OnceOnly, work: () => Promise<Outcome<T>>): Promise<Outcome<MadeIds>> {
    if (!hasKey(use)) {
      return this.database.write(work)
    }
    try {
      return (await this.remembered(use)) ?? (await this.doAndRemember(use, work))
    } catch (error) {
      const meanwhile = await this.remembered(use)
      if (meanwhile === null) {
        throw error
      }
      return meanwhile
    }
  }

  /** What was made with this key, or the refusal of other input; null when nothing was. For work that `once` must not hold. */
  async remembered(use: OnceOnly): Promise<Outcome<MadeIds> | null> {
    if (!hasKey(use)) {
      return null
    }
    const { hash, inputHash } = this.namesOf(use)
    const row = await this.database.read((manager) => manager.findOneBy(IdempotencyKey, { hash }))
    if (row === null) {
      return null
    }
    return row.inputHash === inputHash ? done(row.outcome) : refused(RefusalCode.IDEMPOTENCY_KEY_REUSED)
  }

  /** 256 secret bits in base64url: the same whenever the account repeats the operation with its key, and stored nowhere. */
  token(use: OnceOnly, name: string): string {
    return hasKey(use) ? idempotencySecret(this.masterKeys, { ...named(use), name }) : newToken()
  }

  private doAndRemember<T extends MadeIds>(use: KeyedUse, work: () => Promise<Outcome<T>>): Promise<Outcome<MadeIds>> {
    return this.database.write(async (manager) => {
      const outcome = await work()
      if (outcome.ok) {
        const row = { ...this.namesOf(use), operation: use.operation, createdAt: timestamp(this.clock) }
        await manager.insert(IdempotencyKey, { ...row, outcome: { ...outcome.value } })
      }
      return outcome
    })
  }

  private namesOf(use: KeyedUse): Pick<IdempotencyKey, 'hash' | 'inputHash'> {
    return {
      hash: idempotencyHash(this.masterKeys, named(use)),
      inputHash: idempotencyInputHash(this.masterKeys, canonicalJson(use.input)),
    }
  }
}

type KeyedUse = OnceOnly & { readonly key: string }

function hasKey(use: OnceOnly): use is KeyedUse {
  return use.key !== null && use.key !== undefined
}

function named({ viewer, operation, key }: KeyedUse) {
  return { accountHash: viewer.accountHash, operation, key }
}
