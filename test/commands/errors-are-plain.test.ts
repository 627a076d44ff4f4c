import { describe, expect, test } from '@jest/globals'
import { CommandError, type CommandEntry, ExitCode } from '../../src/commands/hub-command.js'
import { BadInputError, ConfigurationError } from '../../src/kernel/errors.js'
import { cli } from '../builders/command-line.js'

const marker = 'personal-marker'

/** A table with one command that fails as told. */
function failing(error: unknown): readonly CommandEntry[] {
  const command = {
    configure: (given: { action(work: () => never): unknown }): void => {
      given.action(() => {
        throw error
      })
    },
  }
  return [{ name: 'fail', description: 'fails', load: async () => ({ command }) }]
}

function errno(code: string): Error {
  return Object.assign(new Error(`connect ${marker}`), { code })
}

describe('what a command says when it fails', () => {
  test('one sentence with what to do, and the code that goes with it', async () => {
    const answer = await cli(['fail'], { table: failing(new CommandError('Not here. Go there.', ExitCode.CANNOT_BEGIN)) })
    expect(answer).toEqual({ code: 2, out: '', err: 'Not here. Go there.' })
  })

  test('every problem of a configuration', async () => {
    const answer = await cli(['fail'], { table: failing(new ConfigurationError(['One thing.', 'Another.'])) })
    expect(answer).toEqual({ code: 2, out: '', err: '2 things to put right first:\n- One thing.\n- Another.' })
  })

  test('our own words, where they are ours', async () => {
    expect(await cli(['fail'], { table: failing(new BadInputError('Write a date.')) })).toMatchObject({ code: 1, err: 'Write a date.' })
  })

  test.each([
    ['EADDRINUSE', 'server.port'],
    ['ECONNREFUSED', 'DATABASE_URL'],
    ['SQLITE_CANTOPEN', 'folder exists'],
    ['SQLITE_CANTOPEN_ISDIR', 'folder exists'],
    ['ER_ACCESS_DENIED_ERROR', 'user and password'],
  ])('what %s of a library means, never its message', async (code, told) => {
    const answer = await cli(['fail'], { table: failing(errno(code)) })
    expect(answer.err).toContain(told)
    expect(answer.err).not.toContain(marker)
    expect(answer.code).toBe(1)
  })

  test('a stack trace only with --debug', async () => {
    const table = failing(new TypeError('undefined is not a function'))
    const plain = await cli(['fail'], { table })
    const debugged = await cli(['fail', '--debug'], { table })
    expect(plain.err).toBe('Something unexpected went wrong. Run it again with --debug to see where.')
    expect(debugged.err).toContain('errors-are-plain.test')
  })
})

describe('what was typed wrong', () => {
  test.each([
    ['an unknown command', ['satrt'], 'Did you mean start'],
    ['an unknown option', ['keys', 'new', '--lenght', '3'], "unknown option '--lenght'"],
    ['a missing argument', ['bundle', 'verify'], "missing required argument 'file'"],
    ['a configuration that is not there', ['doctor', '--config', '/nowhere/hub.yaml'], '/nowhere/hub.yaml: this file cannot be read.'],
  ])('%s is named, and ends with 2 or a finding', async (_what, args, told) => {
    const { code, out, err } = await cli(args)
    expect(`${out}\n${err}`).toContain(told)
    expect(code).toBeGreaterThan(0)
  })
})

describe('help', () => {
  const commands = ['start', 'serve', 'worker', 'migrate', 'doctor', 'demo', 'token']
  const nested = ['config check', 'keys new', 'kbo import', 'kbo status', 'bundle verify', 'case show', 'case watch']

  test.each([...commands, ...nested])('privacy-hub %s --help shows examples and ends with 0', async (line) => {
    const { code, out } = await cli([...line.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toContain('Examples:')
    expect(out).toContain(`privacy-hub ${line}`)
  })

  test('lists every command', async () => {
    const { code, out } = await cli(['--help'])
    expect(code).toBe(0)
    commands.forEach((name) => expect(out).toContain(`  ${name} `))
  })

  test.each([[], ['doctor'], ['kbo', 'import']])('privacy-hub help %s %s is the same as --help', async (...command) => {
    const asked = await cli(['help', ...command])
    expect(asked).toEqual(await cli([...command, '--help']))
    expect(asked.code).toBe(0)
  })

  test('--version prints the version of the package', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  })
})
