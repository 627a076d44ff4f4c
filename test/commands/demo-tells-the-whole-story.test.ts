import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Command } from 'commander'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runVerify, VerifyExit } from '../../exporters/verify.js'
import { command } from '../../src/commands/demo.js'
import type { StoryDocument } from '../../src/commands/demo/story/story.js'
import { ExitCode } from '../../src/commands/hub-command.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

let out: string
let terminal: RecordedTerminal
let story: StoryDocument

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'demo-out-'))
  terminal = new RecordedTerminal()
  const demo = new Command('demo')
  command.configure(demo, terminal)
  await demo.parseAsync(['--json', '--out', out], { from: 'user' })
  story = JSON.parse(terminal.printed.join('\n')) as StoryDocument
}, 120_000)

afterAll(() => rm(out, { recursive: true }))

describe('privacy-hub demo', () => {
  test('everything that it promises holds', () => {
    expect(terminal.noted).toEqual([])
    expect(terminal.exitCode).toBe(ExitCode.FINE)
  })

  test('prints one JSON document on one line, and nothing else', () => {
    expect(terminal.printed).toHaveLength(1)
    expect(Object.keys(story)).toEqual(['subject', 'categories', 'systems', 'contradictions', 'bundles'])
  })

  test('shows at least 15 categories from three systems', () => {
    expect(story.categories.length).toBeGreaterThanOrEqual(15)
    expect(new Set(story.categories.flatMap(({ systems }) => systems))).toEqual(new Set(['odoo', 'microsoft365', 'kbo']))
    expect(story.categories.every(({ statements }) => statements > 0)).toBe(true)
  })

  test('every system answers for the records that it holds', () => {
    expect(story.systems.map(({ system, answer }) => `${system} ${answer}`)).toEqual(['odoo FOUND', 'microsoft365 FOUND', 'kbo FOUND'])
    expect(story.systems.every(({ records }) => records > 0)).toBe(true)
  })

  test('notices that the telephone numbers differ', () => {
    const contradiction = story.contradictions.find(({ category }) => category === 'PHONE_NUMBER')
    expect(contradiction?.values.toSorted()).toEqual(['+32470000101', '+32470000102'])
    expect(contradiction?.authoritative).toBe('+32470000101')
  })

  test('both bundles are complete and verified, and lie where they were asked', async () => {
    expect(story.bundles).toMatchObject([
      { kind: 'ACCESS_COPY', state: 'READY', complete: true, verified: true, file: join(out, 'access-copy.zip') },
      { kind: 'PORTABILITY', state: 'READY', complete: true, verified: true, file: join(out, 'portability.zip') },
    ])
    expect((await readdir(out)).sort()).toEqual(['access-copy.zip', 'jwks.json', 'portability.zip'])
  })

  test.each([0, 1])('bundle %# is what the document says, byte by byte', async (index) => {
    const { file, bytes, sha512 } = story.bundles[index]!
    const content = await readFile(file ?? '')
    expect({ bytes: content.length, sha512: createHash('sha512').update(content).digest('hex') }).toEqual({ bytes, sha512 })
  })

  test('a stranger verifies both by the published keys when the hub is gone', async () => {
    const jwks = join(out, 'jwks.json')
    const codes = await Promise.all(story.bundles.map(({ file }) => runVerify([file ?? '', '--jwks', jwks], () => undefined)))
    expect(codes).toEqual([VerifyExit.INTACT, VerifyExit.INTACT])
  })

  test('the portability bundle is the smaller one', () => {
    const [access, portability] = story.bundles
    expect(portability!.bytes).toBeLessThan(access!.bytes)
  })
})
