import { createHash } from 'node:crypto'
import type { RecordCapability } from '../../src/connectors/connector.js'
import { composeDataMap } from '../../src/datamap/compose.js'
import type { DataMap } from '../../src/datamap/data-map.js'
import { shippedRecipients } from '../../src/datamap/recipients.js'
import { shippedRetentionRules } from '../../src/datamap/retention-rules.js'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import type { Capabilities, Fingerprint } from '../../src/rights/plans/step-draft.js'
import type { FieldValue, SourceRecord } from '../../src/vocabulary/source-record.js'

const composition = composeDataMap({ maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules })
if (composition.map === null) {
  throw new Error(composition.problems.join('\n'))
}

/** The data map as it is shipped. */
export const shippedMap: DataMap = composition.map

const live = { read: 'LIVE', rectify: 'LIVE', erase: 'LIVE', anonymise: 'LIVE', restrict: 'LIVE', batched: true } as const
const none = { ...live, rectify: 'NONE', erase: 'NONE', anonymise: 'NONE', restrict: 'NONE' } as const

/** Every record type can be written to, but those of the register; `change` says otherwise for single ones, by `system/type`. */
export function capabilitiesWith(change: Readonly<Record<string, Partial<RecordCapability>>> = {}, dataMap = shippedMap): Capabilities {
  const all = [...dataMap.systems.values()].flatMap(({ system, role, recordTypes }) =>
    Object.keys(recordTypes).map((recordType) => {
      const key = `${system}/${recordType}`
      return [key, { recordType, ...(role === 'REGISTER' ? none : live), ...change[key] }] as const
    }),
  )
  return new Map(all)
}

/** Readable enough for a test to see what is watched, and different for different values. */
export const fingerprint: Fingerprint = (ref, field, value) =>
  createHash('sha256')
    .update(JSON.stringify([ref, field, value]))
    .digest('base64url')
    .slice(0, 12)

/** A record of a system, by `system/type`. */
export function recordOf(
  type: string,
  externalId: string,
  fields: Readonly<Record<string, FieldValue>>,
  more: Partial<SourceRecord> = {},
): SourceRecord {
  const [system = '', recordType = ''] = type.split('/')
  return {
    ref: { system, recordType, externalId },
    subjectId: 'lotte',
    fields,
    observedAt: '2026-11-02T08:00:00.000Z',
    attachments: [],
    ...more,
  }
}
