import { randomBytes } from 'node:crypto'
import { type EntityManager, In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { SubjectKey } from '../../entities/subject-key.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { InternalError } from '../kernel/errors.js'
import { chunked } from '../kernel/streams.js'
import { BoundedCache } from './bounded-cache.js'
import type { MasterKeys } from './master-keys.js'
import { openBytes, sealBytes } from './sealed-text.js'

/** A text sealed under a subject's key. */
export interface SealedText {
  readonly subjectId: string
  readonly cipher: string
}

const cacheMilliseconds = 30_000
const cachedKeys = 5_000

/** The subject's key is gone or was never made: what it sealed cannot be read by anybody. */
export class SubjectKeyMissingError extends InternalError {
  constructor(subjectId: string) {
    super(`There is no key for subject ${subjectId}.`)
  }
}

/**
 * Everything personal that the hub stores is sealed under a key of its subject, which lies wrapped by a master key.
 * Destroying that key makes the data unreadable, in backups too. A missing key is an error; nothing is stored or read plainly.
 */
export class SubjectVault {
  private readonly cache: BoundedCache<Buffer>

  constructor(
    private readonly database: Database,
    private readonly masterKeys: MasterKeys,
    private readonly clock: Clock,
  ) {
    this.cache = new BoundedCache(cachedKeys, clock)
  }

  /** Makes the subject's key. To be called once, when the subject is made. */
  async createKey(subjectId: string): Promise<void> {
    const { keyId, key: wrappingKey } = this.masterKeys.derive('subject-key')
    const wrapped = sealBytes(wrappingKey, randomBytes(32), wrapContext(subjectId)).toString('base64url')
    await this.database.write((manager) =>
      manager.insert(SubjectKey, { subjectId, wrapped, masterKeyId: keyId, createdAt: timestamp(this.clock) }),
    )
  }

  async seal(subjectId: string, text: string): Promise<string> {
    return sealBytes(await this.keyOf(subjectId), Buffer.from(text), textContext(subjectId)).toString('base64url')
  }

  async open(subjectId: string, cipher: string): Promise<string> {
    const [text] = await this.openAll([{ subjectId, cipher }])
    return text ?? ''
  }

  /** Opens many texts of many subjects with one look-up of their keys; the answers are in the order of the questions. */
  async openAll(sealed: readonly SealedText[]): Promise<readonly string[]> {
    const keys = await this.keysOf([...new Set(sealed.map(({ subjectId }) => subjectId))])
    return sealed.map(({ subjectId, cipher }) => {
      const bytes = Buffer.from(cipher, 'base64url')
      return openBytes(keyAmong(keys, subjectId), bytes, textContext(subjectId)).toString()
    })
  }

  /** Destroys the subject's key. Nothing sealed under it can be read again, in other processes after thirty seconds at the latest. */
  async destroy(subjectId: string): Promise<void> {
    await this.database.write(async (manager) => {
      await manager.delete(SubjectKey, { subjectId })
      this.database.afterCommit(() => this.cache.forget(subjectId))
    })
  }

  /** Wraps keys of former master keys under the current one, `limit` at a time. Gives how many it wrapped; 0 when done. */
  async rewrap(limit = 500): Promise<number> {
    const { keyId, key: wrappingKey } = this.masterKeys.derive('subject-key')
    return this.database.write(async (manager) => {
      const rows = await outdatedKeys(manager, keyId, limit)
      for (const row of rows) {
        const wrapped = sealBytes(wrappingKey, this.unwrap(row), wrapContext(row.subjectId)).toString('base64url')
        await manager.update(SubjectKey, { subjectId: row.subjectId, wrapped: row.wrapped }, { wrapped, masterKeyId: keyId })
      }
      return rows.length
    })
  }

  private async keyOf(subjectId: string): Promise<Buffer> {
    return keyAmong(await this.keysOf([subjectId]), subjectId)
  }

  private async keysOf(subjectIds: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const keys = new Map<string, Buffer>()
    const unknown = subjectIds.filter((subjectId) => {
      const cached = this.cache.get(subjectId)
      if (cached !== undefined) {
        keys.set(subjectId, cached)
      }
      return cached === undefined
    })
    for (const row of await this.rowsOf(unknown)) {
      const key = this.unwrap(row)
      keys.set(row.subjectId, key)
      this.cache.put(row.subjectId, key, cacheMilliseconds)
    }
    return keys
  }

  private async rowsOf(subjectIds: readonly string[]): Promise<readonly SubjectKey[]> {
    const batches = chunked(subjectIds, 500).map((ids) =>
      this.database.read((manager) => manager.findBy(SubjectKey, { subjectId: In(ids) })),
    )
    return (await Promise.all(batches)).flat()
  }

  private unwrap({ subjectId, wrapped, masterKeyId }: SubjectKey): Buffer {
    const { key } = this.masterKeys.derive('subject-key', masterKeyId)
    return openBytes(key, Buffer.from(wrapped, 'base64url'), wrapContext(subjectId))
  }
}

/** Binds a wrapped key, and a sealed text, to the one subject it is for: neither opens in another's place. */
const wrapContext = (subjectId: string): string => `subject-key|${subjectId}`
const textContext = (subjectId: string): string => `text|${subjectId}`

function keyAmong(keys: ReadonlyMap<string, Buffer>, subjectId: string): Buffer {
  const key = keys.get(subjectId)
  if (key === undefined) {
    throw new SubjectKeyMissingError(subjectId)
  }
  return key
}

function outdatedKeys(manager: EntityManager, keyId: string, limit: number): Promise<SubjectKey[]> {
  const query = manager.createQueryBuilder(SubjectKey, 'subjectKey').where('subjectKey.masterKeyId <> :keyId', { keyId })
  return query.orderBy('subjectKey.subjectId').take(limit).getMany()
}
