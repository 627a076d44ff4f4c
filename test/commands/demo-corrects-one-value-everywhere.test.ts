import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CorrectionDocument } from '../../src/commands/demo/story/correction/correction-story.js'
import { ExitCode } from '../../src/commands/hub-command.js'
import { tellAsJson, type ToldStory } from '../builders/told-story.js'

let told: ToldStory<CorrectionDocument>

beforeAll(async () => {
  told = await tellAsJson('correction')
}, 120_000)
afterAll(() => told.remove())

describe('privacy-hub demo --story correction', () => {
  test('everything that it promises holds', () => {
    expect(told.terminal.noted).toEqual([])
    expect(told.terminal.exitCode).toBe(ExitCode.FINE)
  })

  test('writes to Odoo and Microsoft 365 and reads both back, and refers the register', () => {
    const seen = told.story.steps.map(({ system, action, state, outcome, readBack }) =>
      [system, action, state, outcome, readBack].join(' '),
    )
    expect(seen).toEqual(
      expect.arrayContaining([
        'odoo RECTIFY DONE RECTIFIED CHANGED',
        'microsoft365 RECTIFY DONE RECTIFIED CHANGED',
        expect.stringMatching(/^kbo REFER DONE REFERRED /),
      ]),
    )
    expect(told.story.steps.every(({ state }) => state === 'DONE')).toBe(true)
  })

  test('tells the recipients, and the contradiction is gone', () => {
    expect(told.story.notices.length).toBeGreaterThan(0)
    expect(told.story.notices.every(({ kind, categories }) => kind === 'RECTIFICATION' && categories.includes('PHONE_NUMBER'))).toBe(true)
    expect(told.story.contradictions.before).toContain('PHONE_NUMBER')
    expect(told.story.contradictions.after).not.toContain('PHONE_NUMBER')
  })

  test('stops where somebody edited the source meanwhile', () => {
    const conflicts = told.story.conflict.steps.filter(({ state }) => state === 'CONFLICT')
    expect(conflicts).toMatchObject([{ system: 'odoo', action: 'RECTIFY', outcome: null }])
  })
})
