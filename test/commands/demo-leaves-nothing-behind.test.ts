import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompiledProgram } from '../builders/child-process.js'
import { cli } from '../builders/command-line.js'
import { answerOf, compileCli, startIn } from '../builders/hub-program.js'

let program: CompiledProgram
let folder: string

beforeAll(async () => {
  program = await compileCli()
  folder = await mkdtemp(join(tmpdir(), 'hub-demo-test-'))
}, 60_000)

afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

describe('privacy-hub demo', () => {
  test('clears away its hub, keys and all, when its reader has seen enough', async () => {
    const running = startIn(folder, program, ['demo'], { TMPDIR: folder })
    const answer = answerOf(running)
    running.stdout?.once('data', () => running.stdout?.destroy())
    expect((await answer).code).toBe(130)
    expect((await readdir(folder)).filter((name) => name.startsWith('privacy-hub-demo-'))).toEqual([])
  }, 60_000)

  test('clears away the same at Ctrl-C', async () => {
    const running = startIn(folder, program, ['demo'], { TMPDIR: folder })
    const answer = answerOf(running)
    running.stdout?.once('data', () => running.kill('SIGINT'))
    expect((await answer).code).toBe(130)
    expect((await readdir(folder)).filter((name) => name.startsWith('privacy-hub-demo-'))).toEqual([])
  }, 60_000)

  test('wants a folder for the bundles, and says so before it begins', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    expect(await cli(['demo', '--out', file])).toMatchObject({ code: 2, err: `${file} is a file. Name a folder for the bundles.` })
  })
})
