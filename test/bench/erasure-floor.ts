import { attestationsOf } from '../../src/compose-attestations.js'
import { type Changing, changingOf } from '../../src/compose-changes.js'
import { tellingOf } from '../../src/compose-notices.js'
import type { InMemoryConnector } from '../../src/connectors/in-memory.js'
import { belgianAuthority } from '../../src/federation/access-statement.js'
import { composeFederation } from '../../src/federation/compose.js'
import { type Foundation, layFoundation } from '../../src/foundation.js'
import { systemClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { StatementIds } from '../../src/security/statement-ids.js'
import { settingsFor } from '../builders/hub-world.js'
import { dataMap, emptySystems } from './erasure-systems.js'

/** What a process of bench:erasure stands on: the hub's services over the shared database, and systems in its own memory. */
export interface ErasureFloor {
  readonly foundation: Foundation
  readonly changing: Changing
  readonly systems: readonly InMemoryConnector[]
}

export async function layErasureFloor(location: string, folder: string): Promise<ErasureFloor> {
  const settings = settingsFor({ folder, location, systems: [], issuer: 'http://127.0.0.1' })
  const systems = emptySystems()
  const foundation = withSystems(await layFoundation(settings, systemClock, silentLogger), systems)
  await foundation.ledger.open()
  const attestations = attestationsOf(foundation, () => 'http://127.0.0.1')
  return { foundation, systems, changing: changingOf(foundation, { notices: tellingOf(foundation).notices, attestations }) }
}

function withSystems(foundation: Foundation, connectors: readonly InMemoryConnector[]): Foundation {
  const { settings, masterKeys, pauses } = foundation
  const federation = composeFederation({
    ...foundation,
    connectors,
    dataMap,
    hasher: new IdentifierHasher(masterKeys),
    ids: new StatementIds(masterKeys),
    options: { ...settings.federation, gateway: { ...settings.federation, pauses }, authority: belgianAuthority },
  })
  return { ...foundation, dataMap, federation }
}
