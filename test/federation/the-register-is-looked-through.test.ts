import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createKboConnector } from '../../src/connectors/kbo/kbo.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import { Gateway } from '../../src/federation/gateway.js'
import { DatabaseKboImportStore } from '../../src/federation/kbo-import-store.js'
import { DatabaseKboStore } from '../../src/federation/kbo-store.js'
import { LedgerScan } from '../../src/federation/ledger-scan.js'
import { importExtract } from '../../src/connectors/kbo/import-extract.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { fullExtractFiles } from '../../src/simulators/kbo/extract-files.js'
import { writeExtractZip } from '../../src/simulators/kbo/extract-zip-writer.js'
import { generatedEntities } from '../../src/simulators/kbo/generated-entities.js'
import { databases } from '../builders/databases.js'
import { LedgerWorld } from '../builders/ledger.js'

describe.each(await databases())('an imported extract on $name', (on) => {
  let world: LedgerWorld
  beforeEach(async () => {
    world = await LedgerWorld.on(on)
  })
  afterEach(() => world.close())

  test('is looked through to its last enterprise, and what was erased is told of', async () => {
    const { database, clock } = world
    const entities = [...generatedEntities(2_300)]
    const zipPath = `${world.file}.zip`
    await writeExtractZip(zipPath, fullExtractFiles({ extractNumber: 137, snapshotDate: '01-02-2026', entities: () => entities }))
    await importExtract({
      zipPath,
      store: new DatabaseKboImportStore(database),
      keep: 'all',
      activities: false,
      knownNumbers: async function* () {},
      clock,
      signal: new AbortController().signal,
    })
    const { ledger, returns } = world.process()
    await ledger.open()
    await world.withCase('zora', 'case-1')
    const number = (entities.at(-1)?.number ?? '').replaceAll('.', '')
    const ref = { system: 'kbo', recordType: 'enterprise', externalId: 'another-record' }
    await ledger.recordErased('case-1', [{ ref, identifiers: [{ kind: 'VAT_NUMBER', value: `BE${number}` }] }])

    const gateway = new Gateway([createKboConnector({ store: new DatabaseKboStore(database), clock })], silentLogger)
    const scan = new LedgerScan({ database, gateway, returns, audit: new AuditLog(database, clock), clock })
    const scans = await scan.run({ foundBy: 'SCAN', budgetMs: 30_000, signal: new AbortController().signal })
    expect(scans).toMatchObject([{ system: 'kbo', recordType: 'enterprise', outcome: 'SCANNED', records: entities.length, returned: 1 }])
    expect(await world.alarms()).toMatchObject([{ kind: 'REIMPORTED', foundBy: 'SCAN' }])
  }, 60_000)
})
