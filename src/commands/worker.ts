import { startWorker } from '../worker.js'
import { runUntilLeaving, settingsFor } from './configured.js'
import { examples, type HubCommand } from './hub-command.js'

/** `privacy-hub worker`: works off jobs; any number may run on one database. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .addHelpText('after', examples(['privacy-hub worker', 'prepares bundles; start as many as the machine bears']))
      .action(async () => {
        const hub = await startWorker(settingsFor(command, terminal))
        terminal.print('The worker runs. Ctrl-C ends it; a bundle under way is handed back.')
        await runUntilLeaving(hub, terminal)
      })
  },
}
