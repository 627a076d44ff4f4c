import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { WriteAnswer, WriteOrder } from '../../../src/connectors/connector.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

type Verb = (world: WritingWorld, order: WriteOrder) => Promise<WriteAnswer>

const verbs: readonly (readonly [string, Verb])[] = [
  ['a correction', ({ connector }, order) => connector.rectify!(order, never)],
  ['an erasure', ({ connector }, order) => connector.erase!(order, 'ERASE', never)],
  ['an anonymisation', ({ connector }, order) => connector.erase!(order, 'ANONYMISE', never)],
  ['a restriction', ({ connector }, order) => connector.restrict!(order, true, never)],
  ['the lifting of a restriction', ({ connector }, order) => connector.restrict!(order, false, never)],
]

describe.each(versions)('what somebody changed in Odoo %i in the meantime', (version) => {
  let world: WritingWorld
  let contact: number
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    contact = world.simulator.orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  })
  afterEach(() => world.stop())

  test.each(verbs)('stays, and stops %s', async (_, write) => {
    const order = await world.order('contact', contact, { email: 'lotte@two.example' })
    world.simulator.orm.edit('res.partner', contact, { email: 'lotte@three.example' })
    expect(await write(world, order)).toEqual({ kind: 'CONFLICT' })
    expect(world.simulator.changes).toEqual([])
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ email: 'lotte@three.example', active: true })
  })

  test.each(verbs)('in a field that the hub does not read stops %s by the time of the change', async (_, write) => {
    const order = await world.order('contact', contact, { email: 'lotte@two.example' })
    world.clock.advance(1_000)
    world.simulator.orm.edit('res.partner', contact, { customer_rank: 2 })
    expect(await write(world, order)).toEqual({ kind: 'CONFLICT' })
    expect(world.simulator.changes).toEqual([])
  })

  test('in a field that was empty is noticed within the same second', async () => {
    const order = await world.order('contact', contact, { phone: '+32470000102' })
    world.simulator.orm.edit('res.partner', contact, { phone: '+32470000103' })
    expect(await world.connector.rectify!(order, never)).toEqual({ kind: 'CONFLICT' })
    expect(world.simulator.orm.read('res.partner', contact)).toMatchObject({ phone: '+32470000103' })
  })

  test('is all there is: nothing changed, so the write goes ahead', async () => {
    const order = await world.order('contact', contact, { email: 'lotte@two.example' })
    world.clock.advance(60_000)
    expect(await world.connector.rectify!(order, never)).toEqual({ kind: 'DONE' })
    expect((await world.look('contact', contact))?.fields['email']).toBe('lotte@two.example')
  })
})

describe.each(versions)('a record of Odoo %i that is gone', (version) => {
  let world: WritingWorld
  let lead: number
  let order: WriteOrder
  beforeEach(async () => {
    world = await startWriting({ version: version as OdooVersion })
    lead = world.simulator.orm.create('crm.lead', { name: 'Question' })
    order = await world.order('lead', lead, { phone: '+32470000102' })
  })
  afterEach(() => world.stop())

  test('is erased, and cannot be corrected or restricted', async () => {
    world.simulator.orm.remove('crm.lead', lead)
    expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'DONE' })
    expect(await world.connector.erase!(order, 'ANONYMISE', never)).toEqual({ kind: 'DONE' })
    expect(await world.connector.rectify!(order, never)).toEqual({ kind: 'CONFLICT' })
    expect(await world.connector.restrict!(order, true, never)).toEqual({ kind: 'CONFLICT' })
  })

  test('is erased when it goes between the last look and the write', async () => {
    world.simulator.between(
      'before',
      ({ method }) => method === 'unlink',
      (orm) => orm.remove('crm.lead', lead),
    )
    expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'DONE' })
  })

  test('stops a correction when it goes between the last look and the write', async () => {
    world.simulator.between(
      'before',
      ({ method }) => method === 'write',
      (orm) => orm.remove('crm.lead', lead),
    )
    expect(await world.connector.rectify!(order, never)).toEqual({ kind: 'CONFLICT' })
  })
})
