import type { RecordCapability } from '../connectors/connector.js'
import type { CanonicalValue } from '../datamap/canonical-value.js'
import type { DataMap, FieldMap } from '../datamap/data-map.js'
import { valuesOf } from '../datamap/field-values.js'
import { maskedText } from '../datamap/masking.js'
import { portabilityOf } from '../datamap/portability.js'
import { retentionOf } from '../datamap/retention-period.js'
import { ValueFormat } from '../datamap/value-format.js'
import { InternalError } from '../kernel/errors.js'
import type { ErasureMethod } from '../vocabulary/actionability.js'
import type { StatementIds } from '../security/statement-ids.js'
import { type Actionability, ActionMode } from '../vocabulary/actionability.js'
import { DisclosureMode } from '../vocabulary/disclosure.js'
import type { SourceRecord } from '../vocabulary/source-record.js'
import type { Statement } from '../vocabulary/statement.js'
import { type Audience, type Disclosed, disclosureOf } from './disclosure-rules.js'

export interface StatementContext {
  readonly dataMap: DataMap
  readonly ids: Pick<StatementIds, 'statementId' | 'recordId'>
  readonly capabilities: ReadonlyMap<string, RecordCapability>
  readonly audience: Audience
}

/** Turns a record into statements: one for each value of each mapped field. What the map does not name is not personal data and is left out. */
export function statementsOf(record: SourceRecord, context: StatementContext): Statement[] {
  const recordType = context.dataMap.systems.get(record.ref.system)?.recordTypes[record.ref.recordType]
  if (recordType === undefined) {
    throw new InternalError(`The data map does not know ${record.ref.system}/${record.ref.recordType}.`)
  }
  return Object.entries(recordType.fields).flatMap(([name, field]) =>
    valuesOf(record.fields, name, field).map((value, n) => statementOf({ record, name, n, field, value }, context)),
  )
}

interface OneValue {
  readonly record: SourceRecord
  readonly name: string
  readonly n: number
  readonly field: FieldMap
  readonly value: CanonicalValue
}

function statementOf({ record, name, n, field, value }: OneValue, context: StatementContext): Statement {
  const disclosed = disclosureOf(field, record.authoredBySubject, context.audience)
  const capability = context.capabilities.get(`${record.ref.system}/${record.ref.recordType}`)
  return {
    id: context.ids.statementId(record.subjectId, record.ref, name, n),
    category: field.category,
    ...shown(disclosed, field, value),
    disclosure: disclosed.mode,
    withheld: disclosed.withheld,
    source: { ...record.ref, field: name, observedAt: record.observedAt, sourceUpdatedAt: record.sourceUpdatedAt ?? null },
    origin: field.origin,
    purposes: field.purposes,
    legalBasis: field.legalBasis,
    recipientIds: field.recipients,
    retention: retentionFor(record, field, context.dataMap),
    rectifiable: rectifiableOf(field, capability),
    erasable: erasableOf(field, capability),
    portable: portabilityOf(field.category, field.legalBasis, field.origin),
  }
}

function shown(disclosed: Disclosed, field: FieldMap, value: CanonicalValue): Pick<Statement, 'value' | 'masked' | 'data'> {
  switch (disclosed.mode) {
    case DisclosureMode.VALUE:
      return { value: value.text, masked: null, data: value.data }
    case DisclosureMode.MASKED:
      return { value: null, masked: maskedText(field.category, value.text ?? ''), data: null }
    case DisclosureMode.METADATA_ONLY:
      return { value: null, masked: null, data: field.format === ValueFormat.METADATA ? value.data : { exists: true } }
    case DisclosureMode.WITHHELD:
      return { value: null, masked: null, data: null }
  }
}

function retentionFor(record: SourceRecord, field: FieldMap, dataMap: DataMap): Statement['retention'] {
  const rule = dataMap.retentionRules.get(field.retention)
  if (rule === undefined) {
    throw new InternalError(`The data map has no retention rule ${field.retention}.`)
  }
  return retentionOf(rule, record.retentionStart)
}

function rectifiableOf(field: FieldMap, capability: RecordCapability | undefined): Actionability {
  if (field.rectifiable.mode === ActionMode.YES && capability?.rectify !== 'LIVE') {
    return { mode: ActionMode.MANUAL, reason: 'The hub cannot write to this system; staff correct it there.' }
  }
  return field.rectifiable
}

const erasureModes: Readonly<Record<ErasureMethod, Actionability>> = {
  DELETE_RECORD: { mode: ActionMode.YES },
  CLEAR_FIELD: { mode: ActionMode.YES },
  ANONYMISE: { mode: ActionMode.YES },
  RESTRICT_AND_RETAIN: { mode: ActionMode.NO, reason: 'The law requires keeping it; its use is restricted until the retention date.' },
  FIX_SOURCE_FIELD: { mode: ActionMode.NO, reason: 'It is derived from another field and goes with it.' },
  EXPIRES: { mode: ActionMode.NO, reason: 'It cannot be erased by hand and expires by itself.' },
  OWN_COPY_ONLY: { mode: ActionMode.REFERRAL, reason: 'Only our copy can be erased; the register keeps its own.' },
  BY_HAND: { mode: ActionMode.MANUAL, reason: 'Staff erase it in the system itself.' },
}

function erasableOf(field: FieldMap, capability: RecordCapability | undefined): Actionability {
  const wanted = erasureModes[field.erasure]
  if (wanted.mode === ActionMode.YES && capability?.erase !== 'LIVE') {
    return { mode: ActionMode.MANUAL, reason: 'The hub cannot erase in this system; staff erase it there.' }
  }
  return wanted
}
