import { describe, expect, test } from '@jest/globals'
import { acceptedText, acceptedValue, type ProposedValue } from '../../src/datamap/accepted-value.js'
import type { RectificationGround } from '../../src/vocabulary/change.js'
import type { DataCategory } from '../../src/vocabulary/data-category.js'
import type { Outcome } from '../../src/vocabulary/refusal.js'
import type { SourceRecord } from '../../src/vocabulary/source-record.js'
import { type FoundValue, foundValues } from '../../src/rights/plans/found-values.js'
import type { PlannedStep } from '../../src/rights/plans/plan.js'
import { rectificationSteps } from '../../src/rights/plans/rectification-plan.js'
import { targetOf } from '../../src/rights/plans/rectification-target.js'
import type { Capabilities } from '../../src/rights/plans/step-draft.js'
import { valueOf } from '../builders/casebook.js'
import { capabilitiesWith, fingerprint, recordOf, shippedMap } from '../builders/plans.js'

const idOf = ({ record, name, n }: FoundValue): string => `${record.ref.recordType}.${name}.${n}`

const audience = { isSubject: true, steppedUp: false, medium: 'SCREEN' } as const

interface Correction {
  readonly category?: DataCategory
  readonly statements?: readonly string[]
  readonly to: string | ProposedValue
  readonly ground?: RectificationGround
  readonly capabilities?: Capabilities
}

function corrected(records: readonly SourceRecord[], correction: Correction): Outcome<PlannedStep[]> {
  const { category = null, statements = null, to, ground = 'INACCURATE', capabilities = capabilitiesWith() } = correction
  const target = targetOf({ category, statementIds: statements, ground, audience }, foundValues(records, shippedMap), idOf)
  if (!target.ok) {
    return target
  }
  const proposed = typeof to === 'string' ? { text: to } : to
  const value = ground === 'SUPPLEMENT' ? acceptedText(proposed.text) : acceptedValue(target.value.category, proposed, '2026-11-02')
  if (!value.ok) {
    return value
  }
  return rectificationSteps({ records, dataMap: shippedMap, capabilities, target: target.value, value: value.value, ground, fingerprint })
}

function steps(records: readonly SourceRecord[], correction: Correction): PlannedStep[] {
  return valueOf(corrected(records, correction))
}

const contact = recordOf('odoo/contact', '8', { name: 'Lotte Peeters', phone: '0470 00 01 02', email: 'lotte@peeters-design.example' })
const guest = recordOf('microsoft365/guest', 'g1', {
  displayName: 'Lotte Peeters',
  givenName: 'Lotte',
  surname: 'Peeters',
  mobilePhone: '+32470000102',
  businessPhones: ['+3292000000'],
})
const oldPhone = '+32470000102'
const newPhone = '+32470000101'

describe('a corrected telephone number', () => {
  test('is written in every system that holds the wrong one, however it is written there', () => {
    expect(steps([contact, guest], { statements: ['contact.phone.0'], to: newPhone })).toMatchObject([
      {
        number: 1,
        ref: contact.ref,
        action: 'RECTIFY',
        changes: [{ field: 'phone', category: 'PHONE_NUMBER', from: oldPhone, to: newPhone }],
        writes: [{ field: 'phone', value: newPhone }],
        seen: { phone: fingerprint(contact.ref, 'phone', '0470 00 01 02') },
      },
      { number: 2, ref: guest.ref, action: 'RECTIFY', writes: [{ field: 'mobilePhone', value: newPhone }] },
    ])
  })

  test('watches the fields that it changes and no others', () => {
    const [step] = steps([contact], { statements: ['contact.phone.0'], to: newPhone })
    expect(Object.keys(step!.seen)).toEqual(['phone'])
  })

  test('takes the place of the wrong one in a list, and stands there once', () => {
    const both = recordOf('microsoft365/outlook-contact', 'c1', { businessPhones: ['+3292000000', oldPhone, newPhone] })
    expect(steps([both], { statements: ['outlook-contact.businessPhones.1'], to: newPhone })).toMatchObject([
      { writes: [{ field: 'businessPhones', value: ['+3292000000', newPhone] }] },
    ])
  })

  test('is named by its category where every card knows one, right or wrong', () => {
    const right = recordOf('odoo/contact', '8', { name: 'Lotte Peeters', phone: newPhone })
    const wrong = recordOf('microsoft365/guest', 'g1', { mobilePhone: oldPhone })
    expect(steps([right, wrong], { category: 'PHONE_NUMBER', to: newPhone })).toMatchObject([{ ref: wrong.ref }])
  })

  test('is refused where the category holds several that could all be right', () => {
    const two = recordOf('odoo/contact', '8', { phone: oldPhone, mobile: '+32470000109' })
    expect(corrected([two], { category: 'PHONE_NUMBER', to: newPhone })).toMatchObject({ refusal: { code: 'TARGET_AMBIGUOUS' } })
    expect(corrected([guest, contact], { category: 'EMAIL_ADDRESS', to: 'lotte@thuis.example' })).toMatchObject({ ok: true })
  })

  test('is refused where nothing would change, and where a statement is nobody’s', () => {
    expect(corrected([contact], { statements: ['contact.phone.0'], to: '0470 00 01 02' })).toMatchObject({
      refusal: { code: 'NOTHING_TO_CHANGE' },
    })
    expect(() => corrected([contact], { statements: ['of.another.0'], to: newPhone })).toThrow('nothing with this id')
  })

  test('is done by hand where the hub cannot write, or only staff may', () => {
    const capabilities = capabilitiesWith({ 'odoo/contact': { rectify: 'NONE' } })
    expect(steps([contact], { statements: ['contact.phone.0'], to: newPhone, capabilities })).toMatchObject([
      { action: 'BY_HAND', writes: [], seen: {}, changes: [{ from: oldPhone, to: newPhone }] },
    ])
    const organised = recordOf('microsoft365/org-contact', 'o1', { 'phones.number': [oldPhone] })
    expect(steps([organised], { category: 'PHONE_NUMBER', to: newPhone })).toMatchObject([{ action: 'BY_HAND' }])
  })

  test('is referred to the register, which corrects its own', () => {
    const listed = recordOf('kbo/contact', '0999000129-TEL', { TEL: oldPhone })
    const kbo = steps([contact, listed], { statements: ['contact.phone.0'], to: newPhone }).find(({ ref }) => ref.system === 'kbo')
    expect(kbo).toMatchObject({ action: 'REFER', changes: [{ from: oldPhone, to: newPhone }], writes: [] })
  })

  test('leaves what was sent or posted as it is, and says how much of it there is and why', () => {
    const invoice = (id: string) =>
      recordOf('odoo/invoice', id, { invoice_source_email: 'lotte@peeters-design.example' }, { retentionStart: '2025-06-10' })
    const planned = steps([contact, invoice('1'), invoice('2')], { category: 'EMAIL_ADDRESS', to: 'lotte@new.example' })
    const staying = planned.filter(({ action }) => action === 'RETAIN')
    expect(staying).toMatchObject([{ rule: 'R-VAT', ground: 'LEGAL_OBLIGATION', retainUntil: '2036-01-01', changes: [], recipients: [] }])
    expect(staying[0]!.reason.NL).toMatch(/^2 × /)
  })

  test('is filled in on the cards where nobody knows one yet', () => {
    const bare = recordOf('odoo/contact', '8', { name: 'Lotte Peeters' })
    const filled = steps([bare], { category: 'PHONE_NUMBER', to: newPhone, ground: 'INCOMPLETE' })
    expect(filled).toMatchObject([{ action: 'RECTIFY', changes: [{ from: null, to: newPhone }] }])
    expect(filled[0]!.writes).toHaveLength(1)
    expect(corrected([bare], { category: 'PHONE_NUMBER', to: newPhone })).toMatchObject({ refusal: { code: 'NOTHING_TO_CHANGE' } })
  })
})

describe('a corrected name', () => {
  const to = (text: string, data?: Record<string, string>): Correction => ({ category: 'PERSON_NAME', to: { text, data } })

  test('differs by an accent alone', () => {
    const elodie = recordOf('odoo/contact', '9', { name: 'Elodie Lefèvre' })
    expect(steps([elodie], to('Élodie Lefèvre'))).toMatchObject([{ writes: [{ field: 'name', value: 'Élodie Lefèvre' }] }])
  })

  test('is told into its parts where one of them stays', () => {
    expect(steps([guest], to('Lotte Janssens'))[0]!.writes).toEqual([
      { field: 'givenName', value: 'Lotte' },
      { field: 'surname', value: 'Janssens' },
      { field: 'displayName', value: 'Lotte Janssens' },
    ])
    expect(steps([guest], to('Charlotte Peeters'))[0]!.writes).toContainEqual({ field: 'givenName', value: 'Charlotte' })
  })

  test('must be given in parts where neither stays', () => {
    expect(corrected([guest], to('Anna Maria Janssens'))).toMatchObject({ refusal: { code: 'VALUE_INVALID' } })
    const parts = steps([guest, contact], to('', { given: 'Anna Maria', family: 'Janssens' }))
    expect(parts.map(({ writes }) => writes)).toEqual([
      [{ field: 'name', value: 'Anna Maria Janssens' }],
      [
        { field: 'givenName', value: 'Anna Maria' },
        { field: 'surname', value: 'Janssens' },
        { field: 'displayName', value: 'Anna Maria Janssens' },
      ],
    ])
  })
})

describe('a corrected address', () => {
  const old = recordOf('odoo/contact', '8', {
    street: 'Veldstraat 1',
    zip: '9000',
    city: 'Gent',
    state_id: 'Oost-Vlaanderen',
    country_id: 'Belgium',
  })
  const data = { street: 'Korenmarkt 12', postcode: '9000', city: 'Gent', country: 'BE' }

  test('is written part by part, and parts that it does not have are emptied', () => {
    expect(steps([old], { category: 'POSTAL_ADDRESS', to: { text: '', data } })[0]!.writes).toEqual([
      { field: 'street', value: 'Korenmarkt 12' },
      { field: 'zip', value: '9000' },
      { field: 'city', value: 'Gent' },
      { field: 'state_id', value: null },
      { field: 'country_id', value: 'BE' },
    ])
  })

  test('is no change where the country is only written otherwise', () => {
    const same = recordOf('odoo/contact', '8', { street: 'Korenmarkt 12', zip: '9000', city: 'Gent', country_id: 'België' })
    expect(corrected([same], { category: 'POSTAL_ADDRESS', to: { text: '', data } })).toMatchObject({
      refusal: { code: 'NOTHING_TO_CHANGE' },
    })
  })
})

describe('a corrected number', () => {
  test('keeps the way in which the system writes such numbers', () => {
    const vat = recordOf('odoo/contact', '8', { vat: 'BE0999000228', company_registry: '0999.000.228' })
    expect(steps([vat], { category: 'VAT_ENTERPRISE_NUMBER', to: '0999 000 129' })[0]!.writes).toEqual([
      { field: 'vat', value: 'BE0999000129' },
      { field: 'company_registry', value: '0999.000.129' },
    ])
  })
})

describe('a supplementary statement', () => {
  test('changes no value: one step by hand for each system, and the register’s letter', () => {
    const listed = recordOf('kbo/contact', '0999000129-TEL', { TEL: oldPhone })
    const planned = steps([contact, guest, listed], {
      category: 'PHONE_NUMBER',
      ground: 'SUPPLEMENT',
      to: 'Dit nummer is sinds 2024 van mijn zus.',
    })
    expect(planned.map(({ ref, action, writes }) => [ref.system, action, writes.length])).toEqual([
      ['odoo', 'BY_HAND', 0],
      ['microsoft365', 'BY_HAND', 0],
      ['kbo', 'REFER', 0],
    ])
    expect(planned[0]!.changes[0]).toMatchObject({ from: oldPhone, to: 'Dit nummer is sinds 2024 van mijn zus.' })
  })
})
