import { createPool, type Pool, type PoolOptions } from 'mysql2'

const readCommitted = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'

/**
 * What typeorm takes for its driver: mysql2, whose connections read what is committed from their first statement on. They are
 * told so once, when they open; typeorm itself would tell them before every transaction.
 */
export const committedReads = {
  createPool(options: PoolOptions): Pool {
    const pool = createPool(options)
    pool.on('connection', (connection) => connection.query(readCommitted, (error) => error !== null && connection.destroy()))
    return pool
  },
}
