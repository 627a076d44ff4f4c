import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { lotte } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'

const contactOf = '{ me { records(filter: { systems: ["odoo"], recordTypes: ["contact"] }) { edges { node { externalId } } } } }'
const register = `mutation($value: String!) { registerDataSubject(
  input: { identifiers: [{ kind: SYSTEM_ID, value: $value, system: "odoo", recordType: "contact" }] }) {
  ... on DataSubjectRegistered { subject { links { system { id } recordType { id } grade state } } } } }`

describe('somebody registered by the id of a record', () => {
  let world: HubWorld
  beforeAll(async () => {
    world = await HubWorld.start()
  }, 60_000)
  afterAll(() => world.stop())

  test('is tied to that record, and the tie is proven', async () => {
    const { data } = await world.ask(await world.tokenOf(lotte), contactOf)
    const value = data.me.records.edges[0].node.externalId
    const made = await world.ask(await world.staffToken('handler'), register, { value })
    expect(made.errors).toEqual([])
    expect(made.data.registerDataSubject.subject.links).toContainEqual({
      system: { id: 'odoo' },
      recordType: { id: 'contact' },
      grade: 'PROVEN',
      state: 'CONFIRMED',
    })
  })
})
