import { createOdooConnector } from './odoo/odoo.js'

/** Kinds of systems that the hub can speak to, each with what makes its connector. */
export const connectorFactories = {
  odoo: createOdooConnector,
} as const
export type ConnectorKind = keyof typeof connectorFactories
