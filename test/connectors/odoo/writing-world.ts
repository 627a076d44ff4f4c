import type { FieldWrite, InspectedRecord, WriteOrder } from '../../../src/connectors/connector.js'
import type { OdooOptions } from '../../../src/connectors/odoo/options.js'
import type { OdooSimulatorOptions } from '../../../src/simulators/odoo/odoo-simulator.js'
import type { RecordRef } from '../../../src/vocabulary/source-record.js'
import { everythingMapped } from '../odoo-selection.js'
import { linkTo, never, type OdooWorld, startOdoo } from '../odoo-world.js'

/** An Odoo to write to, and orders as the hub gives them: after inspecting the record. */
export interface WritingWorld extends OdooWorld {
  /** Undefined when the record is gone. */
  look(recordType: string, id: number): Promise<InspectedRecord | undefined>
  /** Inspects, then orders these changes; null empties a field. */
  order(recordType: string, id: number, changes?: Readonly<Record<string, FieldWrite['value']>>): Promise<WriteOrder>
}

export const versions = [[17], [19]] as const

export async function startWriting(options: OdooSimulatorOptions = {}, changed: Partial<OdooOptions> = {}): Promise<WritingWorld> {
  const world = await startOdoo(options, changed)
  const look: WritingWorld['look'] = async (recordType, id) =>
    (await world.connector.inspect!([refTo(recordType, id)], everythingMapped, never))[0]
  return {
    ...world,
    look,
    async order(recordType, id, changes = {}) {
      const { fields = {}, version } = (await look(recordType, id)) ?? {}
      const written = Object.entries(changes).map(([field, value]) => ({ field, value }))
      return { ref: refTo(recordType, id), expected: { fields, version }, key: 'step-1', changes: written }
    },
  }
}

export function refTo(recordType: string, id: number): RecordRef {
  return linkTo(recordType, id).ref
}
