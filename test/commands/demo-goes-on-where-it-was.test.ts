import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { getIntrospectionQuery } from 'graphql'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRunningDemo, tokenOfRunningDemo } from '../../src/commands/demo/running-demo.js'
import { readyQuery, startDemo } from '../../src/commands/demo/start-demo.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-start-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** Starts the demo, looks at it while it runs, and leaves it by Ctrl-C. */
async function whileItRuns<T>(look: (url: string) => Promise<T>): Promise<T> {
  const terminal = new RecordedTerminal()
  const said = new Promise<void>((resolve) => {
    const print = terminal.print.bind(terminal)
    terminal.print = (line) => {
      print(line)
      if (line.startsWith('Ctrl-C')) {
        resolve()
      }
    }
  })
  const ended = startDemo(terminal, { folder, port: 0 })
  await Promise.race([said, ended])
  try {
    return await look((await readRunningDemo(folder))?.url ?? '')
  } finally {
    terminal.interrupt()
    await ended
  }
}

interface Answer {
  readonly data?: { readonly me: { readonly id: string; readonly profile: { readonly coverage: readonly { readonly answer: string }[] } } }
  readonly errors?: readonly unknown[]
}

async function ask(url: string, query: string, authAgeSeconds = 0): Promise<Answer> {
  const token = await tokenOfRunningDemo(folder, 'lotte', authAgeSeconds)
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await response.json()) as Answer
}

describe('npm start without a configuration', () => {
  test('started again, a persona is still the same data subject', async () => {
    const first = await whileItRuns((url) => ask(url, '{ me { id } }'))
    const second = await whileItRuns((url) => ask(url, '{ me { id } }', 3_600))
    expect(first).toMatchObject({ data: { me: { id: expect.any(String) } } })
    expect(second).toEqual(first)
  }, 60_000)

  test('the explorer page’s ready query and introspection are answered', async () => {
    const answers = await whileItRuns((url) => Promise.all([ask(url, readyQuery), ask(url, getIntrospectionQuery())]))
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined])
    expect(answers[0]?.data?.me.profile.coverage.map(({ answer }) => answer)).toEqual(['FOUND', 'FOUND', 'FOUND'])
  }, 60_000)

  test('the explorer page loads nothing from elsewhere', async () => {
    const { policy, page } = await whileItRuns(async (url) => {
      const response = await fetch(url)
      return { policy: response.headers.get('content-security-policy') ?? '', page: await response.text() }
    })
    expect(page).toContain('npx privacy-hub token --as lotte')
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="?(https?:)?\/\//)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self'")
  }, 60_000)

  test.each(['master-key', 'signing-keys.json', 'identity-provider.json'])('%s is readable for its owner alone', async (name) => {
    await whileItRuns(() => Promise.resolve())
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })
})

describe('privacy-hub token', () => {
  test('says what to do where no demo was ever started', async () => {
    await expect(tokenOfRunningDemo(folder, 'lotte', 0)).rejects.toThrow('npm start')
  })

  test('says what to do where the demo has ended', async () => {
    await whileItRuns(() => Promise.resolve())
    await expect(tokenOfRunningDemo(folder, 'lotte', 0)).rejects.toThrow('npm start')
  })

  test('names the personas where it is asked for another', async () => {
    await expect(tokenOfRunningDemo(folder, 'somebody', 0)).rejects.toThrow('lotte, namesake, trader')
  })
})
