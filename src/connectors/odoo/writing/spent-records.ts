import type { RecordTypeId } from '../../../vocabulary/source-record.js'
import type { OdooRow } from '../reader.js'
import { writeRule } from './write-rules.js'

/** Fields by which a spent record of the type is known; none where its records are never spent. */
export function spentFacts(recordType: RecordTypeId): readonly string[] {
  const { spentWhenEmpty } = writeRule(recordType)
  return spentWhenEmpty === undefined ? [] : ['active', ...spentWhenEmpty]
}

/** Whether a record counts as gone although Odoo keeps its row; it was read with `spentFacts`. */
export function isSpent(row: OdooRow, recordType: RecordTypeId): boolean {
  const { spentWhenEmpty } = writeRule(recordType)
  return spentWhenEmpty !== undefined && row['active'] === false && spentWhenEmpty.every((name) => isEmpty(row[name]))
}

export function isEmpty(value: unknown): boolean {
  return value === false || value === null || value === undefined || value === ''
}
