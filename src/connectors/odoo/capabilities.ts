import type { RecordCapability } from '../connector.js'
import { odooRecordTypes, type OdooRecordType } from './record-types.js'
import { writeRule } from './writing/write-rules.js'

/** What the hub can do with each kind of record that Odoo holds about people, whether or not its module is installed on a given server. */
export const odooCapabilities: readonly RecordCapability[] = odooRecordTypes.filter(({ isStep }) => isStep !== true).map(capabilityOf)

function capabilityOf({ recordType, remark: ofType }: OdooRecordType): RecordCapability {
  const { rectify = 'NONE', erase = 'NONE', anonymise = 'NONE', restrict = 'NONE', eraseRank, remark: ofWriting } = writeRule(recordType)
  const remarks = [ofType, ofWriting].filter((text) => text !== undefined)
  return {
    recordType,
    read: 'LIVE',
    rectify,
    erase,
    anonymise,
    restrict,
    batched: true,
    eraseRank,
    remark: remarks.length === 0 ? undefined : remarks.join(' '),
  }
}
