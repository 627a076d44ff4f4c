import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandError } from '../hub-command.js'
import { personas } from './personas.js'

/** Where `npm start` keeps everything, below the folder in which it was started. */
export const demoFolder = '.demo'

/** What other processes need to know of the demo that was started last. */
export interface RunningDemo {
  readonly url: string
  readonly issuer: string
}

export async function saveRunningDemo(folder: string, demo: RunningDemo): Promise<void> {
  await writeFile(join(folder, 'running.json'), `${JSON.stringify(demo)}\n`, { mode: 0o600 })
}

/** Null where no demo was ever started in this folder. */
export async function readRunningDemo(folder: string): Promise<RunningDemo | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'running.json'), 'utf8')) as RunningDemo
  } catch {
    return null
  }
}

/** An access token of the demo that runs in this folder. Throws CommandError where there is none, or no such persona. */
export async function tokenOfRunningDemo(folder: string, persona: string, authAgeSeconds: number): Promise<string> {
  if (!personas.some(({ key }) => key === persona)) {
    throw new CommandError(`There is no persona of that name. There are ${personas.map(({ key }) => key).join(', ')}.`)
  }
  const demo = await readRunningDemo(folder)
  const answer = demo === null ? null : await askForToken(demo.issuer, persona, authAgeSeconds)
  if (answer === null) {
    throw new CommandError('The demo does not run in this folder. Start it in another terminal: npm start')
  }
  return answer
}

async function askForToken(issuer: string, persona: string, authAgeSeconds: number): Promise<string | null> {
  try {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ account: persona, auth_age: String(authAgeSeconds) }),
      signal: AbortSignal.timeout(5_000),
    })
    const { access_token: token } = (await response.json()) as { access_token?: unknown }
    return response.ok && typeof token === 'string' ? token : null
  } catch {
    return null
  }
}
