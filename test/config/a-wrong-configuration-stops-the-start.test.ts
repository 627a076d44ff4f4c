import { describe, expect, test } from '@jest/globals'
import { leastYaml, masterKey, problemsIn, settingsIn } from '../builders/config-files.js'

describe('what must be given', () => {
  test('the least configuration is accepted and fills in the rest', () => {
    const settings = settingsIn(leastYaml)
    expect(settings).toMatchObject({
      controller: 'Example NV',
      server: { host: '127.0.0.1', port: 4_000, publicUrl: 'http://localhost:4000', development: false },
      systems: [{ kind: 'kbo', keep: 'known', activities: false }],
      dataMap: {},
    })
  })

  test('what is missing is all told at once, each with its key and what to write', () => {
    const problems = problemsIn('logLevel: info', {})
    expect(problems).toEqual([
      'privacy-hub.yaml: keys.masterKeys is missing. Put it into the environment as PRIVACY_HUB_MASTER_KEY (make one with `privacy-hub keys new`).',
      expect.stringMatching(/^privacy-hub\.yaml: tokens\.issuer is missing\. Write an https address/),
      'privacy-hub.yaml: tokens.audience is missing. Write a text, such as privacy-hub.',
      expect.stringMatching(/^privacy-hub\.yaml: tokens\.roles is missing\. Write each role/),
      'privacy-hub.yaml: controller is missing. Write a text, such as Example NV.',
      'privacy-hub.yaml: systems names no system. Connect at least one of: odoo, microsoft365, kbo.',
    ])
  })

  test('settings are frozen to the last leaf', () => {
    const settings = settingsIn(leastYaml)
    expect(() => Object.assign(settings.server, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(settings.tokens.roles, { anybody: 'DPO' })).toThrow(TypeError)
  })

  test('relative paths count from the folder of the file', () => {
    const settings = settingsIn(leastYaml)
    expect(settings.bundles.folder).toMatch(/hub-config-[^/]+\/bundles$/)
    expect(settings.database).toMatch(/hub-config-[^/]+\/privacy-hub\.sqlite$/)
  })
})

describe('a log-in at the mail server', () => {
  const mail = 'mail: { host: localhost, port: 25, from: privacy@example.be, security: none'

  test('is left out where the server asks for none', () => {
    expect(settingsIn(`${leastYaml}${mail} }`, { PRIVACY_HUB_MASTER_KEY: masterKey }).mail).toMatchObject({ security: 'none', port: 25 })
  })

  test('is whole or refused', () => {
    expect(problemsIn(`${leastYaml}${mail}, user: hub }`, { PRIVACY_HUB_MASTER_KEY: masterKey })).toEqual([
      expect.stringContaining('mail.user needs a password. Put it into the environment as MAIL_PASSWORD'),
    ])
  })
})

describe('aliases', () => {
  test.each([
    ['dataMap: &a [*a]', 'line 9, column 14: this alias stands in what it names; write the value out.'],
    ['dataMap: &a { x: [*a] }', 'line 9, column 19: this alias stands in what it names; write the value out.'],
    ['database: *b', 'line 9, column 11: this alias names no anchor above it; write the value out.'],
  ])('%s', (line, told) => {
    expect(problemsIn(`${leastYaml}${line}`)).toEqual([`privacy-hub.yaml, ${told}`])
  })

  test('that make much out of little are refused', () => {
    const lines = Array.from(
      { length: 9 },
      (_, i) =>
        `x${i}: &x${i} [${Array<string>(9)
          .fill(i === 0 ? 'lol' : `*x${i - 1}`)
          .join(',')}]`,
    )
    expect(problemsIn(`${leastYaml}${lines.join('\n')}`)).toEqual(['privacy-hub.yaml: its aliases repeat too much. Write the values out.'])
  })

  test('of a value above stand for it', () => {
    expect(settingsIn(`${leastYaml}logLevel: &level warn\ndatabase: *level`).database).toMatch(/\/warn$/)
  })
})

describe('what is wrong', () => {
  test.each([
    ['server: { port: 99999 }', 'line 9: server.port is 99999. Write a whole number from 0 to 65535.'],
    ['server: { port: "80" }', 'line 9: server.port is a text that does not fit. Write a whole number from 0 to 65535.'],
    ['server: { development: yes }', 'line 9: server.development is a text that does not fit. Write true or false.'],
    ['logLevel: loud', 'line 9: logLevel is a text that does not fit. Write one of: debug, info, warn, error, silent.'],
    ['bundles: 14', 'line 9: bundles is 14. Write keys beneath it: folder, expireAfterDays, systemBudgetMs, partBytes.'],
    [
      'stepUp: { acrValues: strong }',
      'line 9: stepUp.acrValues is a text that does not fit. Write a list of texts, such as [urn:example:strong].',
    ],
    [
      'mail: { host: smtp.example.be, from: privacy@example.be, security: none }',
      'line 9: mail.security is none, which only a server on this machine may be asked with. Write starttls or tls.',
    ],
    [
      'mail: { host: smtp.example.be, from: "Privacy <privacy@example.be>" }',
      'line 9: mail.from is a text that does not fit. Write an address, such as privacy@example.be.',
    ],
    ['ledger: { scanEveryHours: -1 }', 'line 9: ledger.scanEveryHours is -1. Write a whole number from 0 to 744.'],
    [
      'federation: { defaultBudgetMs: 60000 }',
      'line 9: federation.defaultBudgetMs is more than federation.maxBudgetMs. Write less, or raise that one.',
    ],
    [
      'dataMap: { recipients: [{ id: x, name: X, role: PROCESSOR, country: Belgium }] }',
      'line 9: dataMap.recipients[1].country is a text that does not fit. Write the country as two capitals, such as BE.',
    ],
  ])('%s', (line, told) => {
    expect(problemsIn(`${leastYaml}${line}`)).toEqual([`privacy-hub.yaml, ${told}`])
  })

  test('an unknown key is told, with the one that was probably meant', () => {
    expect(problemsIn(`${leastYaml}server: { hots: 0.0.0.0 }`)).toEqual([
      'privacy-hub.yaml, line 9: server.hots is not a key of the hub. Did you mean host?',
    ])
    expect(problemsIn(`${leastYaml}metrics: true`)).toEqual([
      expect.stringContaining('metrics is not a key of the hub. Known here: controller,'),
    ])
  })

  test('an issuer that others could listen in on is refused', () => {
    expect(problemsIn(leastYaml.replace('https://login', 'http://login'))).toEqual([
      expect.stringContaining('tokens.issuer is a text that does not fit. Write an https address'),
    ])
  })

  test('a role that the hub does not have is refused', () => {
    expect(problemsIn(leastYaml.replace('SUBJECT', 'ADMIN'))).toEqual([expect.stringMatching(/line 6: tokens\.roles .*DPO/)])
  })

  test('an algorithm with a shared secret is refused', () => {
    expect(problemsIn(leastYaml.replace('audience:', 'algorithms: [HS256]\n  audience:'))).toEqual([
      expect.stringContaining('tokens.algorithms is a list that does not fit. Write a list of some of: RS256'),
    ])
  })

  test('Odoo without a way in is refused', () => {
    const odoo = `${leastYaml}  odoo: { url: https://company.odoo.com, database: company, login: hub }`
    expect(problemsIn(odoo, { PRIVACY_HUB_MASTER_KEY: masterKey })).toEqual([expect.stringContaining('systems.odoo.apiKey is missing.')])
    expect(problemsIn(odoo, { PRIVACY_HUB_MASTER_KEY: masterKey, ODOO_PASSWORD: 'secret' })).toEqual([])
  })
})

describe('the data map', () => {
  test('a field that does not answer the law is told with its place', () => {
    const field = `${leastYaml}dataMap: { systems: { odoo: { contact: { x_size: { category: OTHER_PROVIDED_DATA } } } } }`
    expect(problemsIn(field)).toContainEqual(
      expect.stringMatching(
        /^privacy-hub\.yaml, line 9: dataMap\.systems\.odoo\.contact\.x_size does not fit: format must be one of: TEXT/,
      ),
    )
  })

  test('a system or record type that nobody ships is told', () => {
    expect(problemsIn(`${leastYaml}dataMap: { systems: { sap: { contact: {} } } }`)).toEqual([
      'privacy-hub.yaml, line 9: dataMap.systems.sap does not fit: no such system. Write one of: odoo, microsoft365, kbo.',
    ])
  })
})

describe('what is not YAML', () => {
  test.each([
    ['controller: "Example', 'line 1, column'],
    ['controller: a\ncontroller: b', 'line 2, column 1: this key stands there twice; keep one.'],
    ['server:\n  port: 1\n host: x', 'line 3, column'],
  ])('%j names line and column', (yaml, told) => {
    expect(problemsIn(yaml)).toContainEqual(expect.stringContaining(`privacy-hub.yaml, ${told}`))
  })

  test('a file without keys is refused', () => {
    expect(problemsIn('')).toEqual(['privacy-hub.yaml: holds no keys. Start from privacy-hub.example.yaml.'])
    expect(problemsIn('- a\n- b')).toEqual(['privacy-hub.yaml: holds no keys. Start from privacy-hub.example.yaml.'])
  })
})
