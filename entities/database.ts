import { AsyncLocalStorage } from 'node:async_hooks'
import type { DataSource, EntityManager } from 'typeorm'

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
  open: boolean
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
   * it fails, and with the other when that fails. Keep it short, and never wait inside for anything but this database.
   */
  async write<T>(work: Work<T>): Promise<T> {
    const outer = this.transaction()
    if (outer !== null) {
      return outer.gate.pass(() => this.run(outer.manager, work, outer.afterCommit))
    }
    const afterCommit: (() => void)[] = []
    const result = await this.pass(() => this.run(this.writer.manager, work, afterCommit))
    afterCommit.forEach((callback) => callback())
    return result
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

  /** Takes SQLite's write lock before the first read, or another process could write in between and the transaction fail. */
  private async lockFile(manager: EntityManager): Promise<void> {
    if (this.gate !== null) {
      await manager.query('UPDATE hub_schema SET breaking = breaking WHERE 1 = 0')
    }
  }

  private pass<T>(work: () => Promise<T>): Promise<T> {
    return this.gate === null ? work() : this.gate.pass(work)
  }

  private async run<T>(parent: EntityManager, work: Work<T>, afterCommit: (() => void)[]): Promise<T> {
    const callbacks: (() => void)[] = []
    const result = await parent.transaction(async (manager) => {
      const transaction: Transaction = { manager, gate: new WriteGate(), afterCommit: callbacks, open: true }
      try {
        await this.lockFile(manager)
        return await this.current.run(transaction, () => work(manager))
      } finally {
        transaction.open = false
      }
    })
    afterCommit.push(...callbacks)
    return result
  }
}
