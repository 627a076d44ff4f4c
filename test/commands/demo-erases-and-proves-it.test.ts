import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkSignature, keySet } from '../../exporters/signature.js'
import type { ErasureDocument } from '../../src/commands/demo/story/erasure/erasure-story.js'
import { ExitCode } from '../../src/commands/hub-command.js'
import { lotte } from '../../src/simulators/world.js'
import { tellAsJson, type ToldStory } from '../builders/told-story.js'

let told: ToldStory<ErasureDocument>

beforeAll(async () => {
  told = await tellAsJson('erasure')
}, 180_000)
afterAll(() => told.remove())

const kept = (name: string): Promise<string> => readFile(join(told.out, name), 'utf8')

describe('privacy-hub demo --story erasure', () => {
  test('everything that it promises holds', () => {
    expect(told.terminal.noted).toEqual([])
    expect(told.terminal.exitCode).toBe(ExitCode.FINE)
  })

  test('is about three systems, and every step has an outcome', () => {
    expect(new Set(told.story.steps.map(({ system }) => system))).toEqual(new Set(['odoo', 'microsoft365', 'kbo']))
    expect(told.story.steps.filter(({ state, outcome }) => state !== 'DONE' || outcome === null)).toEqual([])
  })

  test('finds gone whatever it erased, and keeps something restricted', () => {
    const erased = told.story.steps.filter(({ outcome }) => outcome === 'ERASED' || outcome === 'DELETED_SOFT')
    expect(new Set(erased.map(({ readBack }) => readBack))).toEqual(new Set(['GONE']))
    expect(told.story.steps.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['RETAINED', 'RESTRICTED']))
  })

  test('keeps an attestation that a stranger can check, with a page in her language', async () => {
    expect((await readdir(told.out)).sort()).toEqual(['attestation.html', 'attestation.json', 'attestation.jws', 'jwks.json'])
    const [json, jws, jwks, page] = await Promise.all(['attestation.json', 'attestation.jws', 'jwks.json', 'attestation.html'].map(kept))
    expect(await checkSignature(jws!, Buffer.from(json!), keySet(JSON.parse(jwks!)))).toMatchObject({ verdict: 'KNOWN' })
    expect(page).toContain('Verklaring van wissing')
    expect(json).toBe(told.story.attestation?.json)
  })

  test('attests without naming a value of hers', () => {
    const { family, email, phone, iban } = lotte
    expect(told.story.attestation?.json).not.toMatch(new RegExp([family, email, phone.slice(1), iban!].join('|')))
  })

  test('leaves in Odoo what accounting and the contract file need, and nothing else', () => {
    expect(told.story.retained).toEqual([
      'account.move.invoice_partner_display_name',
      'account.move.line.name',
      'res.partner.company_registry',
      'res.partner.complete_name',
      'res.partner.name',
      'res.partner.street',
      'res.partner.vat',
      'sale.order.signed_by',
    ])
  })

  test('tells every recipient', () => {
    expect(new Set(told.story.notices.map(({ recipientId }) => recipientId))).toEqual(
      new Set(['odoo', 'microsoft', 'accountant', 'tax-authority']),
    )
    expect(new Set(told.story.notices.map(({ state }) => state))).toEqual(new Set(['SENT']))
  })

  test('erases her again when she comes back', () => {
    expect(told.story.return.steps).toEqual([{ system: 'odoo', action: 'ERASE', state: 'DONE', outcome: 'ERASED', readBack: 'GONE' }])
  })
})
