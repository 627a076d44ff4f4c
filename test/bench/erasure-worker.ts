import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Worker } from '../../src/jobs/worker.js'
import { BareSteps } from './erasure-bare.js'
import type { ErasureAnswer, ErasureOrder } from './erasure-burst.js'
import { layErasureFloor } from './erasure-floor.js'
import { fill } from './erasure-systems.js'

/* One worker of bench:erasure. Arguments: database, folder of the ledger and the keys. */
const [location = '', folder = ''] = process.argv.slice(2)
const { foundation, changing, systems } = await layErasureFloor(location, folder)
const bare = await BareSteps.open(location)
const worker = new Worker({ ...foundation, handlers: changing.handlers })

async function carryOut(order: ErasureOrder): Promise<void> {
  switch (order.do) {
    case 'FILL':
      return fill(systems, order.from, order.to)
    case 'CARRY_OUT':
      return worker.drain()
    case 'BARE':
      return bare.carryOut(order.stepIds)
  }
}

async function answerTo(order: ErasureOrder): Promise<ErasureAnswer> {
  let statements = 0
  const count = (): void => void (statements += 1)
  const isCounted = order.do === 'CARRY_OUT' && order.isCounted
  if (isCounted) {
    subscribe('tracing:mysql2:query:start', count)
  }
  const before = process.cpuUsage()
  await carryOut(order)
  const { user, system } = process.cpuUsage(before)
  unsubscribe('tracing:mysql2:query:start', count)
  return { statements, cpuMs: (user + system) / 1_000 }
}

process.on('message', (order: ErasureOrder) => void answerTo(order).then((answer) => process.send?.(answer)))
process.send?.('ready')
