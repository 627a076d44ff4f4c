import { type Command, InvalidArgumentError } from 'commander'
import { configFileOf } from '../config/load-settings.js'
import { startServer } from '../server.js'
import { checkedSettings, configPlace, runUntilLeaving } from './configured.js'
import { CommandError, examples, ExitCode, type HubCommand, type Terminal } from './hub-command.js'

interface StartOptions {
  readonly port?: number
}

/** `privacy-hub start`: server and worker in one process; the demo where nothing is configured. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .option('--port <number>', 'where the demo listens; with a configuration, its server.port decides', portNumber)
      .addHelpText(
        'after',
        examples(
          ['privacy-hub start', 'with privacy-hub.yaml of this folder; without one, the demo'],
          ['privacy-hub start --config /etc/privacy-hub.yaml', 'with another configuration'],
          ['privacy-hub start --port 4001', 'the demo, where another program has port 4000'],
        ),
      )
      .action(({ port }: StartOptions) => start(command, terminal, port))
  },
}

function portNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) {
    throw new InvalidArgumentError('Write a whole number from 1 to 65535.')
  }
  return Number(text)
}

async function start(command: Command, terminal: Terminal, wantedPort?: number): Promise<void> {
  const file = configFileOf(configPlace(command, terminal))
  if (file === null) {
    const { startDemo } = await import('./demo/start-demo.js')
    return startDemo(terminal, wantedPort === undefined ? {} : { port: wantedPort })
  }
  if (wantedPort !== undefined) {
    throw new CommandError(`--port is for the demo alone. Here ${file} decides: write server.port there.`, ExitCode.CANNOT_BEGIN)
  }
  const settings = checkedSettings(file, terminal)
  const { hub, port } = await startServer(settings)
  hub.startWorker()
  terminal.print(`The hub listens on http://${settings.server.host}:${port}/graphql, its worker runs. Ctrl-C ends both.`)
  await runUntilLeaving(hub, terminal)
}
