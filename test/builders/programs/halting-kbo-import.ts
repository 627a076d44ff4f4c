import { writeSync } from 'node:fs'
import { importExtract } from '../../../src/connectors/kbo/import-extract.js'
import { DatabaseKboImportStore } from '../../../src/federation/kbo-import-store.js'
import { systemClock } from '../../../src/kernel/clock.js'
import { openDatabase } from '../../../ormconfig.js'

/*
 * A process that imports a zip and stands still in the middle, for a test that kills it there.
 * Arguments: database, zip, rows after which it says `halted` and halts.
 */
const [location = '', zipPath = '', rows = ''] = process.argv.slice(2)

function halt(): void {
  writeSync(1, 'halted\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const database = await openDatabase(location)
await importExtract({
  zipPath,
  store: new DatabaseKboImportStore(database),
  keep: 'all',
  activities: false,
  knownNumbers: async function* nobody() {},
  clock: systemClock,
  signal: new AbortController().signal,
  onProgress: (progress) => {
    if (progress.rows >= Number(rows)) {
      halt()
    }
  },
})
