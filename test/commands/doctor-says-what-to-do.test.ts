import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Diagnosis, Finding } from '../../src/commands/doctor/finding.js'
import { Microsoft365Simulator } from '../../src/simulators/microsoft365/microsoft365-simulator.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { LedgerHasher } from '../../src/ledger/ledger-hasher.js'
import { lineOf } from '../../src/ledger/ledger-line.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { cli, type CliAnswer } from '../builders/command-line.js'
import { masterKey } from '../builders/config-files.js'
import { IdentityProviderDouble } from '../builders/identity-provider.js'

let folder: string
let odoo: OdooSimulator
let microsoft365: Microsoft365Simulator
let provider: IdentityProviderDouble

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  odoo = await OdooSimulator.start()
  microsoft365 = await Microsoft365Simulator.start()
  provider = await new IdentityProviderDouble().start()
  const migrated = await cli(['migrate', '--config', configFile('first')], { environment: environment() })
  expect(migrated).toMatchObject({ code: 0, out: 'The database is up to date.' })
})

afterAll(async () => {
  await Promise.all([odoo.stop(), microsoft365.stop(), provider.stop()])
  rmSync(folder, { recursive: true })
})

function environment(): Record<string, string> {
  return { PRIVACY_HUB_MASTER_KEY: masterKey, ODOO_API_KEY: odoo.apiKey, M365_CLIENT_SECRET: microsoft365.clientSecret }
}

interface Change {
  readonly issuer?: string
  readonly odooUrl?: string
  readonly database?: string
  readonly bundles?: string
  readonly ledger?: string
  /** Host of a mail server, on a port where none listens. */
  readonly mail?: string
}

/** A configuration over the simulators, written to a file of its own. */
function configFile(name: string, change: Change = {}): string {
  const file = join(folder, `${name}.yaml`)
  const {
    issuer = provider.issuer,
    odooUrl = odoo.server.url,
    database = 'hub.sqlite',
    bundles = 'bundles',
    ledger = 'erasure-ledger.jsonl',
    mail,
  } = change
  writeFileSync(
    file,
    `
controller: Example NV
logLevel: silent
database: ${database}
bundles: { folder: ${bundles} }
ledger: { file: ${ledger} }
${mail === undefined ? '' : `mail: { host: ${mail}, port: 9, from: privacy@example.be }`}
tokens: { issuer: "${issuer}", audience: privacy-hub, roles: { customer: SUBJECT } }
systems:
  odoo: { url: "${odooUrl}", database: ${odoo.database} }
  microsoft365:
    tenantId: ${microsoft365.tenantId}
    clientId: ${microsoft365.clientId}
    loginOrigin: ${microsoft365.loginUrl}
    graphOrigin: ${microsoft365.url}
`,
  )
  return file
}

interface Report {
  readonly problems: number
  readonly diagnoses: readonly Diagnosis[]
}

async function examine(file: string, change: Record<string, string> = {}): Promise<CliAnswer & Report> {
  const answer = await cli(['doctor', '--json', '--config', file], { environment: { ...environment(), ...change } })
  return { ...answer, ...(JSON.parse(answer.out) as Report) }
}

function findingsAbout(subject: string, { diagnoses }: Report): readonly Finding[] {
  return diagnoses.find((diagnosis) => diagnosis.subject === subject)?.findings ?? []
}

function problemsAbout(subject: string, report: Report): readonly Finding[] {
  return findingsAbout(subject, report).filter(({ state }) => state === 'PROBLEM')
}

describe('with everything in order', () => {
  test('each thing is named, nothing stands in the way, and it ends with 0', async () => {
    const report = await examine(configFile('order'))
    const subjects = [
      'configuration',
      'database',
      'keys',
      'identity provider',
      'clock',
      'bundles',
      'ledger',
      'mail',
      'odoo',
      'microsoft365',
    ]
    expect(report.diagnoses.map(({ subject }) => subject)).toEqual(subjects)
    expect(report).toMatchObject({ code: 0, problems: 0 })
    expect(findingsAbout('odoo', report)[0]?.text).toMatch(/^It answers and lets the hub in: 19/)
  })

  test('the table shows a line for each finding', async () => {
    const { code, out } = await cli(['doctor', '--config', configFile('table')], { environment: environment() })
    expect(code).toBe(0)
    expect(out).toMatch(/^database +ok +SQLite answers; its tables are up to date/m)
    expect(out).toMatch(/0 problem\(s\), \d+ warning\(s\)\.$/)
  })

  test('no secret is printed', async () => {
    const { out, err } = await cli(['doctor', '--config', configFile('secret')], { environment: environment() })
    Object.values(environment()).forEach((secret) => expect(`${out}${err}`).not.toContain(secret))
  })

  test('nothing is made that was not there', async () => {
    const file = configFile('untouched', { database: 'untouched.sqlite', bundles: 'untouched' })
    const report = await examine(file)
    expect(findingsAbout('database', report)).toMatchObject([{ state: 'WARNING', remedy: expect.stringContaining('privacy-hub migrate') }])
    expect(existsSync(join(folder, 'untouched.sqlite'))).toBe(false)
    expect(existsSync(join(folder, 'untouched'))).toBe(false)
  })
})

describe('with something out of order', () => {
  test('a system that is down is a problem of that system alone', async () => {
    const report = await examine(configFile('down', { odooUrl: 'http://127.0.0.1:9' }))
    expect(report.code).toBe(1)
    expect(problemsAbout('odoo', report)).toMatchObject([{ remedy: expect.stringContaining('Check the address') }])
    expect(problemsAbout('microsoft365', report)).toEqual([])
  })

  test('a refused key is told apart from a system that is down', async () => {
    const report = await examine(configFile('refused'), { ODOO_API_KEY: 'not-the-key', M365_CLIENT_SECRET: 'not-the-secret' })
    expect(problemsAbout('odoo', report)).toMatchObject([{ remedy: 'Check database, login and API key of the service user.' }])
    expect(problemsAbout('microsoft365', report)).toHaveLength(1)
  })

  test('an identity provider under another name', async () => {
    const report = await examine(configFile('name', { issuer: `${provider.issuer}/` }))
    expect(problemsAbout('identity provider', report)).toMatchObject([{ text: 'The provider calls itself by another name.' }])
  })

  test('an identity provider that does not answer', async () => {
    const report = await examine(configFile('silent', { issuer: 'http://127.0.0.1:9' }))
    expect(problemsAbout('identity provider', report)).toMatchObject([{ text: 'The identity provider does not answer.' }])
    expect(findingsAbout('clock', report)).toMatchObject([{ state: 'WARNING' }])
  })

  test('a wrong configuration is told whole, and the rest waits', async () => {
    const report = await examine(configFile('wrong'), { PRIVACY_HUB_MASTER_KEY: '' })
    expect(report.code).toBe(1)
    expect(report.diagnoses).toMatchObject([
      {
        subject: 'configuration',
        findings: [
          { text: expect.stringContaining('keys.masterKeys is missing.'), remedy: expect.stringContaining('privacy-hub keys new') },
        ],
      },
    ])
  })

  test('a master key that is no key is refused without repeating it', async () => {
    const report = await examine(configFile('short'), { PRIVACY_HUB_MASTER_KEY: 'id:c2hvcnQ=' })
    expect(report.out).not.toContain('c2hvcnQ=')
    expect(problemsAbout('configuration', report)).toMatchObject([
      { text: 'PRIVACY_HUB_MASTER_KEY: key 1 (id) is not 32 bytes in base64.', remedy: 'Make one with `privacy-hub keys new`.' },
    ])
  })

  test('signing keys that others can read', async () => {
    const keys = join(folder, 'signing-keys.json')
    writeFileSync(keys, '{}')
    chmodSync(keys, 0o644)
    const report = await examine(configFile('open'))
    rmSync(keys)
    expect(problemsAbout('keys', report)).toMatchObject([{ remedy: expect.stringContaining(`chmod 600 ${keys}`) }])
  })

  test('a ledger’s file that knows more than the database, as after a restore', async () => {
    const hasher = new LedgerHasher(MasterKeys.parse(masterKey))
    const entry = { hash: 'ab', keyId: hasher.keyId, system: 'odoo', recordType: 'contact', isRetained: false }
    const line = lineOf({ ...entry, recognises: 'REFERENCE', caseId: 'case-1', erasedAt: '2026-01-01T00:00:00.000Z' }, hasher)
    writeFileSync(join(folder, 'erasure-ledger.jsonl'), line)
    const report = await examine(configFile('restored'))
    rmSync(join(folder, 'erasure-ledger.jsonl'))
    expect(problemsAbout('ledger', report)).toMatchObject([{ remedy: 'Run: privacy-hub ledger replay' }])
  })

  test('a ledger’s file in a folder that is not there', async () => {
    const file = configFile('nowhere', { ledger: 'missing/ledger.jsonl' })
    expect(problemsAbout('ledger', await examine(file))).toMatchObject([{ remedy: 'Make it, or write another ledger.file.' }])
  })

  test('a mail server that does not answer', async () => {
    const report = await examine(configFile('mail', { mail: 'localhost' }))
    expect(problemsAbout('mail', report)).toMatchObject([{ text: 'The mail server does not answer.' }])
  })

  test('a file that is no database', async () => {
    writeFileSync(join(folder, 'text.sqlite'), 'this is a text, not a database, and long enough to be read as one'.repeat(20))
    const report = await examine(configFile('text', { database: 'text.sqlite' }))
    expect(problemsAbout('database', report)).toMatchObject([{ remedy: expect.stringContaining('not a SQLite database') }])
  })
})
