import { openDatabase } from '../../ormconfig.js'
import { createLogger } from '../kernel/logger.js'
import { settingsFor } from './configured.js'
import { examples, type HubCommand } from './hub-command.js'

/** `privacy-hub migrate`: makes the tables, or brings them up to date. */
export const command: HubCommand = {
  configure(command, terminal) {
    command.addHelpText('after', examples(['privacy-hub migrate', 'before the first start of a new version'])).action(async () => {
      const { database: location, logLevel } = settingsFor(command, terminal)
      const database = await openDatabase(location, { migrate: true, logger: createLogger(logLevel) })
      await database.close()
      terminal.print('The database is up to date.')
    })
  },
}
