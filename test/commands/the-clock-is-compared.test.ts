import { describe, expect, test } from '@jest/globals'
import { checkClock } from '../../src/commands/doctor/check-clock.js'
import { SettableClock, systemClock } from '../../src/kernel/clock.js'
import { databases } from '../builders/databases.js'

const now = new Date('2026-03-02T08:00:00.000Z')

function withProvider(seconds: number): ReturnType<typeof checkClock> {
  return checkClock({ clock: new SettableClock(now), providerDate: new Date(now.getTime() + seconds * 1_000), database: null })
}

describe('the clock of this machine', () => {
  test.each([0, 60, -60])('%d s from the identity provider’s is near enough', async (seconds) => {
    expect(await withProvider(seconds)).toMatchObject([{ state: 'OK' }])
  })

  test.each([61, -61, 3_600])('%d s from the identity provider’s is a problem', async (seconds) => {
    expect(await withProvider(seconds)).toMatchObject([{ state: 'PROBLEM', remedy: expect.stringContaining('NTP') }])
  })

  test('is compared with a database server’s, which runs on seconds of any time zone', async () => {
    for (const on of await databases()) {
      const { database, close } = await on.open()
      const ahead = new SettableClock(new Date(systemClock.now().getTime() + 7_200_000))
      const findings = await checkClock({ clock: ahead, providerDate: null, database })
      await close()
      expect(findings).toMatchObject([{ state: database.dialect === 'mysql' ? 'PROBLEM' : 'WARNING' }])
    }
  })
})
