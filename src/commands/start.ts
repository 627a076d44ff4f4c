import type { Command } from 'commander'
import { configFileOf } from '../config/load-settings.js'
import { startServer } from '../server.js'
import { checkedSettings, configPlace, runUntilLeaving } from './configured.js'
import { examples, type HubCommand, type Terminal } from './hub-command.js'

/** `privacy-hub start`: server and worker in one process; the demo where nothing is configured. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .addHelpText(
        'after',
        examples(
          ['privacy-hub start', 'with privacy-hub.yaml of this folder; without one, the demo'],
          ['privacy-hub start --config /etc/privacy-hub.yaml', 'with another configuration'],
        ),
      )
      .action(() => start(command, terminal))
  },
}

async function start(command: Command, terminal: Terminal): Promise<void> {
  const file = configFileOf(configPlace(command, terminal))
  if (file === null) {
    const { startDemo } = await import('./demo/start-demo.js')
    return startDemo(terminal)
  }
  const settings = checkedSettings(file, terminal)
  const { hub, port } = await startServer(settings)
  hub.startWorker()
  terminal.print(`The hub listens on http://${settings.server.host}:${port}/graphql, its worker runs. Ctrl-C ends both.`)
  await runUntilLeaving(hub, terminal)
}
