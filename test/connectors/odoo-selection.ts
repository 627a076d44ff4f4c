import type { Selection } from '../../src/connectors/connector.js'
import type { RecordTypeMap } from '../../src/datamap/data-map.js'
import { odooMap } from '../../src/datamap/systems/odoo.js'
import { allSourceFieldsOf } from '../../src/datamap/field-values.js'

const recordTypes: Readonly<Record<string, RecordTypeMap>> = odooMap.recordTypes

/** All record types of Odoo with every field that the map names. */
export const everythingMapped: Selection = new Map(Object.entries(recordTypes).map(([id, type]) => [id, allSourceFieldsOf(type)]))
