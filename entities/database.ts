import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm'

/** For another process that writes to the same SQLite file. */
const longestWaitMs = 60_000

const attemptsAfterDeadlock = 10

type Work<T> = (manager: EntityManager) => Promise<T>

/** Lets one piece of work in at a time, in the order of arrival. */
export class WriteGate {
  private last: Promise<unknown> = Promise.resolve()

  pass<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work, work)
    this.last = turn.catch(() => undefined)
    return turn
  }
}

/** The transaction that the present code runs in. */
interface Transaction {
  readonly manager: EntityManager
  readonly gate: WriteGate
  readonly afterCommit: (() => void)[]
  readonly fate: Fate
  open: boolean
}

/** What a transaction and those within it share: the database may undo all of it because of one of them. */
interface Fate {
  lost: unknown
}

/**
 * The only way to the hub's own tables. On SQLite, which has one connection for writing, every write passes one gate, so
 * that nothing joins or loses itself in a transaction that is not its own; reads use a connection of their own and see
 * only what was committed. On MariaDB and MySQL both go through the pool.
 */
export class Database {
  private readonly current = new AsyncLocalStorage<Transaction>()
  private readonly gate: WriteGate | null

  constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource = writer,
  ) {
    this.gate = writer.options.type === 'better-sqlite3' ? new WriteGate() : null
  }

  /** Which SQL is spoken. */
  get dialect(): 'sqlite' | 'mysql' {
    return this.gate === null ? 'mysql' : 'sqlite'
  }

  /** The transaction that the present code runs in, for what must be stored with it or not at all; null outside `write`. */
  get currentManager(): EntityManager | null {
    return this.transaction()?.manager ?? null
  }

  /** Reads what was committed; inside `write`, what the transaction sees. */
  read<T>(work: Work<T>): Promise<T> {
    return work(this.currentManager ?? this.reader.manager)
  }

  /**
   * One transaction: all of it or nothing. Inside another `write` it becomes a part of that one: it is undone alone when
   * it fails, and with the other when that fails. Keep it short, and never wait inside for anything but this database; where
   * two transactions wait for each other the database undoes one, and its work is begun again.
   */
  async write<T>(work: Work<T>): Promise<T> {
    const outer = this.transaction()
    if (outer !== null) {
      return outer.gate.pass(() => this.run(work, outer))
    }
    return withoutDeadlock(() => this.writeOnce(work))
  }

  /** One statement that writes, a transaction by itself: where nothing else belongs to it, opening and ending one is saved. */
  async writeAlone<T>(work: Work<T>): Promise<T> {
    const outer = this.transaction()
    if (outer !== null || this.gate !== null) {
      return outer === null ? this.write(work) : work(outer.manager)
    }
    return withoutDeadlock(() => work(this.writer.manager))
  }

  /** Runs the callback once what is being written is committed: at once outside `write`, never when it is undone. */
  afterCommit(callback: () => void): void {
    const transaction = this.transaction()
    if (transaction === null) {
      callback()
      return
    }
    transaction.afterCommit.push(callback)
  }

  async close(): Promise<void> {
    const sources = new Set([this.reader, this.writer])
    for (const source of sources) {
      await source.destroy()
    }
  }

  private transaction(): Transaction | null {
    const transaction = this.current.getStore()
    return transaction?.open === true ? transaction : null
  }

  /**
   * Takes SQLite's write lock before the first read, or another process could write in between and the transaction fail.
   * While another process holds it, this one waits without standing still.
   */
  private async lockFile(manager: EntityManager): Promise<void> {
    const deadline = performance.now() + longestWaitMs
    while (this.gate !== null && !(await tookLock(manager, deadline))) {
      await sleep(5 + Math.random() * 20)
    }
  }

  private async writeOnce<T>(work: Work<T>): Promise<T> {
    const outermost = { manager: this.writer.manager, afterCommit: [] as (() => void)[], fate: { lost: null } }
    const begin = (): Promise<T> => this.run(work, outermost)
    const result = await (this.gate === null ? begin() : this.gate.pass(begin))
    outermost.afterCommit.forEach((callback) => callback())
    return result
  }

  /** A transaction of its own, or part of `outer`'s. */
  private async run<T>(work: Work<T>, outer: Pick<Transaction, 'manager' | 'afterCommit' | 'fate'>): Promise<T> {
    const afterCommit: (() => void)[] = []
    const { fate } = outer
    const result = await outer.manager.transaction(async (manager) => {
      const transaction: Transaction = { manager, gate: new WriteGate(), afterCommit, fate, open: true }
      try {
        await this.lockFile(manager)
        return await this.current.run(transaction, () => work(manager))
      } catch (error) {
        fate.lost ??= isDeadlock(error) ? error : null
        throw error
      } finally {
        transaction.open = false
        throwIfLost(fate)
      }
    })
    outer.afterCommit.push(...afterCommit)
    return result
  }
}

/** Where two wait for each other the database undoes one, and its work is begun again. */
async function withoutDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isDeadlock(error) || attempt === attemptsAfterDeadlock) {
        throw error
      }
      await sleep(Math.random() * Math.min(1_000, 10 * 2 ** attempt))
    }
  }
}

/** Once the database has undone everything, nothing may go on as if it were still in the transaction. */
function throwIfLost({ lost }: Fate): void {
  if (lost !== null) {
    throw lost
  }
}

/** A statement that changes nothing, but needs the lock. */
async function tookLock(manager: EntityManager, deadline: number): Promise<boolean> {
  try {
    await manager.query('UPDATE hub_schema SET breaking = breaking WHERE 1 = 0')
    return true
  } catch (error) {
    if (isBusy(error) && performance.now() < deadline) {
      return false
    }
    throw error
  }
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof QueryFailedError && 'code' in error.driverError ? error.driverError.code : null
  return typeof code === 'string' ? code : ''
}

function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

function isDeadlock(error: unknown): boolean {
  return codeOf(error) === 'ER_LOCK_DEADLOCK'
}

/** Whether a write failed because a row with this key was there already. */
export function isDuplicateKey(error: unknown): boolean {
  return ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error))
}
