import { describe, expect, test } from '@jest/globals'
import { leastYaml, masterKey, problemsIn, settingsIn } from '../builders/config-files.js'

const odoo = (line: string): string => `${leastYaml}  odoo:\n    url: https://company.odoo.com\n    database: company\n    ${line}`
const marker = 'hunter2-marker'

describe('a secret that stands in the file', () => {
  test.each([
    [
      'an API key',
      odoo(`apiKey: ${marker}`),
      'systems.odoo.apiKey is a secret, which must not stand in a file. Put it into the environment as ODOO_API_KEY',
    ],
    ['a password', odoo(`password: ${marker}`), 'systems.odoo.password is a secret'],
    ['a master key', `${leastYaml}keys: { masterKeys: ${marker} }`, 'keys.masterKeys is a secret'],
    ['a database’s password', `${leastYaml}database: mysql://hub:${marker}@localhost/hub`, 'database holds a password'],
    ['half a reference', odoo(`apiKey: ${marker}-\${ODOO_API_KEY}`), 'systems.odoo.apiKey is a secret'],
    [
      'a password in an address',
      odoo('').replace('https://company', `https://hub:${marker}@company`),
      'systems.odoo.url is a text that does not fit',
    ],
  ])('%s is refused, and not repeated', (_what, yaml, told) => {
    const problems = problemsIn(yaml)
    expect(problems).toContainEqual(expect.stringContaining(told))
    expect(problems.join('\n')).not.toContain(marker)
  })

  test('a secret in the wrong place is not repeated either', () => {
    expect(problemsIn(`${leastYaml}logLevel: ${marker}\nserver: { port: ${marker} }`).join('\n')).not.toContain(marker)
  })
})

describe('a secret from the environment', () => {
  test('is found under its usual name', () => {
    const settings = settingsIn(odoo(''), { PRIVACY_HUB_MASTER_KEY: masterKey, ODOO_API_KEY: marker })
    expect(settings.systems[0]).toMatchObject({ kind: 'odoo', apiKey: marker })
    expect(settings.keys.masterKeys).toBe(masterKey)
  })

  test('is found under the name that the file refers to', () => {
    const settings = settingsIn(odoo('apiKey: ${OTHER_NAME}'), { PRIVACY_HUB_MASTER_KEY: masterKey, OTHER_NAME: marker })
    expect(settings.systems[0]).toMatchObject({ kind: 'odoo', apiKey: marker })
  })

  test('stops the start when the name that the file refers to is not there', () => {
    expect(problemsIn(odoo('apiKey: ${OTHER_NAME}'))).toEqual([
      'privacy-hub.yaml, line 12: systems.odoo.apiKey takes its value from OTHER_NAME, which the environment does not have. Set OTHER_NAME.',
    ])
  })

  test('DATABASE_URL wins over the file', () => {
    const environment = { PRIVACY_HUB_MASTER_KEY: masterKey, DATABASE_URL: `mysql://hub:${marker}@localhost/hub` }
    expect(settingsIn(`${leastYaml}database: other.sqlite`, environment).database).toBe(environment.DATABASE_URL)
  })

  test('plain texts may refer to the environment as well', () => {
    const yaml = leastYaml.replace('https://login.example.be', 'https://${LOGIN_HOST}/realm')
    const settings = settingsIn(yaml, { PRIVACY_HUB_MASTER_KEY: masterKey, LOGIN_HOST: 'login.example.org' })
    expect(settings.tokens.issuer).toBe('https://login.example.org/realm')
  })
})
