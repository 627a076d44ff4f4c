import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Command } from 'commander'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from '../../src/commands/demo.js'
import { refuseBesideConfiguration } from '../../src/commands/demo/beside-configuration.js'
import { startDemo } from '../../src/commands/demo/start-demo.js'
import { cli } from '../builders/command-line.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-beside-'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('the demo beside a real configuration', () => {
  test('does not run where privacy-hub.yaml is', async () => {
    await writeFile(join(folder, 'privacy-hub.yaml'), '')
    expect(() => refuseBesideConfiguration({ environment: {} }, folder)).toThrow('privacy-hub.yaml is in this folder')
  })

  test.each(['DATABASE_URL', 'PRIVACY_HUB_CONFIG'])('neither tells its story nor starts where %s is set', async (name) => {
    const terminal = new RecordedTerminal({ [name]: 'anything' })
    const demo = new Command('demo')
    command.configure(demo, terminal)
    await expect(demo.parseAsync([], { from: 'user' })).rejects.toThrow(`${name} is set`)
    await expect(startDemo(terminal, { folder: join(folder, 'demo'), port: 0 })).rejects.toThrow(`${name} is set`)
    expect(await readdir(folder)).toEqual([])
  })

  test('runs where there is none', () => {
    expect(() => refuseBesideConfiguration({ environment: { DATABASE_URL: '' } }, folder)).not.toThrow()
  })

  test('--port is the demo’s: beside a configuration it is refused', async () => {
    const file = join(folder, 'privacy-hub.yaml')
    await writeFile(file, '')
    const { code, err } = await cli(['start', '--port', '4001', '--config', file])
    expect([code, err]).toEqual([2, `--port is for the demo alone. Here ${file} decides: write server.port there.`])
    expect(await cli(['start', '--port', '0'])).toMatchObject({ code: 2, err: expect.stringContaining('from 1 to 65535') })
  })

  test('start --port tells the demo where to listen', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    expect(await cli(['start', '--port', String(port)])).toMatchObject({ code: 2, err: expect.stringContaining(`Port ${port} is taken`) })
    await new Promise((resolve) => other.close(resolve))
  })

  test('a taken port is told before anything is made', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const starting = startDemo(new RecordedTerminal(), { folder: join(folder, 'demo'), port })
    await expect(starting).rejects.toThrow(new RegExp(`Port ${port} is taken.*npm start -- --port \\d+`))
    expect(await readdir(folder)).toEqual([])
    await new Promise((resolve) => other.close(resolve))
  })
})
