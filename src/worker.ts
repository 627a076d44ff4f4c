import { createHub, type Hub, type HubSurroundings } from './app.js'
import type { HubSettings } from './config/settings.js'

/** A hub that works off jobs and serves nobody. Any number of them may share a database. */
export async function startWorker(settings: HubSettings, surroundings?: HubSurroundings): Promise<Hub> {
  const hub = await createHub(settings, surroundings)
  hub.startWorker()
  return hub
}
