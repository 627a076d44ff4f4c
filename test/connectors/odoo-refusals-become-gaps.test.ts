import { afterEach, describe, expect, test } from '@jest/globals'
import { linkTo, never, type OdooWorld, startOdoo } from './odoo-world.js'
import type { OdooOptions } from '../../src/connectors/odoo/options.js'
import type { OdooVersion } from '../../src/simulators/odoo/version-profile.js'

const versions = [[17], [19]] as const

describe.each(versions)('what Odoo %i refuses', (version) => {
  let world: OdooWorld

  async function start(changed: Partial<OdooOptions> = {}): Promise<number> {
    world = await startOdoo({ version: version as OdooVersion }, changed)
    return world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  }

  afterEach(() => world.stop())

  test('a closed model is a gap, and the rest is served', async () => {
    const contact = await start()
    world.simulator.barriers.deny('crm.lead')
    const pages = await world.pages([linkTo('contact', contact)])
    expect(pages.flatMap(({ gaps }) => gaps)).toContainEqual({ recordType: 'lead', scope: 'model crm.lead', reason: 'NO_PERMISSION' })
    expect(pages.flatMap(({ records }) => records).map(({ ref }) => ref.recordType)).toContain('contact')
  })

  test('a closed model on the way to other records is a gap', async () => {
    const contact = await start()
    world.simulator.barriers.deny('crm.lead')
    const pages = await world.pages([linkTo('contact', contact)], new Map([['message', ['body']]]))
    expect(pages.flatMap(({ gaps }) => gaps)).toEqual([{ recordType: null, scope: 'what hangs on crm.lead', reason: 'NO_PERMISSION' }])
  })

  test('files that may not be listed are a gap, and their records are served', async () => {
    const contact = await start()
    world.simulator.barriers.deny('ir.attachment')
    const pages = await world.pages([linkTo('contact', contact)], new Map([['contact', ['name']]]))
    expect(pages).toMatchObject([
      { records: [{ fields: { name: 'Lotte Peeters' } }], gaps: [{ recordType: 'contact', scope: 'attachments' }] },
    ])
  })

  test('a model that is not installed is a gap', async () => {
    const contact = await start()
    const gaps = (await world.pages([linkTo('contact', contact)])).flatMap(({ gaps }) => gaps)
    expect(gaps).toContainEqual({ recordType: 'ticket', scope: 'model helpdesk.ticket', reason: 'NOT_INSTALLED' })
  })

  test('a model that cannot be searched is a gap of the search', async () => {
    await start()
    world.simulator.barriers.deny('crm.lead')
    const { gaps } = await world.connector.locate([{ subjectId: 's', identifiers: [{ kind: 'EMAIL', value: 'lotte@one.example' }] }], never)
    expect(gaps).toEqual([{ recordType: 'lead', scope: 'search', reason: 'NO_PERMISSION' }])
  })

  test('a refused key is no empty answer', async () => {
    await start({ apiKey: '0000000000000000000000000000000000000000' })
    await expect(world.find({ kind: 'EMAIL', value: 'lotte@one.example' })).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
    expect(await world.connector.probe(never)).toMatchObject({ authenticated: false, findings: [{ severity: 'ERROR' }] })
  })

  test('a key that ends during the reading is no empty answer', async () => {
    const contact = await start()
    await world.records([linkTo('contact', contact)])
    world.simulator.expireKey()
    await expect(world.records([linkTo('contact', contact)])).rejects.toMatchObject({ reason: 'CREDENTIALS_REFUSED' })
  })

  test('an unknown database is no empty answer, and is not repeated in the words of the server', async () => {
    await start({ database: 'nowhere' })
    const failure = await world.find({ kind: 'EMAIL', value: 'lotte@one.example' }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ reason: 'SYSTEM_ERROR' })
    expect(String(failure)).not.toMatch(/socket|FATAL|nowhere/)
  })

  test('a lost race between transactions is tried again', async () => {
    const contact = await start()
    world.simulator.failSerialization()
    expect((await world.records([linkTo('contact', contact)])).map(({ ref }) => ref.recordType)).toContain('contact')
  })

  test('personal fields that the service user may not see are a gap, told before by the probe', async () => {
    const contact = await start()
    const { restrictedKey, restrictedLogin, url, database } = world.simulator
    const restricted = await startOdoo(
      { version: version as OdooVersion },
      { url, database, apiKey: restrictedKey, login: restrictedLogin },
    )
    const gaps = (await restricted.pages([linkTo('contact', contact)])).flatMap(({ gaps }) => gaps)
    expect(gaps).toContainEqual({ recordType: 'employee', scope: 'private fields', reason: 'NO_PERMISSION' })
    const { findings } = await restricted.connector.probe(never)
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'WARNING', text: 'The service user may not read account.move.' }))
    await restricted.stop()
  })
})
