import type { SystemMap } from '../data-map.js'
import { odooMap } from './odoo.js'

/** The maps that the hub ships, one for each system it knows. */
export const shippedMaps: readonly SystemMap[] = [odooMap]
