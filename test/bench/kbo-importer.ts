import { importExtract } from '../../src/connectors/kbo/import-extract.js'
import { DatabaseKboImportStore } from '../../src/federation/kbo-import-store.js'
import { systemClock } from '../../src/kernel/clock.js'
import { openDatabase } from '../../ormconfig.js'

/* The import of bench:kbo in a process of its own, as the command runs it. Arguments: database, zip. */
const [location = '', zipPath = ''] = process.argv.slice(2)
const database = await openDatabase(location)
const started = performance.now()
const { counts } = await importExtract({
  zipPath,
  store: new DatabaseKboImportStore(database),
  keep: 'all',
  activities: false,
  knownNumbers: async function* nobody() {},
  clock: systemClock,
  signal: new AbortController().signal,
})
const ms = performance.now() - started
const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
await database.close()
process.send?.({ ms, rows, maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024) })
process.disconnect()
