import type { HubSettings } from '../../config/settings.js'
import type { Terminal } from '../hub-command.js'

export interface ReplayCommand {
  readonly settings: HubSettings
  readonly file: string | null
  readonly json: boolean
}

export async function replayLedger(_command: ReplayCommand, _terminal: Terminal): Promise<void> {}
