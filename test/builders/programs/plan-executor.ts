import { openDatabase } from '../../../ormconfig.js'
import { SettableClock } from '../../../src/kernel/clock.js'
import { changeProcess } from '../change-process.js'
import { capabilitiesOf, changeMap } from '../change-systems.js'
import { RemoteSystems } from '../remote-connector.js'

/** Carries out what is due and ends; but ends as a power cut would after so many lasting changes. */
const [location = '', ledgerFile = '', now = '', changes = ''] = process.argv.slice(2)
const remote = new RemoteSystems()
const connectors = [...changeMap.systems.keys()].map((system) => remote.connector(system, capabilitiesOf(system)))
let persisted = 0

async function onPersisted(): Promise<void> {
  persisted += 1
  if (persisted === Number(changes)) {
    process.kill(process.pid, 'SIGKILL')
    await new Promise(() => undefined)
  }
}

const database = await openDatabase(location)
const hub = changeProcess({ database, connectors, clock: new SettableClock(new Date(now)), ledgerFile, onPersisted })
await hub.worker.drain()
await database.close()
process.disconnect()
