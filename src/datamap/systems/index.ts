import type { SystemMap } from '../data-map.js'
import { kboMap } from './kbo.js'
import { microsoft365Map } from './microsoft365.js'
import { odooMap } from './odoo.js'

/** The maps that the hub ships, one for each system it knows. */
export const shippedMaps: readonly SystemMap[] = [odooMap, microsoft365Map, kboMap]
