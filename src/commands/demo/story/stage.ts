import type { DemoWorld } from '../demo-world.js'
import { HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'

/** What every chapter of the story plays on. */
export class Stage {
  constructor(
    readonly world: DemoWorld,
    readonly narrator: Narrator,
    /** Where downloaded bundles go. */
    readonly folder: string,
    readonly signal: AbortSignal,
  ) {}

  /** A log-in of a persona, just now or `authAgeSeconds` ago. */
  readonly as = async (persona: string, authAgeSeconds = 0): Promise<HubSession> => {
    const token = await this.world.provider.accessToken(persona, authAgeSeconds)
    if (token === null) {
      throw new Error('The story has a role for a persona that the demo does not have.')
    }
    return new HubSession(this.world.url, token, this.signal)
  }
}
