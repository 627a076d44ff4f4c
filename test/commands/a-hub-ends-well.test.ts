import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompiledProgram, printed } from '../builders/child-process.js'
import { leastYaml, masterKey } from '../builders/config-files.js'
import { answerOf, compileCli, startIn } from '../builders/hub-program.js'

const environment = { PRIVACY_HUB_MASTER_KEY: masterKey }

let program: CompiledProgram
let folder: string

beforeAll(async () => {
  program = await compileCli()
  folder = await mkdtemp(join(tmpdir(), 'hub-cli-'))
}, 60_000)

afterAll(async () => {
  await program.remove()
  await rm(folder, { recursive: true })
})

async function run(command: string, yaml = `${leastYaml}server: { port: 0 }`): Promise<ChildProcess> {
  await writeFile(join(folder, 'privacy-hub.yaml'), yaml)
  return startIn(folder, program, [command], environment)
}

/** Address that the hub says it listens on. */
async function addressOf(running: ChildProcess): Promise<string> {
  let said = ''
  running.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await printed(running, '/graphql')
  return /http:\/\/[\d.:]+/.exec(said)?.[0] ?? ''
}

describe('a configured hub', () => {
  test.each(['start', 'serve'])('%s says where it listens, answers there, and ends well on SIGTERM', async (command) => {
    const running = await run(command)
    const answer = answerOf(running)
    const address = await addressOf(running)
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect((await fetch(`${address}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })).status).toBe(401)
    running.kill('SIGTERM')
    expect((await answer).code).toBe(0)
    await expect(fetch(`${address}/readyz`)).rejects.toThrow()
  })

  test('worker runs until Ctrl-C', async () => {
    const running = await run('worker')
    const answer = answerOf(running)
    await printed(running, 'The worker runs.')
    running.kill('SIGINT')
    expect((await answer).code).toBe(0)
  })
})

describe('a hub that cannot start', () => {
  test('tells every problem of its configuration, ends with 2, and makes nothing', async () => {
    const { code, out, err } = await answerOf(await run('start', 'server: { port: one }'))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('privacy-hub.yaml, line 1: server.port is a text that does not fit.')
    expect(err).toContain('controller is missing.')
    expect(err).not.toContain('    at ')
  })

  test('says that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const { code, err } = await answerOf(await run('serve', `${leastYaml}server: { port: ${portOf(other)} }`))
    other.close()
    expect({ code, err }).toEqual({ code: 1, err: 'The port is taken by another program. Stop that, or write another server.port.\n' })
  })
})

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
