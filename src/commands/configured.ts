import { once } from 'node:events'
import type { Command } from 'commander'
import { type ConfigPlace, configFileOf, loadSettings } from '../config/load-settings.js'
import type { HubSettings } from '../config/settings.js'
import { MasterKeys } from '../security/master-keys.js'
import { CommandError, ExitCode, type Terminal } from './hub-command.js'

/** Where the command line and the environment say that the configuration is. */
export function configPlace(command: Command, { environment }: Pick<Terminal, 'environment'>): ConfigPlace {
  const { config } = command.optsWithGlobals<{ config?: string }>()
  return { environment, ...(config === undefined ? {} : { file: config }) }
}

/** The file that is in force. Throws CommandError where there is none. */
export function requiredConfigFile(place: ConfigPlace): string {
  const file = configFileOf(place)
  if (file === null) {
    const advice = 'Copy privacy-hub.example.yaml to privacy-hub.yaml and change what is yours, or name a file with --config.'
    throw new CommandError(`There is no configuration here. ${advice}`, ExitCode.CANNOT_BEGIN)
  }
  return file
}

/** The checked settings, master keys included. Throws ConfigurationError or CommandError. */
export function checkedSettings(file: string, { environment }: Pick<Terminal, 'environment'>): HubSettings {
  const settings = loadSettings(file, environment)
  MasterKeys.parse(settings.keys.masterKeys)
  return settings
}

export function settingsFor(command: Command, terminal: Pick<Terminal, 'environment'>): HubSettings {
  return checkedSettings(requiredConfigFile(configPlace(command, terminal)), terminal)
}

/** Keeps the hub running until somebody wants it to end, then closes it well. */
export async function runUntilLeaving(hub: { close(): Promise<void> }, terminal: Terminal): Promise<void> {
  if (!terminal.signal.aborted) {
    await once(terminal.signal, 'abort')
  }
  terminal.note('Closing; what is under way is ended or handed back. Once more ends it at once.')
  await hub.close()
}
