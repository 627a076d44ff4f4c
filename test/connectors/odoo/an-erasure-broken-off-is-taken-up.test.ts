import { describe, expect, test } from '@jest/globals'
import type { OdooOrm } from '../../../src/simulators/odoo/odoo-orm.js'
import type { OdooVersion } from '../../../src/simulators/odoo/version-profile.js'
import { never } from '../odoo-world.js'
import { startWriting, versions, type WritingWorld } from './writing-world.js'

interface Scene {
  readonly recordType: string
  readonly seed: (orm: OdooOrm, contact: number) => number
  readonly act: (world: WritingWorld, id: number) => Promise<unknown>
}

function erasing(recordType: string, seed: Scene['seed']): Scene {
  return { recordType, seed, act: async (world, id) => world.connector.erase!(await world.order(recordType, id), 'ERASE', never) }
}

const moments = { start: '2026-05-06 08:00:00', stop: '2026-05-06 09:00:00' }

const scenes: readonly (readonly [string, Scene])[] = [
  ['a contact', erasing('contact', (orm, contact) => (orm.create('calendar.filters', { user_id: 2, partner_id: contact }), contact))],
  ['an account', erasing('portal-user', (orm, partner_id) => orm.create('res.users', { login: 'lotte@one.example', partner_id }))],
  ['a quotation', erasing('order', (orm, partner_id) => orm.create('sale.order', { name: 'S1', partner_id, state: 'sent' }))],
  [
    'a card in use',
    erasing('payment-token', (orm, partner_id) => {
      const token_id = orm.create('payment.token', { partner_id, payment_details: '4242', provider_ref: 'tok' })
      orm.create('payment.transaction', { reference: 'INV/1', amount: 1, state: 'done', partner_id, token_id })
      return token_id
    }),
  ],
  [
    'an attendance',
    erasing('attendance', (orm, contact) => {
      const event = orm.create('calendar.event', { name: 'Workshop', ...moments, partner_ids: [[6, 0, [contact, 1]]] })
      return orm.find('calendar.attendee', [['event_id', '=', event]])[0]!.id
    }),
  ],
  [
    'a message with a file',
    erasing('message', (orm, contact) => {
      const file = orm.create('ir.attachment', { name: 'x.txt', res_model: 'res.partner', res_id: contact })
      const about = { model: 'res.partner', res_id: contact, message_type: 'email', body: '<p>Lotte</p>' }
      return orm.create('mail.message', { ...about, attachment_ids: [[6, 0, [file]]] })
    }),
  ],
  [
    'an anonymisation',
    {
      recordType: 'task',
      seed: (orm, partner_id) => orm.create('project.task', { name: 'Voor Lotte', description: '<p>Lotte</p>', partner_id }),
      act: async (world, id) =>
        world.connector.erase!(await world.order('task', id, { name: null, description: null }), 'ANONYMISE', never),
    },
  ],
  [
    'a restriction',
    {
      recordType: 'contact',
      seed: (_, contact) => contact,
      act: async (world, id) => world.connector.restrict!(await world.order('contact', id, { email: null }), true, never),
    },
  ],
]

async function start(version: number, { seed }: Scene): Promise<{ world: WritingWorld; id: number }> {
  const world = await startWriting({ version: version as OdooVersion })
  const { orm } = world.simulator
  const contact = orm.create('res.partner', { name: 'Lotte Peeters', email: 'lotte@one.example' })
  orm.edit('res.partner', contact, { email: 'lotte@two.example' })
  orm.create('ir.attachment', { name: 'logo.txt', res_model: 'res.partner', res_id: contact })
  return { world, id: seed(orm, contact) }
}

/** Everything in the database but who changed it when. */
function dump({ simulator: { orm } }: WritingWorld): string {
  const models = orm.find('ir.model').map((row) => String(row['model']))
  const rows = models.map((model) => orm.find(model, [['id', '>', 0]]).map((row) => ({ ...row, write_date: 0, create_date: 0, date: 0 })))
  return JSON.stringify(rows)
}

/** Requests that change something, counted as they come in; the line breaks right after the wanted one was carried out. */
function breakAfter({ simulator }: WritingWorld, wanted: number): () => number {
  let seen = 0
  const isChange = (body: string, path: string): boolean =>
    /\/(write|unlink|action_cancel)$/.test(path) || /"(write|unlink|action_cancel)",/.test(body)
  simulator.server.inject({ kind: 'cut-after' }, (request) => {
    seen += isChange(request.body.toString(), request.url.pathname) ? 1 : 0
    return seen === wanted && isChange(request.body.toString(), request.url.pathname)
  })
  return () => seen
}

describe.each(versions)('in Odoo %i', (version) => {
  test.each(scenes)('%s that was broken off after any of its calls ends as if it had not been', async (_, scene) => {
    const undisturbed = await start(version, scene)
    const changes = breakAfter(undisturbed.world, 0)
    expect(await scene.act(undisturbed.world, undisturbed.id)).toEqual({ kind: 'DONE' })
    const expected = dump(undisturbed.world)
    await undisturbed.world.stop()
    expect(changes()).toBeGreaterThan(0)
    for (let call = 1; call <= changes(); call += 1) {
      const { world, id } = await start(version, scene)
      breakAfter(world, call)
      await expect(scene.act(world, id)).rejects.toMatchObject({ reason: 'SYSTEM_ERROR' })
      if ((await world.look(scene.recordType, id)) !== undefined) {
        expect(await scene.act(world, id)).toEqual({ kind: 'DONE' })
      }
      expect(dump(world)).toBe(expected)
      await world.stop()
    }
  })
})
