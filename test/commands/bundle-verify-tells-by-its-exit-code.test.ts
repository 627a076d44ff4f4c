import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CompiledProgram } from '../builders/child-process.js'
import { answerOf, compileCli, type ProgramAnswer } from '../builders/hub-program.js'
import { newKeys, record, sourceOf, written } from '../builders/package-order.js'

let program: CompiledProgram
let bundle: string
let jwks: string
let strangersJwks: string

beforeAll(async () => {
  program = await compileCli()
  const keys = await newKeys()
  const { paths } = await written({ source: sourceOf({ pages: [{ records: [record(1), record(2)] }] }) }, keys)
  bundle = paths[0]!
  jwks = inFolder('jwks.json', JSON.stringify(keys.jwks))
  strangersJwks = inFolder('stranger.json', JSON.stringify((await newKeys()).jwks))
}, 60_000)

afterAll(() => program.remove())

function inFolder(name: string, content: string | Buffer): string {
  const file = join(dirname(bundle), name)
  writeFileSync(file, content)
  return file
}

function verify(...args: string[]): Promise<ProgramAnswer> {
  return answerOf(program.start('bundle', 'verify', ...args))
}

describe('privacy-hub bundle verify', () => {
  test('ends with 0 for an intact bundle of a known signer', async () => {
    const { code, out, err } = await verify(bundle, '--jwks', jwks)
    expect(code).toBe(0)
    expect(out).toMatch(/^intact, signed by /)
    expect(err).toBe('')
  })

  test('ends with 0 without keys, and says that the signer was not checked', async () => {
    expect(await verify(bundle)).toMatchObject({ code: 0, out: expect.stringContaining('signer not checked') })
  })

  test('prints one JSON document with --json', async () => {
    const { code, out } = await verify(bundle, '--json', '--jwks', jwks)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ intact: true, signature: 'KNOWN' })
  })

  test('ends with 1 for a bundle that somebody else signed', async () => {
    expect(await verify(bundle, '--jwks', strangersJwks)).toMatchObject({ code: 1, out: expect.stringMatching(/^not intact/) })
  })

  test('ends with 2 for half a bundle, for none, and for keys that are no keys', async () => {
    const whole = readFileSync(bundle)
    const half = inFolder('half.zip', whole.subarray(0, whole.length / 2))
    expect((await verify(half)).code).toBe(2)
    expect((await verify(join(dirname(bundle), 'nothing.zip'))).code).toBe(2)
    expect((await verify(bundle, '--jwks', bundle)).code).toBe(2)
  })

  test('ends with 2 when no file is named', async () => {
    expect(await verify()).toMatchObject({ code: 2, err: expect.stringContaining("missing required argument 'file'") })
  })
})
