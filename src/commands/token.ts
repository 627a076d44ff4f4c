import { type Command, InvalidArgumentError } from 'commander'
import { personas } from './demo/personas.js'
import { demoFolder, tokenOfRunningDemo } from './demo/running-demo.js'
import { examples, type HubCommand } from './hub-command.js'

interface TokenOptions {
  readonly as: string
  readonly authAge: number
}

/** `privacy-hub token --as PERSONA [--auth-age SECONDS]`: prints an access token of the running demo, and nothing else. */
export const command: HubCommand = {
  configure(command: Command, terminal) {
    command
      .requiredOption('--as <persona>', 'who logs in')
      .option('--auth-age <seconds>', 'how long ago they logged in', wholeSeconds, 0)
      .addHelpText('after', personaList())
      .addHelpText(
        'after',
        examples(
          ['privacy-hub token --as lotte', 'a token of Lotte, who logged in just now'],
          ['privacy-hub token --as lotte --auth-age 3600', 'of an hour ago: a download asks her to log in again'],
        ),
      )
      .action(async ({ as, authAge }: TokenOptions) => terminal.print(await tokenOfRunningDemo(demoFolder, as, authAge)))
  },
}

function wholeSeconds(text: string): number {
  if (!/^\d{1,8}$/.test(text)) {
    throw new InvalidArgumentError('Write a whole number of seconds.')
  }
  return Number(text)
}

function personaList(): string {
  const lines = personas.map(({ key, name, about }) => `  ${key.padEnd(10)} ${name}: ${about}`)
  return `\nPersonas:\n${lines.join('\n')}`
}
