import { randomBytes } from 'node:crypto'
import { systemClock, timestamp } from '../kernel/clock.js'
import { examples, type HubCommand, type Terminal } from './hub-command.js'

/** `privacy-hub keys new`: a master key for the environment. */
export const command: HubCommand = {
  configure(command, terminal) {
    command
      .command('new')
      .description('print a new master key, as a line for the environment')
      .addHelpText(
        'after',
        examples(
          ['privacy-hub keys new', 'prints PRIVACY_HUB_MASTER_KEY=…'],
          ['privacy-hub keys new >> hub.env', 'into a file that the service manager reads'],
        ),
      )
      .action(() => printNewKey(terminal))
  },
}

function printNewKey(terminal: Terminal): void {
  const id = `k${timestamp(systemClock).slice(0, 10).replaceAll('-', '')}-${randomBytes(2).toString('hex')}`
  terminal.print(`PRIVACY_HUB_MASTER_KEY=${id}:${randomBytes(32).toString('base64')}`)
  terminal.note('Put this line where the service manager or the secret store gives it to the hub, and a copy in a safe: without it')
  terminal.note('everything personal in the hub’s database and bundles is lost. Never into privacy-hub.yaml.')
  if ((terminal.environment['PRIVACY_HUB_MASTER_KEY'] ?? '') !== '') {
    terminal.note('There is a key already. To renew it write the new one in front, a comma, then the old one: NEW,OLD.')
  }
}
