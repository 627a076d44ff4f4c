import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { lotte, mailOnly, minor } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'

interface Link {
  readonly state: string
  readonly name: string | null
}

describe('staff who decide who is who', () => {
  let world: HubWorld
  let handler: string

  beforeEach(async () => {
    world = await HubWorld.start()
    handler = await world.staffToken('handler')
  })
  afterEach(() => world.stop())

  test('see the name on a record that may be about somebody else, and none on those that are settled', async () => {
    const id = (await world.ask(await world.tokenOf(lotte), '{ me { id } }')).data.me.id
    const { data } = await world.ask(handler, 'query ($id: ID!) { dataSubject(id: $id) { links { state name } } }', { id })
    const links: readonly Link[] = data.dataSubject.links
    expect(links).toContainEqual({ state: 'PROPOSED', name: `${minor.given} ${minor.family}` })
    expect(links.filter(({ state, name }) => state === 'CONFIRMED' && name !== null)).toEqual([])
  })

  test('a person whom staff registered and identified finds the case at the first log-in', async () => {
    const identifiers = [{ kind: 'EMAIL', value: mailOnly.email }]
    const registered = await world.ask(
      handler,
      'mutation ($input: RegisterDataSubjectInput!) { registerDataSubject(input: $input) { ... on DataSubjectRegistered { subject { id } } } }',
      { input: { identifiers } },
    )
    const subjectId = registered.data.registerDataSubject.subject.id
    const submitted = await world.ask(
      handler,
      'mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { ... on RequestSubmitted { case { id state } } } }',
      { input: { subjectId, rights: ['ACCESS'], channel: 'PHONE' } },
    )
    const { id: caseId, state } = submitted.data.submitRequest.case
    expect(state).toBe('AWAITING_IDENTITY')
    await world.ask(handler, 'mutation ($input: RecordIdentityCheckInput!) { recordIdentityCheck(input: $input) { __typename } }', {
      input: { caseId, method: 'CALL_BACK', passed: true },
    })
    const { data } = await world.ask(await world.tokenOf(mailOnly), '{ me { id cases(first: 5) { edges { node { id } } } } }')
    expect(data.me).toEqual({ id: subjectId, cases: { edges: [{ node: { id: caseId } }] } })
  })

  test('a person whom staff registered but did not identify is not attached to a log-in', async () => {
    const registered = await world.ask(
      handler,
      'mutation ($input: RegisterDataSubjectInput!) { registerDataSubject(input: $input) { ... on DataSubjectRegistered { subject { id } } } }',
      { input: { identifiers: [{ kind: 'EMAIL', value: mailOnly.email }] } },
    )
    const { data } = await world.ask(await world.tokenOf(mailOnly), '{ me { id } }')
    expect(data.me.id).not.toBe(registered.data.registerDataSubject.subject.id)
  })
})
