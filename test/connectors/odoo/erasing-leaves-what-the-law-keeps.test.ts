import { afterEach, describe, expect, test } from '@jest/globals'
import { erasureSteps } from '../../../src/rights/plans/erasure-plan.js'
import type { PlannedStep } from '../../../src/rights/plans/plan.js'
import { typeKey } from '../../../src/rights/plans/step-draft.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { fingerprint, shippedMap } from '../../builders/plans.js'
import { email, never } from '../odoo-world.js'
import { person, seedPerson, whereFound } from './erasable-person.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

/** Accounting and the register of objections, with what Odoo makes of their fields; the contact's name, address and numbers for accounting. */
const retained = [
  'account.move.invoice_partner_display_name',
  'account.move.invoice_pdf_report_file',
  'account.move.invoice_source_email',
  'ir.attachment.datas',
  'ir.attachment.raw',
  'mail.blacklist.display_name',
  'mail.blacklist.email',
  'mail.message.record_name',
  'res.partner.city',
  'res.partner.company_registry',
  'res.partner.complete_name',
  'res.partner.contact_address',
  'res.partner.contact_address_inline',
  'res.partner.display_name',
  'res.partner.name',
  'res.partner.street',
  'res.partner.vat',
]

describe.each(versions)('after an erasure in Odoo %i', (version) => {
  let world: WritingWorld

  afterEach(() => world.stop())

  async function start(): Promise<number> {
    world = await startWriting({ version: version as OdooVersion })
    return seedPerson(world.simulator).contact
  }

  async function plan(): Promise<PlannedStep[]> {
    const located = await world.find(email(person.email), email(person.privateEmail))
    const records = await world.records(located.map(({ subjectId, ref }) => ({ subjectId, ref })))
    const capabilities = new Map(
      world.connector.capabilities.map((capability) => [typeKey({ system: 'odoo', recordType: capability.recordType }), capability]),
    )
    const scope = { systems: null, categories: null }
    return erasureSteps({ records, dataMap: shippedMap, capabilities, today: '2026-11-23', scope, fingerprint })
  }

  async function carryOut({ ref, action, writes }: PlannedStep): Promise<void> {
    const id = Number(ref.externalId)
    if (action === 'RETAIN' || (await world.look(ref.recordType, id)) === undefined) {
      return
    }
    const { connector } = world
    const order = await world.order(ref.recordType, id, Object.fromEntries(writes.map(({ field, value }) => [field, value])))
    const method = action === 'ANONYMISE' ? 'ANONYMISE' : 'ERASE'
    const answer = action === 'RESTRICT' ? await connector.restrict!(order, true, never) : await connector.erase!(order, method, never)
    expect({ ref, action, answer }).toEqual({ ref, action, answer: { kind: 'DONE' } })
  }

  async function eraseAll(): Promise<void> {
    for (const step of await plan()) {
      await carryOut(step)
    }
  }

  test('every step of the plan was one that the hub can do by itself', async () => {
    await start()
    const actions = new Set((await plan()).map(({ action }) => action))
    expect([...actions].sort()).toEqual(['ANONYMISE', 'ERASE', 'RESTRICT', 'RETAIN'])
  })

  test('nothing of the person is left but what accounting and the register of objections keep', async () => {
    const contact = await start()
    expect(whereFound(world.simulator).length).toBeGreaterThan(60)
    await eraseAll()
    expect(whereFound(world.simulator)).toEqual(retained)
    expect(await world.look('contact', contact)).toMatchObject({ isRestricted: true, fields: { name: person.name, city: person.city } })
    expect(world.simulator.orm.find('account.move', [['state', '=', 'posted']])).toHaveLength(1)
  })

  test('no address finds the person any more, but in the register of objections', async () => {
    await start()
    await eraseAll()
    const located = await world.find(email(person.email), email(person.formerEmail), email(person.privateEmail))
    expect(located.map(({ ref }) => ref.recordType)).toEqual(['mail-blacklist-entry'])
  })

  test('whoever else is in the same database has lost nothing', async () => {
    await start()
    const { orm } = world.simulator
    const other = orm.create('res.partner', { name: 'Hadewych Zwaanepoel', email: 'hadewych@elders.example', phone: '+32470111111' })
    const lead = orm.create('crm.lead', { name: 'Andere vraag', partner_id: other, email_from: 'hadewych@elders.example' })
    const message = orm.create('mail.message', { model: 'res.partner', res_id: other, author_id: other, body: '<p>Hallo</p>' })
    const everything = (): unknown =>
      [['res.partner', other] as const, ['crm.lead', lead] as const, ['mail.message', message] as const, ['res.partner', 3] as const].map(
        ([model, id]) => orm.read(model, id),
      )
    const before = everything()
    await eraseAll()
    expect(everything()).toEqual(before)
  })

  test('each record was changed once, a task with its history twice', async () => {
    await start()
    await eraseAll()
    const counted = new Map<string, number>()
    for (const { model, method, ids } of world.simulator.changes) {
      ids.forEach((id) => counted.set(`${model} ${id} ${method}`, (counted.get(`${model} ${id} ${method}`) ?? 0) + 1))
    }
    const [task] = world.simulator.orm.find('project.task')
    const repeated = [...counted].filter(([, times]) => times > 1)
    expect(repeated).toEqual([[`project.task ${task!.id} write`, 2]])
  })

  test('a second erasure of the same records is harmless and writes nothing', async () => {
    await start()
    const steps = await plan()
    for (const step of steps) {
      await carryOut(step)
    }
    const before = world.simulator.changes.length
    for (const { ref } of steps.filter(({ action }) => action === 'ERASE')) {
      const order = { ref, expected: { fields: {} }, key: 'step-1', changes: [] }
      expect(await world.connector.erase!(order, 'ERASE', never)).toEqual({ kind: 'DONE' })
    }
    expect(world.simulator.changes).toHaveLength(before)
  })
})
