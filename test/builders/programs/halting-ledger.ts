import { writeSync } from 'node:fs'
import { openDatabase } from '../../../ormconfig.js'
import { AuditLog } from '../../../src/audit/audit-log.js'
import { ledgerFloorOf } from '../../../src/compose-ledger.js'
import { systemClock } from '../../../src/kernel/clock.js'
import { silentLogger } from '../../../src/kernel/logger.js'
import { MasterKeys } from '../../../src/security/master-keys.js'
import { SubjectVault } from '../../../src/security/subject-vault.js'

/*
 * A process that records an erasure and, on `halt`, stands still after the file has it and before the transaction commits,
 * for a test that kills it there; on `halt-taking-in` it stands still where a start has taken the file in, all but committed.
 * Otherwise it records as many as it is told, one transaction each, and ends.
 * Arguments: database, file, master key, name of the records, `halt`, `halt-taking-in` or how many.
 */
const [location = '', file = '', key = '', name = '', how = ''] = process.argv.slice(2)
const database = await openDatabase(location)
const masterKeys = MasterKeys.parse(key)
const { ledger } = ledgerFloorOf({
  database,
  masterKeys,
  file,
  vault: new SubjectVault(database, masterKeys, systemClock),
  audit: new AuditLog(database, systemClock),
  clock: systemClock,
  logger: silentLogger,
  onRaised: async () => undefined,
})

const thing = (externalId: string) => ({
  ref: { system: 'odoo', recordType: 'contact', externalId },
  identifiers: [{ kind: 'EMAIL', value: `${externalId}@marker.example` }] as const,
})

const halt = (): never => {
  writeSync(1, 'halted\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  throw new Error('Nobody killed it.')
}

if (how === 'halt') {
  await database.write(async () => {
    await ledger.recordErased('case-1', [thing(name)])
    halt()
  })
}
if (how === 'halt-taking-in') {
  await ledger.open(async () => halt())
}
for (let number = 1; number <= Number(how); number += 1) {
  await ledger.recordErased('case-1', [thing(`${name}-${number}`)])
}
await database.close()
