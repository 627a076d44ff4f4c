import type { Database } from '../entities/database.js'
import type { SystemSettings } from './config/settings.js'
import type { Connector } from './connectors/connector.js'
import { connectorFactories } from './connectors/index.js'
import { DatabaseKboStore } from './federation/kbo-store.js'
import type { Clock } from './kernel/clock.js'
import type { Logger } from './kernel/logger.js'

interface Surroundings {
  /** Null where it cannot be used: what lies in it is then left out. */
  readonly database: Database | null
  readonly clock: Clock
  readonly logger: Logger
}

/** Makes the connectors of the configured systems. */
export function connectSystems(systems: readonly SystemSettings[], surroundings: Surroundings): Connector[] {
  return systems.flatMap((system) => connect(system, surroundings) ?? [])
}

function connect(system: SystemSettings, { database, clock, logger }: Surroundings): Connector | null {
  switch (system.kind) {
    case 'odoo':
      return connectorFactories.odoo({ ...system, clock })
    case 'microsoft365':
      return connectorFactories.microsoft365({ ...system, clock, logger })
    case 'kbo':
      return database === null
        ? null
        : connectorFactories.kbo({ store: new DatabaseKboStore(database), clock, activities: system.activities })
  }
}
