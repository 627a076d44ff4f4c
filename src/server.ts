import { createHub, type Hub, type HubSurroundings } from './app.js'
import type { HubSettings } from './config/settings.js'

/** A hub that serves its API; `port` is the one that it listens on. */
export async function startServer(
  settings: HubSettings,
  surroundings?: HubSurroundings,
): Promise<{ readonly hub: Hub; readonly port: number }> {
  const hub = await createHub(settings, surroundings)
  try {
    return { hub, port: await hub.listen() }
  } catch (error) {
    await hub.close()
    throw error
  }
}
