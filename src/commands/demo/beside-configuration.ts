import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defaultConfigFile } from '../../config/load-settings.js'
import { CommandError, ExitCode, type Terminal } from '../hub-command.js'

/** The demo keeps away from a real hub. Throws CommandError where a configuration, or the address of a database, is at hand. */
export function refuseBesideConfiguration({ environment }: Pick<Terminal, 'environment'>, folder = process.cwd()): void {
  const found = [
    ...(existsSync(join(folder, defaultConfigFile)) ? [`${defaultConfigFile} is in this folder`] : []),
    ...(isSet(environment['DATABASE_URL']) ? ['DATABASE_URL is set'] : []),
    ...(isSet(environment['PRIVACY_HUB_CONFIG']) ? ['PRIVACY_HUB_CONFIG is set'] : []),
  ]
  if (found.length > 0) {
    throw new CommandError(
      `The demo does not run beside a real configuration: ${found.join(', and ')}. Run it in another folder, without that.`,
      ExitCode.CANNOT_BEGIN,
    )
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}
