import { type Command, Option } from 'commander'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { refuseBesideConfiguration } from './demo/beside-configuration.js'
import { DemoWorld } from './demo/demo-world.js'
import { Narrator } from './demo/narrator.js'
import { Stage } from './demo/story/stage.js'
import { type Story, stories } from './demo/story/stories.js'
import { CommandError, examples, ExitCode, type HubCommand, type Terminal } from './hub-command.js'

interface DemoOptions {
  readonly json?: boolean
  readonly story: keyof typeof stories
  readonly out?: string
}

/** `privacy-hub demo [--json] [--out DIR]`: tells the story on a hub of its own, which is gone afterwards. */
export const command: HubCommand = {
  configure(command: Command, terminal) {
    command
      .option('--json', 'print what happened as one JSON document instead')
      .addOption(new Option('--story <name>', 'which story').choices(Object.keys(stories)).default('access'))
      .option('--out <folder>', 'keep what it makes there: bundles or attestation, and the keys to check them')
      .addHelpText('after', `\nStories:\n${storyList()}`)
      .addHelpText(
        'after',
        examples(
          ['privacy-hub demo', 'the story of access and portability'],
          ['privacy-hub demo --story erasure --out proof', 'an erasure, and keep its attestation'],
          ['privacy-hub demo --out copies', 'and keep the bundles'],
          ['privacy-hub bundle verify copies/access-copy.zip --jwks copies/jwks.json', 'check one of them'],
        ),
      )
      .action((options: DemoOptions) => tell(terminal, options))
  },
}

function storyList(): string {
  return Object.entries(stories)
    .map(([name, { about }]) => `  ${name.padEnd(12)}${about}`)
    .join('\n')
}

async function tell(terminal: Terminal, { json = false, out, story: name }: DemoOptions): Promise<void> {
  const story: Story = stories[name]
  refuseBesideConfiguration(terminal)
  await refuseFile(out)
  const folder = await mkdtemp(join(tmpdir(), 'privacy-hub-demo-'))
  try {
    const downloads = resolve(out ?? folder)
    await mkdir(downloads, { recursive: true })
    const narrator = new Narrator(terminal, json)
    narrator.progress.show('Starting Odoo, Microsoft 365 and KBO (simulated), an identity provider, and a hub …')
    const world = await DemoWorld.start({ folder, port: 0, logLevel: 'silent', signal: terminal.signal })
    try {
      const document = await story.tell(new Stage(world, narrator, downloads, terminal.signal), out !== undefined)
      if (json) {
        terminal.print(JSON.stringify(document))
      }
      await keepKeys(world.url, out)
      conclude(narrator, terminal, out === undefined ? null : story.check(out))
    } finally {
      await world.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function refuseFile(out: string | undefined): Promise<void> {
  const found = out === undefined ? undefined : await stat(out).catch(() => undefined)
  if (found?.isDirectory() === false) {
    throw new CommandError(`${out} is a file. Name a folder for the bundles.`, ExitCode.CANNOT_BEGIN)
  }
}

/** The keys that the hub published, so that the bundles can be checked when it is gone. */
async function keepKeys(url: string, out: string | undefined): Promise<void> {
  if (out !== undefined) {
    const keys = await fetch(`${url}/.well-known/jwks.json`)
    await writeFile(join(out, 'jwks.json'), await keys.text())
  }
}

function conclude(narrator: Narrator, terminal: Terminal, check: string | null): void {
  narrator.progress.settle()
  if (check !== null) {
    narrator.say('', 'What it made is kept. Check it:', check)
  }
  narrator.say('', narrator.broken.length === 0 ? 'Everything held.' : `${narrator.broken.length} promise(s) did not hold.`)
  if (narrator.broken.length > 0) {
    terminal.exitWith(ExitCode.FAILED)
  }
}
