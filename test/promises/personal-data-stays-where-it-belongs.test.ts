import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { createLogger } from '../../src/kernel/logger.js'
import { namesake } from '../../src/simulators/world.js'
import { type Answered, BundleStory, OpenedZip } from '../builders/bundle-story.js'
import { databases } from '../builders/databases.js'
import { HubWorld } from '../builders/hub-world.js'

/** Each stands for one kind of personal data, and occurs nowhere else. */
const marker = {
  family: 'Vandermarkering',
  email: 'zzmarker@vandermarkering.example',
  phone: '+32470987654',
  street: 'Markeringsdreef 77',
  told: 'ZZVERTELDE',
  account: 'zz-account-of-marker',
} as const
const needles = [...Object.values(marker), '470987654', 'zzmarker'].map((text) => text.toLowerCase())

/** Markers that occur in a text, however they are written. */
function found(text: string): string[] {
  const lower = text.toLowerCase()
  return needles.filter((needle) => lower.includes(needle) || lower.includes(encodeURIComponent(needle)))
}

describe.each(await databases())('the data of a person, on $name', (on) => {
  const logged: string[] = []
  const errors: string[] = []
  let world: HubWorld
  let story: BundleStory
  let answered: Answered
  let zip: OpenedZip

  const tokenOfMarker = () => world.tokenOf({ key: marker.account, email: marker.email, given: 'Zora', family: marker.family })

  /** What a stranger is told about the person's ids, and what anybody is told about a bad request. */
  async function askBadly(subjectId: string): Promise<void> {
    const stranger = await world.tokenOf(namesake)
    const queries = [
      `{ dataSubject(id: "${subjectId}") { id } }`,
      `{ case(id: "${answered.caseId}") { id } }`,
      `mutation { requestDownload(input: { bundleId: "${answered.bundleId}", part: 1 }) { __typename } }`,
      `{ ${marker.told} }`,
      `{ me { id ${marker.told}(email: "${marker.email}") } }`,
    ]
    for (const query of queries) {
      const { errors: given } = await world.ask(stranger, query)
      expect(given.length).toBeGreaterThan(0)
      errors.push(...(query.includes(marker.told) ? [] : [JSON.stringify(given)]))
    }
    await fetch(`${world.url}/bundles/${answered.bundleId}/1?t=${marker.told}`)
  }

  beforeAll(async () => {
    const logger = createLogger('debug', { write: (line: string) => void logged.push(line) })
    world = await HubWorld.start(on, { surroundings: { logger } })
    world.odoo.orm.create('res.partner', {
      name: `Zora ${marker.family}`,
      email: marker.email,
      phone: marker.phone,
      street: marker.street,
      comment: `<p>${marker.told}</p>`,
    })
    story = new BundleStory(world, tokenOfMarker)
    answered = await story.answered('ACCESS_COPY')
    const me = await world.ask(await tokenOfMarker(), '{ me { id } }')
    const text = { subjectId: me.data.me.id, rights: ['ACCESS'], lang: 'NL', text: `${marker.told}: bel ${marker.phone}` }
    const submit = 'mutation($input: SubmitRequestInput!) { submitRequest(input: $input) { __typename } }'
    expect((await world.ask(await tokenOfMarker(), submit, { input: text })).data.submitRequest.__typename).toBe('RequestSubmitted')
    zip = await OpenedZip.of(await story.download(answered.bundleId), world)
    await askBadly(me.data.me.id)
    world.odoo.expireKey()
    await world.ask(await tokenOfMarker(), '{ me { profile { coverage { answer } } } }')
    await world.hub.federation.gateway.probe('odoo', { budgetMs: 5_000, signal: new AbortController().signal }).catch(() => undefined)
    await world.microsoft365.stop()
    await world.ask(await tokenOfMarker(), '{ me { profile(budgetMs: 1000) { coverage { answer } } } }')
    await world.microsoft365.start()
  }, 90_000)
  afterAll(async () => {
    await zip.remove()
    await world.stop()
  })

  test('is in the bundle, so that this test looks for the right thing', async () => {
    expect(found(await zip.text('profile.json'))).toEqual(expect.arrayContaining([marker.family.toLowerCase(), marker.email]))
  })

  test('is in no line of the log, even at its most talkative', () => {
    expect(logged.length).toBeGreaterThan(0)
    expect(found(logged.join('\n'))).toEqual([])
  })

  test('is in no row of any table, but sealed or hashed', async () => {
    const { database } = world.hub
    const list = database.dialect === 'sqlite' ? `SELECT name FROM sqlite_master WHERE type = 'table'` : 'SHOW TABLES'
    const tables = await database.read((manager) => manager.query<Record<string, string>[]>(list))
    expect(tables.length).toBeGreaterThan(20)
    for (const name of tables.flatMap((row) => Object.values(row))) {
      const rows = await database.read((manager) => manager.query<unknown[]>(`SELECT * FROM ${name}`))
      expect([name, found(JSON.stringify(rows))]).toEqual([name, []])
    }
  })

  test('is in no byte of the database file', async () => {
    const path = world.hub.settings.database
    const files = path.includes('://') ? [] : [path, `${path}-wal`]
    for (const file of files) {
      const bytes = await readFile(file, 'latin1').catch(() => '')
      expect([file, found(bytes)]).toEqual([file, []])
    }
  })

  test('is in no name of a file, in the store or in the zip', async () => {
    const stored = await readdir(world.hub.settings.bundles.folder, { recursive: true })
    expect(found([...stored, ...(await zip.names())].join('\n'))).toEqual([])
  })

  test('is in no stored byte of a bundle', async () => {
    const { folder } = world.hub.settings.bundles
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      expect(entry.isFile() ? found(await readFile(`${folder}/${entry.name}`, 'latin1')) : []).toEqual([])
    }
  })

  test('is in no address of the hub, and in no answer to others', async () => {
    const { url } = await story.ticket(answered.bundleId)
    expect(found(url)).toEqual([])
    expect(errors).toHaveLength(3)
    expect(found(errors.join('\n'))).toEqual([])
  })
})
