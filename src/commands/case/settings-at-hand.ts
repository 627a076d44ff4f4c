import type { Command } from 'commander'
import { configFileOf } from '../../config/load-settings.js'
import type { HubSettings } from '../../config/settings.js'
import { configPlace, settingsFor } from '../configured.js'
import { demoMasterKeys } from '../demo/demo-secrets.js'
import { demoSettings } from '../demo/demo-settings.js'
import { demoFolder, readRunningDemo } from '../demo/running-demo.js'
import type { Terminal } from '../hub-command.js'

/**
 * The settings in force, or, where nothing is configured, those of the demo that was started in this folder. Its systems are left
 * out: who only reads what the hub itself holds needs none. Throws CommandError where there is neither.
 */
export async function settingsAtHand(command: Command, terminal: Pick<Terminal, 'environment'>): Promise<HubSettings> {
  const demo = configFileOf(configPlace(command, terminal)) === null ? await readRunningDemo(demoFolder) : null
  if (demo === null) {
    return settingsFor(command, terminal)
  }
  const place = { folder: demoFolder, port: 0, issuer: demo.issuer, masterKeys: await demoMasterKeys(demoFolder) }
  return demoSettings({ ...place, systems: [] })
}
