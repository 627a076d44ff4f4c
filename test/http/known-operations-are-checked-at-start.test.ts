import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPersistedOperations } from '../../src/http/persisted-operations.js'
import { HubWorld, settingsFor } from '../builders/hub-world.js'

const text = '{ sourceSystems { id } }'
const hash = createHash('sha256').update(text).digest('hex')

describe('the file of known operations', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'operations-'))
    file = join(folder, 'operations.json')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('is what the hub enforces', async () => {
    writeFileSync(file, JSON.stringify({ [hash]: text }))
    const { limits } = settingsFor({ folder, location: '', systems: [], issuer: '' })
    const world = await HubWorld.start(undefined, { settings: { limits: { ...limits, persistedOperations: { file, enforced: true } } } })
    const staff = await world.staffToken('handler')
    expect((await world.ask(staff, text)).status).toBe(200)
    expect((await world.ask(staff, '{ sourceSystems { health { state } } }')).status).toBe(403)
    await world.stop()
  })

  test.each([
    ['a hash of something else', JSON.stringify({ [hash]: '{ me { id } }' }), /has another SHA-256/],
    ['something that is no text', JSON.stringify({ [hash]: 1 }), /has another SHA-256/],
    ['no object', '[]', /no JSON object/],
    ['no JSON', '{', /cannot be read as JSON/],
  ])('is refused with %s', (_what, content, told) => {
    writeFileSync(file, content)
    expect(() => readPersistedOperations({ file, enforced: false })).toThrow(told)
  })
})
