import { Command } from 'commander'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from '../../src/commands/demo.js'
import { RecordedTerminal } from './recorded-terminal.js'

/** A story of the demo, told as JSON, with what it kept. */
export interface ToldStory<T> {
  readonly story: T
  readonly terminal: RecordedTerminal
  readonly out: string
  readonly remove: () => Promise<void>
}

export async function tellAsJson<T>(name: string): Promise<ToldStory<T>> {
  const out = await mkdtemp(join(tmpdir(), 'demo-out-'))
  const terminal = new RecordedTerminal()
  const demo = new Command('demo')
  command.configure(demo, terminal)
  await demo.parseAsync(['--json', '--story', name, '--out', out], { from: 'user' })
  const story = JSON.parse(terminal.printed.join('\n')) as T
  return { story, terminal, out, remove: () => rm(out, { recursive: true }) }
}
