import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { ConfigurationError } from '../../src/kernel/errors.js'
import { accountHashes, IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { StatementIds } from '../../src/security/statement-ids.js'

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]

describe('a master key', () => {
  test.each(['', 'a', `:${first}`, 'a:c2hvcnQ=', `a:${first},a:${second}`, `a b:${first}`, `a:${first},`])(
    'that is wrong stops the start and is not repeated: %#',
    (text) => {
      expect(() => MasterKeys.parse(text)).toThrow(ConfigurationError)
      expect(() => MasterKeys.parse(text)).toThrow(/^(?!.*c2hvcnQ=)/s)
    },
  )

  test('gives each purpose a key of its own, always the same', () => {
    const keys = MasterKeys.parse(`a:${first}`)
    expect(keys.derive('cookie').key).not.toEqual(keys.derive('statement-id').key)
    expect(keys.derive('cookie').key).toEqual(MasterKeys.parse(`a:${first}`).derive('cookie').key)
  })

  test('that is gone is an error, never another key', () => {
    expect(() => MasterKeys.parse(`a:${first}`).derive('cookie', 'b')).toThrow('The master key b is needed')
  })
})

describe('a keyed hash', () => {
  test('tells kinds apart that hold the same value', () => {
    const hasher = new IdentifierHasher(MasterKeys.parse(`a:${first}`))
    expect(hasher.hash('CUSTOMER_NUMBER', '0405056855')).not.toBe(hasher.hash('ENTERPRISE_NUMBER', '0405056855'))
  })

  test('stored under a former key is still found', () => {
    const stored = new IdentifierHasher(MasterKeys.parse(`a:${first}`)).hash('EMAIL', 'lotte@peeters-design.example')
    const hasher = new IdentifierHasher(MasterKeys.parse(`b:${second},a:${first}`))
    expect(hasher.keyId).toBe('b')
    expect(hasher.hashes('EMAIL', 'lotte@peeters-design.example')).toEqual([hasher.hash('EMAIL', 'lotte@peeters-design.example'), stored])
  })

  test('of an account differs by issuer', () => {
    const keys = MasterKeys.parse(`a:${first}`)
    expect(accountHashes(keys, 'https://one.example', 'x')).not.toEqual(accountHashes(keys, 'https://two.example', 'x'))
  })
})

describe('the id of a statement', () => {
  const ref = { system: 'odoo', recordType: 'contact', externalId: '7' }
  const ids = new StatementIds(MasterKeys.parse(`a:${first}`))

  test('is stable, and differs for every place it may stand in', () => {
    const places = [
      ids.statementId('s', ref, 'email', 0),
      ids.statementId('s', ref, 'email', 1),
      ids.statementId('s', ref, 'phone', 0),
      ids.statementId('t', ref, 'email', 0),
      ids.statementId('s', { ...ref, externalId: '8' }, 'email', 0),
      ids.recordId('s', ref),
    ]
    expect(new Set(places).size).toBe(places.length)
    expect(ids.statementId('s', ref, 'email', 0)).toBe(places[0])
    expect(places[0]).toMatch(/^[\w-]{43}$/)
  })
})
