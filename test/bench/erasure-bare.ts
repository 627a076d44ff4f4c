import { createHash } from 'node:crypto'
import { type Connection, createConnection } from 'mysql2/promise'
import { newId } from '../../src/kernel/ids.js'
import { systemClock, timestamp } from '../../src/kernel/clock.js'
import { systemIds } from './erasure-systems.js'

/** Loops in mysql2, as many at once as there are systems, that send for each step the least that a step can do with. */
export class BareSteps {
  private constructor(private readonly connections: readonly Connection[]) {}

  static async open(location: string): Promise<BareSteps> {
    const connections = await Promise.all(systemIds.map(() => createConnection(location)))
    for (const connection of connections) {
      await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED')
    }
    return new BareSteps(connections)
  }

  async carryOut(stepIds: readonly string[]): Promise<void> {
    const waiting = [...stepIds]
    await Promise.all(
      this.connections.map(async (connection) => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          await bareStep(connection, id)
        }
      }),
    )
  }
}

async function bareStep(connection: Connection, id: string): Promise<void> {
  const runBy = newId()
  const at = timestamp(systemClock)
  await connection.query("UPDATE step SET state = 'RUNNING', runBy = ? WHERE id = ?", [runBy, id])
  await connection.query('START TRANSACTION')
  const done = "UPDATE step SET state = 'DONE', outcome = 'ERASED', readBack = 'GONE', doneAt = ?, attempts = 1, runBy = NULL"
  await connection.query(`${done} WHERE id = ? AND runBy = ?`, [at, id, runBy])
  const facts = JSON.stringify({ planId: runBy, stepId: id, system: 'crm', recordType: 'note', outcome: 'ERASED', readBack: 'GONE' })
  const leaf = [at, 'step.done', 'HUB', null, runBy, runBy, facts, createHash('sha256').update(facts).digest('hex')]
  const columns = 'at, type, actorRole, actorHash, subjectId, caseId, facts, leafHash'
  await connection.query(`INSERT INTO audit_leaf (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, leaf)
  await connection.query('COMMIT')
}
