import { describe, expect, test } from '@jest/globals'
import { AbstractLogger } from 'typeorm'
import { Database } from '../../entities/database.js'
import { createDataSource } from '../../ormconfig.js'
import type { InMemoryRecord } from '../../src/connectors/in-memory.js'
import { valueOf } from '../builders/casebook.js'
import { ChangeWorld } from '../builders/change-world.js'
import { databases } from '../builders/databases.js'
import { handler } from '../builders/federation.js'

/** Every statement that goes to the server, those that open and end transactions among them. */
class StatementCounter extends AbstractLogger {
  readonly statements: string[] = []

  constructor() {
    super(['query'])
  }

  protected writeLog(): void {}

  override logQuery(statement: string): void {
    this.statements.push(statement)
  }
}

const kinds: Readonly<Record<string, (n: number) => InMemoryRecord>> = {
  'that erases': (n) => ({ recordType: 'subscription', externalId: `s${n}`, fields: { email: 'anna@peeters.example' } }),
  'that restricts': (n) => ({ recordType: 'contact', externalId: `c${n}`, fields: { name: 'Anna Peeters', phone: '+32470000102' } }),
  'that anonymises': (n) => ({ recordType: 'ticket', externalId: `t${n}`, fields: { caller: 'Anna Peeters', phone: '+32470000102' } }),
}

const server = (await databases()).find(({ name }) => name === 'MariaDB')

/** What has a contact kept. */
const invoice = { recordType: 'invoice', externalId: '31', fields: { number: 'INV/31', state: 'posted' }, retentionStart: '2025-06-10' }

async function statementsFor(records: readonly InMemoryRecord[]): Promise<number> {
  const world = await ChangeWorld.on(server!, { held: { crm: [...records, invoice] } })
  const counter = new StatementCounter()
  const source = createDataSource(world.location)
  source.setOptions({ logging: ['query'], logger: counter })
  const database = new Database(await source.initialize())
  try {
    const plan = await world.erasurePlan()
    await world.approved(plan)
    valueOf(await world.hub.desk.executePlan(handler, plan.id))
    const { worker } = world.process({ database })
    counter.statements.length = 0
    await worker.drain()
    expect(await world.plan(plan.id)).toMatchObject({ state: 'EXECUTED' })
    return counter.statements.length
  } finally {
    await database.close()
    await world.close()
  }
}

/** SQLite has no server that statements would have to travel to. */
;(server === undefined ? describe.skip : describe)('on a server, a step', () => {
  test.each(Object.keys(kinds))(
    '%s costs six statements at most, with those that open and end its transaction',
    async (kind) => {
      const make = kinds[kind]!
      const few = await statementsFor(Array.from({ length: 20 }, (_, n) => make(n)))
      const many = await statementsFor(Array.from({ length: 60 }, (_, n) => make(n)))
      expect((many - few) / 40).toBeLessThanOrEqual(6)
    },
    60_000,
  )
})
