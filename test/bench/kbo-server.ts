import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LocationRun } from '../../entities/location-run.js'
import { DatabaseKboStore } from '../../src/federation/kbo-store.js'
import { newId } from '../../src/kernel/ids.js'
import { openDatabase } from '../../ormconfig.js'

/* A server on the hub's database for bench:kbo: each request looks an enterprise up and writes one row. Argument: database. */
const database = await openDatabase(process.argv[2] ?? '')
const store = new DatabaseKboStore(database)

async function answer(number: string): Promise<string> {
  const rows = await store.rows('enterprise', [number])
  const run = { subjectId: newId(), system: 'kbo', ranAt: new Date().toISOString(), failure: null, gaps: [] }
  await database.write((manager) => manager.insert(LocationRun, run))
  return JSON.stringify(rows)
}

const server = createServer((request, response) => {
  void answer((request.url ?? '').slice(1)).then((body) => response.end(body))
})
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
