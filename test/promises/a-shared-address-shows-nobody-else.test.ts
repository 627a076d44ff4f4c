import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { lotte, minor } from '../../src/simulators/world.js'
import { HubWorld } from '../builders/hub-world.js'

const values = '{ me { id profile { attributes { category statements { value } } } } }'

/** Every value that the answer shows. */
function shown(data: {
  readonly me: {
    readonly profile: { readonly attributes: readonly { readonly statements: readonly { readonly value: string | null }[] }[] }
  }
}): string[] {
  return data.me.profile.attributes.flatMap(({ statements }) => statements.map(({ value }) => value ?? ''))
}

describe('a family that shares an address', () => {
  let world: HubWorld

  beforeEach(async () => {
    world = await HubWorld.start()
  })

  afterEach(() => world.stop())

  test("a daughter who logs in with her mother's private address sees her own card and nothing of her mother", async () => {
    const { data } = await world.ask(await world.tokenOf(minor), values)
    expect(shown(data)).toContain('Noor Peeters')
    expect(shown(data)).not.toContain('Lotte Peeters')
    expect(shown(data).join()).not.toContain('Ik ben vandaag ziek')
  })

  test('without a name in the log-in, records under two names wait for staff', async () => {
    const nameless = await world.provider.token({ sub: 'nameless', email: minor.email, email_verified: true, roles: ['subject'] })
    const { data } = await world.ask(nameless, '{ me { profile { attributes { category } coverage { gaps { reason } } } } }')
    expect(data.me.profile.attributes).toEqual([])
    expect(data.me.profile.coverage.flatMap(({ gaps }: { gaps: { reason: string }[] }) => gaps.map(({ reason }) => reason))).toContain(
      'AWAITING_DECISION',
    )
  })

  test('one address proven by two people of different names makes two subjects', async () => {
    const shared = { email: minor.email, email_verified: true, roles: ['subject'] }
    const mother = await world.provider.token({ ...shared, sub: 'mother', name: `${lotte.given} ${lotte.family}` })
    const daughter = await world.provider.token({ ...shared, sub: 'daughter', name: `${minor.given} ${minor.family}` })
    const ids = [await world.ask(mother, '{ me { id } }'), await world.ask(daughter, '{ me { id } }')].map(({ data }) => data.me.id)
    expect(new Set(ids).size).toBe(2)
  })
})
