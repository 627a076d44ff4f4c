import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkSignature, ed25519Signer, keySet } from '../../exporters/signature.js'
import { Attestation } from '../../entities/attestation.js'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { Case } from '../../entities/case.js'
import { DataSubject } from '../../entities/data-subject.js'
import { Identifier } from '../../entities/identifier.js'
import { PlanApproval } from '../../entities/plan-approval.js'
import { Plan } from '../../entities/plan.js'
import { Step } from '../../entities/step.js'
import { AuditLog } from '../../src/audit/audit-log.js'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { SettableClock, timestamp } from '../../src/kernel/clock.js'
import { type AttestationFacts, attestationDocument, type AttestedStep } from '../../src/rights/attestation/attestation-document.js'
import { attestationPage } from '../../src/rights/attestation/attestation-page.js'
import { Attestations } from '../../src/rights/attestation/attestations.js'
import { SigningKeys } from '../../src/security/signing-keys.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { StepOutcome } from '../../src/vocabulary/change.js'
import { dataCategories } from '../../src/vocabulary/data-category.js'
import { Language } from '../../src/vocabulary/language.js'
import { dataMapOf } from '../../src/foundation.js'
import { databases, type OpenedDatabase } from '../builders/databases.js'
import { keysForTests } from '../builders/federation.js'

const step = (change: Partial<AttestedStep> = {}): AttestedStep => ({
  system: 'odoo',
  recordType: 'contact',
  outcome: 'ERASED',
  readBack: 'GONE',
  finalOn: null,
  ground: null,
  rule: null,
  retainUntil: null,
  doneAt: '2026-11-02T09:00:00.000Z',
  ...change,
})

const invoice = (retainUntil: string | null) =>
  step({ recordType: 'invoice', outcome: 'RETAINED', readBack: null, ground: 'LEGAL_OBLIGATION', rule: 'R-ACC', retainUntil })

const facts = (change: Partial<AttestationFacts> = {}): AttestationFacts => ({
  id: 'attestation-1',
  issuedAt: '2026-11-02T09:30:00.000Z',
  language: 'NL',
  controller: 'Cloudware NV',
  reference: 'PDH-2026-000001',
  plan: { id: 'plan-1', hash: 'ab'.repeat(32), kind: 'ERASURE', executedAt: '2026-11-02T09:20:00.000Z' },
  earlierPlans: [],
  limits: { categories: null, systemsLeftOut: [] },
  approvals: [{ role: 'DPO', approvedAt: '2026-11-01T10:00:00.000Z' }],
  maskedName: 'Zo••••••ng',
  steps: [step()],
  coverage: [],
  shortfalls: [],
  backupDays: new Map([['odoo', 30]]),
  sources: new Map([['R-ACC', 'WER III.86']]),
  ...change,
})

const systemOf = (change: Partial<AttestationFacts>, system = 'odoo') =>
  attestationDocument(facts(change)).systems.find((one) => one.system === system)!

describe('an attestation', () => {
  test('counts records of one type to which the same was done, with the first and the last day', () => {
    const steps = [step(), step({ doneAt: '2026-11-04T23:30:00.000Z' }), step({ readBack: 'CANNOT_CHECK' })]
    expect(systemOf({ steps }).records).toMatchObject([
      {
        recordType: 'contact',
        method: 'ERASED',
        count: 3,
        firstOn: '2026-11-02',
        lastOn: '2026-11-05',
        readBack: { GONE: 2, CANNOT_CHECK: 1 },
      },
    ])
  })

  test('says of what stays why, on whose word, and until when', () => {
    const { records } = systemOf({ steps: [invoice('2031-12-31'), invoice('2033-12-31'), invoice(null)] })
    const kept = { method: 'RETAINED', ground: 'LEGAL_OBLIGATION', article: '17(3)(b)', rule: 'R-ACC', source: 'WER III.86' }
    expect(records).toMatchObject([
      { ...kept, count: 2, kept: { earliestUntil: '2031-12-31', latestUntil: '2033-12-31' } },
      { ...kept, count: 1, kept: null },
    ])
  })

  test('tells a record that is gone from one that lost only some fields', () => {
    const { records } = systemOf({ steps: [step(), step({ readBack: 'CHANGED' })] })
    expect(records.map(({ method }) => method)).toEqual(['ERASED', 'ERASED_IN_PART'])
  })

  test('names the day on which what lies in a recycle bin is gone, and counts the backups from there', () => {
    const { records, backups } = systemOf({ steps: [step(), step({ outcome: 'DELETED_SOFT', finalOn: '2026-11-16' })] })
    expect(records.map(({ finalOn }) => finalOn)).toEqual([null, '2026-11-16'])
    expect(backups).toEqual({ days: 30, goneOn: '2026-12-16' })
  })

  test('says where nobody has said how long backups are kept, and nothing about backups where nothing was erased', () => {
    const backupDays = new Map<string, number>()
    expect(systemOf({ backupDays }).backups).toEqual({ days: null, goneOn: null })
    expect(systemOf({ backupDays, steps: [invoice('2031-12-31')] }).backups).toBeNull()
  })

  test('names what was not looked at, also of a system in which nothing was done', () => {
    const answer = { recordCount: null, fieldCount: null, elapsedMs: null, observedAt: null, nextAttemptAt: null }
    const coverage = [
      { ...answer, systemId: 'crm', answer: 'UNREACHABLE', reason: 'TIMEOUT', gaps: [] },
      {
        ...answer,
        systemId: 'odoo',
        answer: 'FOUND',
        reason: null,
        gaps: [{ recordType: null, scope: 'archive', reason: 'NOT_SEARCHED' }],
      },
      { ...answer, systemId: 'kbo', answer: 'NOTHING_FOUND', reason: null, gaps: [] },
    ] as const
    const { systems } = attestationDocument(facts({ coverage }))
    expect(systems.map(({ system, unread }) => [system, unread])).toEqual([
      ['odoo', [{ scope: 'archive', reason: 'NOT_SEARCHED' }]],
      ['crm', [{ scope: null, reason: 'TIMEOUT' }]],
    ])
  })

  test('names what was found, or could not be searched, when everything planned was done', () => {
    const gap = { recordType: null, scope: 'search after the erasure', reason: 'NO_PERMISSION' } as const
    const shortfalls = [
      { systemId: 'odoo', unplanned: 1, gaps: [] },
      { systemId: 'crm', unplanned: 0, gaps: [gap, gap] },
    ]
    const { systems } = attestationDocument(facts({ shortfalls }))
    expect(systems.map(({ system, unread, foundAfterwards }) => [system, unread, foundAfterwards])).toEqual([
      ['odoo', [], 1],
      ['crm', [{ scope: gap.scope, reason: gap.reason }], 0],
    ])
  })

  test('counts every step once, whatever was done', () => {
    const steps = fc.array(
      fc.record({
        outcome: fc.constantFrom(...Object.values(StepOutcome)),
        readBack: fc.constantFrom(null, 'GONE', 'CHANGED', 'CANNOT_CHECK'),
        recordType: fc.constantFrom('contact', 'invoice'),
        system: fc.constantFrom('odoo', 'microsoft365'),
        retainUntil: fc.constantFrom(null, '2031-12-31', '2033-12-31'),
        rule: fc.constantFrom(null, 'R-ACC'),
      }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (changes) => {
        const document = attestationDocument(facts({ steps: changes.map((change) => step(change as Partial<AttestedStep>)) }))
        const counted = document.systems.flatMap(({ records }) => records.map(({ count }) => count))
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(changes.length)
        expect(JSON.parse(canonicalJson(document))).toEqual(document)
      }),
    )
  })
})

describe.each(Object.values(Language))('the page in %s', (language) => {
  const map = dataMapOf({ dataMap: {} })
  const page = (change: Partial<AttestationFacts> = {}) =>
    attestationPage(attestationDocument(facts(change)), {
      language,
      hash: 'cd'.repeat(32),
      signature: 'header..signature',
      keysUrl: 'https://privacy.example.be/.well-known/jwks.json',
      nameOf: (system, recordType) =>
        recordType === undefined ? system : (map.systems.get(system)?.recordTypes[recordType]?.labels[language] ?? recordType),
    })

  test('runs no script, loads nothing, and can be printed', () => {
    const html = page()
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/<script|<img|<link|<iframe|@import|url\(|\bsrc=|\bon\w+=/i)
    expect(html).toContain('@media print')
    expect(html).toContain(`lang="${language.toLowerCase()}"`)
  })

  test('shows what is in the document, and where its keys are', () => {
    const html = page({ steps: [step(), invoice('2031-12-31'), step({ outcome: 'DELETED_SOFT', finalOn: '2026-11-16' })] })
    for (const text of [
      'PDH-2026-000001',
      'Zo••••••ng',
      '2031-12-31',
      '2026-11-16',
      '2026-12-16',
      '17(3)(b)',
      'WER III.86',
      'ab'.repeat(32),
      'jwks.json',
    ]) {
      expect(html).toContain(text)
    }
    expect(html).not.toMatch(/certifica/i)
  })

  test('says what it leaves out', () => {
    const html = page({ limits: { categories: ['PHONE_NUMBER'], systemsLeftOut: ['kbo'] } })
    expect(html).toContain(dataCategories.PHONE_NUMBER.labels[language])
    expect(html).toContain('<dd>kbo</dd>')
    expect(page()).not.toContain(dataCategories.PHONE_NUMBER.labels[language])
  })

  test('says what is not known', () => {
    const unknown = page({ backupDays: new Map(), maskedName: null })
    expect(unknown).not.toContain('null')
    expect(unknown).not.toBe(page())
  })

  test('shows every text as text', () => {
    const html = page({ controller: '<script>alert(1)</script>', maskedName: '"><b>', reference: `'&` })
    expect(html).not.toContain('<script>')
    expect(html).toContain('&lt;script&gt;')
  })
})

describe.each(await databases())('an attestation on $name', (on) => {
  const clock = new SettableClock(new Date('2026-11-02T09:30:00Z'))
  let opened: OpenedDatabase
  let folder: string
  let keys: SigningKeys
  let attestations: Attestations

  beforeEach(async () => {
    opened = await on.open()
    folder = await mkdtemp(join(tmpdir(), 'attestation-'))
    keys = await SigningKeys.load({ file: join(folder, 'signing-keys.json') })
    const { database } = opened
    const vault = new SubjectVault(database, keysForTests, clock)
    attestations = new Attestations({
      database,
      vault,
      dataMap: dataMapOf({ dataMap: {} }),
      signer: ed25519Signer(keys.current.kid, keys.current.privateKey),
      audit: new AuditLog(database, clock),
      clock,
      controller: 'Cloudware NV',
      backupDays: new Map([['odoo', 30]]),
      keysUrl: () => 'https://privacy.example.be/.well-known/jwks.json',
    })
    await executed(vault)
  })
  afterEach(async () => {
    await opened.close()
    await rm(folder, { recursive: true })
  })

  async function executed(vault: SubjectVault): Promise<void> {
    const at = timestamp(clock)
    await opened.database.write(async (manager) => {
      await manager.insert(DataSubject, { id: 'subject-1', language: 'FR', createdAt: at })
      await vault.createKey('subject-1')
      const valueCipher = await vault.seal('subject-1', 'Zora Vandermarkering')
      const name = {
        kind: 'NAME',
        hash: 'h',
        hashKeyId: 'test',
        valueCipher,
        verification: 'VERIFIED',
        system: null,
        recordType: null,
      } as const
      await manager.insert(Identifier, { id: 'name', subjectId: 'subject-1', ...name, discoveredIn: null, createdAt: at })
      const theCase = { reference: 'PDH-2026-000001', requestId: 'request-1', state: 'READY', createdAt: at, closedAt: null } as const
      await manager.insert(Case, { id: 'case-1', subjectId: 'subject-1', ...theCase })
      const plan = {
        claimId: 'claim-1',
        hash: 'ab'.repeat(32),
        nonce: 'cd',
        ground: null,
        coverage: [],
        stepCount: 1,
        authorHash: 'h',
        authorRole: 'CASE_HANDLER',
      }
      const times = { createdAt: at, executionStartedAt: at, executedAt: at }
      const ids = { subjectId: 'subject-1', caseId: 'case-1' }
      await manager.insert(Plan, { id: 'plan-1', ...ids, kind: 'ERASURE', state: 'EXECUTED', ...plan, ...times })
      await manager.insert(Plan, { id: 'plan-2', ...ids, kind: 'RECTIFICATION', state: 'EXECUTED', ...plan, ...times })
      await manager.insert(Plan, { id: 'plan-3', ...ids, kind: 'ERASURE', state: 'EXECUTING', ...plan, ...times, executedAt: null })
      await manager.insert(PlanApproval, {
        id: 'approval-1',
        planId: 'plan-1',
        hash: plan.hash,
        approvedBy: 'dpo',
        role: 'DPO',
        approvedAt: at,
      })
      const body = {
        bodyCipher: 'sealed',
        ground: null,
        rule: null,
        retainUntil: null,
        finalOn: null,
        attempts: 1,
        runBy: null,
        retryAt: null,
      }
      const done = { state: 'DONE', outcome: 'ERASED', readBack: 'GONE', startedAt: at, lastError: null, doneAt: at } as const
      const place = { number: 1, rank: 0, system: 'odoo', recordType: 'contact', action: 'ERASE' } as const
      await manager.insert(Step, { id: 'step-1', planId: 'plan-1', ...place, ...body, ...done })
    })
  }

  test('is signed, so that anybody with the published keys can check it, and no other bytes pass', async () => {
    await attestations.issue('plan-1')
    const { json, signature, hash } = (await attestations.of('plan-1'))!
    const published = keySet(JSON.parse(JSON.stringify(keys.publicJwks())))
    expect(await checkSignature(signature, Buffer.from(json), published)).toEqual({ verdict: 'KNOWN', kid: keys.current.kid })
    expect(await checkSignature(signature, Buffer.from(json.replace('"count":1', '"count":2')), published)).toMatchObject({
      verdict: 'WRONG',
    })
    expect(JSON.parse(json)).toMatchObject({
      reference: 'PDH-2026-000001',
      language: 'FR',
      plan: { hash: 'ab'.repeat(32) },
      approvals: [{ role: 'DPO' }],
    })
    expect(canonicalJson(JSON.parse(json))).toBe(json)
    expect(hash).toMatch(/^[\da-f]{64}$/)
  })

  test('is issued once, whoever asks and however often', async () => {
    await Promise.all([attestations.issue('plan-1'), attestations.issue('plan-1')])
    const first = await attestations.of('plan-1')
    clock.advance(1_000)
    await attestations.issue('plan-1')
    expect(await attestations.of('plan-1')).toEqual(first)
    const leaves = await opened.database.read((manager) => manager.findBy(AuditLeaf, { type: 'attestation.issued' }))
    expect(leaves).toHaveLength(1)
  })

  test('goes with the transaction that it is issued in', async () => {
    const undone = opened.database.write(async () => {
      await attestations.issue('plan-1')
      throw new Error('Undone.')
    })
    await expect(undone).rejects.toThrow('Undone.')
    expect(await attestations.of('plan-1')).toBeNull()
    expect(await attestations.page('plan-1', null)).toBeNull()
  })

  test('is of an executed erasure alone', async () => {
    await attestations.issue('plan-2')
    expect(await attestations.of('plan-2')).toBeNull()
    await expect(attestations.issue('plan-3')).rejects.toThrow('Plan plan-3 is not executed')
  })

  test('is shown in the person’s language, or another', async () => {
    await attestations.issue('plan-1')
    expect(await attestations.page('plan-1', null)).toContain('<h1>Attestation d’effacement</h1>')
    expect(await attestations.page('plan-1', 'NL')).toContain('<h1>Verklaring van wissing</h1>')
  })

  test('names nobody but by a mask, and lies sealed', async () => {
    await attestations.issue('plan-1')
    const row = await opened.database.read((manager) => manager.findOneByOrFail(Attestation, { planId: 'plan-1' }))
    const shown = `${JSON.stringify(await attestations.of('plan-1'))}${await attestations.page('plan-1', null)}`
    expect(shown).not.toMatch(/Zora|andermarkering/)
    expect(shown).toContain('Zo••••••••ng')
    expect(JSON.stringify(row)).not.toContain('Zo•')
  })
})
