import { createKboConnector } from './kbo/kbo.js'
import { createMicrosoft365Connector } from './microsoft365/microsoft365.js'
import { createOdooConnector } from './odoo/odoo.js'

/** Kinds of systems that the hub can speak to, each with what makes its connector. */
export const connectorFactories = {
  odoo: createOdooConnector,
  microsoft365: createMicrosoft365Connector,
  kbo: createKboConnector,
} as const
export type ConnectorKind = keyof typeof connectorFactories
