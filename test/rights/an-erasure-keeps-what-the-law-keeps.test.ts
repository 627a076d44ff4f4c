import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { erasureSteps } from '../../src/rights/plans/erasure-plan.js'
import type { PlannedStep, PlanScope } from '../../src/rights/plans/plan.js'
import type { Capabilities } from '../../src/rights/plans/step-draft.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { capabilitiesWith, fingerprint, recordOf, shippedMap } from '../builders/plans.js'

const today = '2026-11-02'
const all: PlanScope = { systems: null, categories: null }

function planned(
  records: readonly SourceRecord[],
  change: { scope?: Partial<PlanScope>; capabilities?: Capabilities } = {},
): PlannedStep[] {
  const { scope = {}, capabilities = capabilitiesWith() } = change
  return erasureSteps({ records, dataMap: shippedMap, capabilities, today, scope: { ...all, ...scope }, fingerprint })
}

function stepFor(records: readonly SourceRecord[], change: Parameters<typeof planned>[1] = {}): PlannedStep {
  const step = planned(records, change)[0]
  if (step === undefined) {
    throw new Error('There is no step.')
  }
  return step
}

const contact = recordOf('odoo/contact', '8', {
  name: 'Lotte Peeters',
  email: 'lotte@peeters-design.example',
  phone: '+32 470 00 01 01',
  street: 'Korenmarkt 12',
  zip: '9000',
  city: 'Gent',
  vat: 'BE0999000129',
  comment: '<p>Belt liever niet</p>',
  partner_latitude: 51.05,
})
const posted = recordOf(
  'odoo/invoice',
  '31',
  { name: 'INV/2025/0031', state: 'posted', amount_total: 121, invoice_source_email: 'lotte@peeters-design.example' },
  { retentionStart: '2025-06-10' },
)
const draft = recordOf('odoo/invoice', '32', { name: '/', state: 'draft', amount_total: 12 }, { retentionStart: '2026-06-10' })

describe('an erasure', () => {
  test('removes a card that nothing keeps', () => {
    expect(stepFor([contact])).toMatchObject({ action: 'ERASE', writes: [], ground: null, rule: null, retainUntil: null, number: 1 })
  })

  test('keeps a posted invoice until ten years after its year, with rule and ground', () => {
    expect(stepFor([posted])).toMatchObject({
      action: 'RETAIN',
      rule: 'R-VAT',
      ground: 'LEGAL_OBLIGATION',
      retainUntil: '2036-01-01',
      changes: [],
      writes: [],
    })
  })

  test('removes a draft, which is no invoice yet, and watches that it stays one', () => {
    expect(stepFor([draft])).toMatchObject({ action: 'ERASE', ground: null })
    expect(Object.keys(stepFor([draft]).seen)).toContain('state')
  })

  test('keeps an invoice whose state nobody could read', () => {
    const unknown = recordOf('odoo/invoice', '33', { name: 'INV/2025/0033' }, { retentionStart: '2025-06-10' })
    expect(stepFor([unknown])).toMatchObject({ action: 'RETAIN', retainUntil: '2036-01-01' })
  })

  test('no longer keeps an invoice whose period is over', () => {
    const old = recordOf('odoo/invoice', '1', { name: 'INV/2015/0001', state: 'posted' }, { retentionStart: '2015-03-01' })
    expect(stepFor([old])).toMatchObject({ action: 'ERASE' })
  })

  test('restricts the card of somebody whose invoice is kept, to name, address and numbers, until the invoice may go', () => {
    const step = planned([contact, posted]).find(({ ref }) => ref.recordType === 'contact')
    expect(step).toMatchObject({ action: 'RESTRICT', rule: 'R-VAT', ground: 'LEGAL_OBLIGATION', retainUntil: '2036-01-01' })
    expect(step?.writes).toEqual([
      { field: 'email', value: null },
      { field: 'phone', value: null },
      { field: 'comment', value: null },
    ])
  })

  test('never anonymises that card, even where it cannot be restricted', () => {
    const capabilities = capabilitiesWith({ 'odoo/contact': { restrict: 'NONE' } })
    const step = planned([contact, posted], { capabilities }).find(({ ref }) => ref.recordType === 'contact')
    expect(step).toMatchObject({ action: 'BY_HAND', retainUntil: '2036-01-01' })
  })

  test('keeps a card by the longest of what hangs on it', () => {
    const order = recordOf('odoo/order', '4', { name: 'S0004', state: 'sale' }, { retentionStart: '2026-10-20' })
    const step = planned([contact, posted, order]).find(({ ref }) => ref.recordType === 'contact')
    expect(step).toMatchObject({ rule: 'R-CONTRACT', ground: 'LEGAL_CLAIMS', retainUntil: '2036-10-20' })
  })

  test('empties what a kept record need not hold', () => {
    const payment = recordOf(
      'odoo/online-payment',
      '7',
      { partner_name: 'Lotte Peeters', partner_email: 'lotte@peeters-design.example', amount: 121, reference: 'S0004' },
      { retentionStart: '2025-06-11' },
    )
    expect(stepFor([payment])).toMatchObject({
      action: 'RESTRICT',
      rule: 'R-ACC',
      retainUntil: '2033-01-01',
      writes: [
        { field: 'partner_name', value: 'Anoniem' },
        { field: 'partner_email', value: null },
      ],
      changes: [
        { field: 'partner_name', from: null, to: 'Anoniem' },
        { field: 'partner_email', from: null, to: null },
      ],
    })
  })

  test('lets a period without a start run with the latest record that the law keeps, and keeps nothing where there is none', () => {
    const undated = recordOf('odoo/online-payment', '3', { amount: 121 })
    const older = recordOf('odoo/invoice', '30', { name: 'INV/2024/0030', state: 'posted' }, { retentionStart: '2024-02-01' })
    expect(stepFor([undated])).toMatchObject({ action: 'ERASE' })
    const kept = planned([undated, older, posted]).find(({ ref }) => ref.recordType === 'online-payment')
    expect(kept).toMatchObject({ action: 'RETAIN', rule: 'R-ACC', retainUntil: '2033-01-01' })
  })

  test('begins a period from the end of the relation today, for the erasure ends it', () => {
    const objection = recordOf('odoo/mail-blacklist-entry', '2', { email: 'lotte@peeters-design.example' })
    expect(stepFor([objection])).toMatchObject({ action: 'RETAIN', rule: 'R-CONSENT', ground: 'LEGAL_CLAIMS', retainUntil: '2036-11-02' })
  })

  test('leaves alone what expires by itself, and says when', () => {
    const login = recordOf('odoo/login', '5', { create_date: '2026-05-01 08:00:00' }, { retentionStart: '2026-05-01' })
    expect(stepFor([login])).toMatchObject({ action: 'RETAIN', ground: null, retainUntil: '2027-05-01', recipients: [] })
  })

  test('says of what is made of other records that it goes with them, and that no rule keeps it', () => {
    const correspondent = recordOf('microsoft365/correspondent', 'a', { address: 'lotte@peeters-design.example' })
    const step = stepFor([correspondent])
    expect(step).toMatchObject({ action: 'RETAIN', rule: null, ground: null, retainUntil: null })
    expect(step.reason.EN).toContain('goes with them')
  })

  test('empties a ticket that stays, by a named method, and says what could still lead back', () => {
    const task = recordOf('odoo/task', '6', { partner_name: 'Lotte Peeters', email_from: 'lotte@peeters-design.example' })
    const step = stepFor([task])
    expect(step).toMatchObject({ action: 'ANONYMISE', method: 'FIELDS_EMPTIED' })
    expect(step.reason.EN).toContain('could still connect')
  })

  test('refers what a register keeps', () => {
    const enterprise = recordOf('kbo/enterprise', '0999000129', { EnterpriseNumber: '0999000129', StartDate: '2012-01-01' })
    expect(stepFor([enterprise])).toMatchObject({ action: 'REFER', seen: {}, recipients: [] })
  })

  test('forwards what is held for a customer', () => {
    const systems = new Map([...shippedMap.systems].map(([id, map]) => [id, { ...map, role: 'PROCESSOR' as const }]))
    const steps = erasureSteps({
      records: [contact],
      dataMap: { ...shippedMap, systems },
      capabilities: capabilitiesWith(),
      today,
      scope: all,
      fingerprint,
    })
    expect(steps).toMatchObject([{ action: 'FORWARD', writes: [] }])
  })

  test.each([
    ['the map says so', recordOf('microsoft365/org-contact', 'o1', { mail: 'lotte@peeters-design.example' }), {}],
    ['the system cannot', contact, { 'odoo/contact': { erase: 'NONE', anonymise: 'NONE' } as const }],
    ['only people can', contact, { 'odoo/contact': { erase: 'ASSISTED', anonymise: 'ASSISTED' } as const }],
  ])('is done by hand where %s', (_, record, change) => {
    expect(stepFor([record], { capabilities: capabilitiesWith(change) })).toMatchObject({ action: 'BY_HAND', writes: [] })
  })

  test('anonymises a card whose fields can be emptied where the card itself cannot go', () => {
    const capabilities = capabilitiesWith({ 'odoo/contact': { erase: 'NONE' } })
    expect(stepFor([contact], { capabilities })).toMatchObject({ action: 'ANONYMISE' })
  })

  test('goes in the order that the system needs', () => {
    const account = recordOf('odoo/portal-user', '9', { login: 'lotte', email: 'lotte@peeters-design.example' })
    const capabilities = capabilitiesWith({ 'odoo/contact': { eraseRank: 9 }, 'odoo/portal-user': { eraseRank: 2 } })
    expect(planned([contact, account], { capabilities }).map(({ number, rank, ref }) => [number, rank, ref.recordType])).toEqual([
      [1, 2, 'portal-user'],
      [2, 9, 'contact'],
    ])
  })

  test('reaches no further than the claim: other systems stay, and so do fields of other categories', () => {
    const mail = recordOf('microsoft365/message', 'm1', { subject: 'Offerte' })
    expect(planned([contact, mail], { scope: { systems: ['microsoft365'] } }).map(({ ref }) => ref.system)).toEqual(['microsoft365'])
    expect(planned([contact, mail], { scope: { categories: ['PHONE_NUMBER'] } })).toMatchObject([
      { action: 'ERASE', ref: contact.ref, writes: [{ field: 'phone', value: null }], changes: [{ field: 'phone' }] },
    ])
  })

  test.each([
    ['erases what need not be kept of it', {}, 'ERASE'],
    ['has staff erase that where the system does not let the hub', { 'odoo/contact': { anonymise: 'NONE' as const } }, 'BY_HAND'],
  ])('of some categories of a card that is kept %s, and says by what rule and until when the rest stays', (_, able, action) => {
    const scope = { categories: ['PERSON_NAME', 'PHONE_NUMBER'] as const }
    const step = planned([contact, posted], { scope, capabilities: capabilitiesWith(able) }).find(({ ref }) => ref.recordType === 'contact')
    expect(step).toMatchObject({
      action,
      rule: 'R-VAT',
      ground: 'LEGAL_OBLIGATION',
      retainUntil: '2036-01-01',
      changes: [{ field: 'phone' }],
    })
    expect(step?.reason.EN).toContain('2036-01-01')
  })

  test('of a category that the law does not keep on a kept card names no rule', () => {
    const scope = { categories: ['PHONE_NUMBER'] as const }
    const step = planned([contact, posted], { scope }).find(({ ref }) => ref.recordType === 'contact')
    expect(step).toMatchObject({ action: 'ERASE', rule: null, ground: null })
  })

  test('watches what people change, not what changes by itself', () => {
    const account = recordOf('odoo/portal-user', '9', { login: 'lotte', login_date: '2026-11-01 08:00:00', totp_enabled: true })
    const { seen } = stepFor([account])
    expect(Object.keys(seen)).toContain('login')
    expect(Object.keys(seen)).not.toContain('login_date')
    expect(Object.keys(seen)).not.toContain('totp_enabled')
    expect(Object.keys(stepFor([contact]).seen)).not.toContain('partner_latitude')
  })

  test('sees that a field is filled in which was empty', () => {
    const filled = { ...contact, fields: { ...contact.fields, mobile: '+32470000109' } }
    expect(stepFor([filled]).seen['mobile']).not.toBe(stepFor([contact]).seen['mobile'])
  })
})

const types = ['contact', 'invoice', 'order', 'online-payment', 'bank-account', 'lead', 'task', 'message', 'login', 'mail-blacklist-entry']
const marker = 'Zwaluwstaart'

const anyRecord = fc
  .record({
    type: fc.constantFrom(...types),
    id: fc.integer({ min: 1, max: 9_999 }),
    state: fc.constantFrom('posted', 'draft', 'cancel', 'sale'),
    start: fc.option(fc.constantFrom('2010-01-01', '2020-06-30', '2026-10-01'), { nil: undefined }),
    held: fc.infiniteStream(fc.boolean()),
  })
  .map(({ type, id, state, start, held }) => {
    const fields = Object.entries(shippedMap.systems.get('odoo')!.recordTypes[type]!.fields)
    const present = fields.filter(([, { format }]) => format !== 'METADATA' && held.next().value === true)
    const values = present.flatMap(([name, { from }]) => Object.values(from ?? [name]).map((source) => [source, marker] as const))
    return recordOf(`odoo/${type}`, String(id), { ...Object.fromEntries(values), state }, { retentionStart: start })
  })
const anyRecords = fc.uniqueArray(anyRecord, { maxLength: 20, selector: ({ ref }) => `${ref.recordType}/${ref.externalId}` })

describe('every erasure plan', () => {
  test('has one step for every record, whatever the order in which they are read', () => {
    fc.assert(
      fc.property(anyRecords, fc.infiniteStream(fc.double({ noNaN: true })), (records, random) => {
        const steps = planned(records)
        expect(new Set(steps.map(({ ref }) => ref))).toEqual(new Set(records.map(({ ref }) => ref)))
        expect(steps.map(({ number }) => number)).toEqual(records.map((_, index) => index + 1))
        const shuffled = records.map((record) => ({ record, at: random.next().value ?? 0 })).toSorted((a, b) => a.at - b.at)
        expect(planned(shuffled.map(({ record }) => record))).toEqual(steps)
      }),
    )
  })

  test('holds no value of the person', () => {
    fc.assert(fc.property(anyRecords, (records) => expect(JSON.stringify(planned(records))).not.toContain(marker)))
  })

  test('keeps with a ground only until a day to come, and writes to nothing that it keeps whole', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        for (const step of planned(records)) {
          expect(step.ground === null || step.retainUntil! > today).toBe(true)
          expect(step.action !== 'RETAIN' || (step.writes.length === 0 && step.changes.length === 0)).toBe(true)
          expect(['ERASE', 'ANONYMISE'].includes(step.action) && step.ground !== null).toBe(false)
        }
      }),
    )
  })

  test('never erases nor anonymises the card while something that keeps it is kept', () => {
    const keepers = shippedMap.systems.get('odoo')!.recordTypes['contact']!.keptWith!.recordTypes
    fc.assert(
      fc.property(anyRecords, (records) => {
        const steps = planned(records)
        const isKept = steps.some(({ ref, ground }) => keepers.includes(ref.recordType) && ground !== null)
        const cards = steps.filter(({ ref }) => ref.recordType === 'contact')
        expect(cards.every(({ action }) => (action === 'RESTRICT') === isKept)).toBe(true)
      }),
    )
  })
})

describe('what the shipped maps say of keeping', () => {
  test('names states, record types and fields that they know', () => {
    const unknown = [...shippedMap.systems.values()].flatMap(({ recordTypes }) =>
      Object.values(recordTypes).flatMap((type) => [
        ...(type.keptWhile === undefined || type.keptWhile.field in type.fields ? [] : [type.keptWhile.field]),
        ...(type.keptWith?.recordTypes ?? []).filter((id) => !(id in recordTypes)),
        ...(type.keptWith?.fields ?? []).filter((field) => !(field in type.fields)),
      ]),
    )
    expect(unknown).toEqual([])
  })
})
