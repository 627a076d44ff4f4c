import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { DataMap, SystemMap } from '../../src/datamap/data-map.js'
import type { RectificationEntry } from '../../src/rights/changes.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { valueOf } from '../builders/casebook.js'
import { annasRecords, changeMap } from '../builders/change-systems.js'
import { ChangeWorld, noSignal, stepOf } from '../builders/change-world.js'
import { sqlite } from '../builders/databases.js'
import { handler, readBy, viewerOf } from '../builders/federation.js'

const theirs = 'Ze klinkt verdrietig'
const hers = 'Bel mij na vijf uur'

const mailMap = changeMap.systems.get('mail') as SystemMap
const text = { ...mailMap.recordTypes['message']!.fields['text']!, freeText: true }
const withMessages: SystemMap = {
  ...mailMap,
  recordTypes: { ...mailMap.recordTypes, message: { labels: mailMap.labels, fields: { text } } },
}
const dataMap: DataMap = { ...changeMap, systems: new Map([...changeMap.systems, ['mail', withMessages]]) }

const { crm = [], mail = [] } = annasRecords
const [card, ...rest] = crm
const held = {
  /** The CRM holds the very words of a colleague as the remark on Anna's card. */
  crm: [{ ...card!, fields: { ...card!.fields, comment: theirs } }, ...rest],
  mail: [
    mail[0]!,
    { recordType: 'message', externalId: 'theirs', fields: { text: theirs }, authoredBySubject: false },
    { recordType: 'message', externalId: 'hers', fields: { text: hers }, authoredBySubject: true },
  ],
}

let world: ChangeWorld
beforeEach(async () => {
  world = await ChangeWorld.on(sqlite, { held, hub: { dataMap } })
})
afterEach(() => world.close())

async function statements(viewer: Viewer) {
  const { attributes } = await readBy(world.hub.federation, viewer).profile(world.subjectId, {})
  return attributes.flatMap((attribute) => attribute.statements)
}

async function idAt(externalId: string, viewer: Viewer = world.anna): Promise<string> {
  const found = (await statements(viewer)).find(({ source }) => source.externalId === externalId && source.field !== 'name')
  return found!.id
}

const supplement = (target: Partial<RectificationEntry>, viewer: Viewer = world.anna) => {
  const entry = { subjectId: world.subjectId, newValue: 'Zo was het niet.', ground: 'SUPPLEMENT', language: 'NL', ...target } as const
  return world.hub.desk.proposeRectification(viewer, entry, noSignal)
}

test.each([
  ['the person', () => world.anna],
  ['staff', () => handler],
])('a message that somebody else wrote is no target for %s', async (_, viewer) => {
  const withheld = (await statements(viewer())).filter(({ disclosure }) => disclosure === 'WITHHELD')
  expect(withheld.map(({ source }) => source.externalId)).toEqual(['theirs'])
  expect(await supplement({ statementIds: [withheld[0]!.id] }, viewer())).toMatchObject({ refusal: { code: 'TARGET_WITHHELD' } })
})

test('a category is supplemented without what is withheld in it', async () => {
  const plan = valueOf(await supplement({ category: 'OTHER_PROVIDED_DATA' }))
  expect(JSON.stringify(plan.steps.filter(({ systemId }) => systemId === 'mail'))).not.toContain(theirs)
})

test('her own message is shown with the statement that is added to it', async () => {
  const plan = valueOf(await supplement({ statementIds: [await idAt('hers')] }))
  expect(stepOf(plan, 'mail/message/hers')).toMatchObject({ changes: [{ from: hers, to: 'Zo was het niet.' }] })
})

test('the same words in a message of somebody else are not shown, whoever looks at the plan', async () => {
  const plan = valueOf(await supplement({ statementIds: [(await commentOnCard()).id] }))
  const officer = viewerOf('officer', [Role.DPO])
  for (const view of [plan, await world.hub.desk.plan(world.anna, plan.id), await world.hub.desk.plan(officer, plan.id)]) {
    expect(stepOf(view, 'crm/contact/8')).toMatchObject({ changes: [{ from: theirs }] })
    expect(stepOf(view, 'mail/message/theirs')).toMatchObject({ changes: [{ from: null, to: null }] })
  }
})

async function commentOnCard() {
  return (await statements(world.anna)).find(({ source }) => source.field === 'comment')!
}
