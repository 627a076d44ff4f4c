import { startServer } from '../server.js'
import { runUntilLeaving, settingsFor } from './configured.js'
import { examples, type HubCommand } from './hub-command.js'

/** `privacy-hub serve`: the API alone; bundles wait for a worker elsewhere. */
export const command: HubCommand = {
  configure(command, terminal) {
    command.addHelpText('after', examples(['privacy-hub serve', 'the API; run `privacy-hub worker` beside it'])).action(async () => {
      const settings = settingsFor(command, terminal)
      const { hub, port } = await startServer(settings)
      terminal.print(`The hub listens on http://${settings.server.host}:${port}/graphql. Ctrl-C ends it.`)
      await runUntilLeaving(hub, terminal)
    })
  },
}
