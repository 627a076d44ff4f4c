import { isDeepStrictEqual } from 'node:util'
import { anonymousWord } from '../../../datamap/emptied-fields.js'
import { CoverageReason } from '../../../vocabulary/coverage.js'
import type { RecordRef, RecordTypeId, SystemId } from '../../../vocabulary/source-record.js'
import type { InspectedRecord, Selection, WriteOrder } from '../../connector.js'
import { SourceError } from '../../source-error.js'
import { idsIn } from '../decode.js'
import type { FieldFacts, ModelFields, OdooReader, OdooRow } from '../reader.js'
import { fieldsIn, readable, versionOf } from '../record-fields.js'
import { modelsOf, odooRecordType, type OdooRecordType } from '../record-types.js'
import { isEmpty, isSpent, spentFacts } from './spent-records.js'
import { writeRule } from './write-rules.js'

/** A record type as this server has it. */
export interface InstalledType {
  readonly type: OdooRecordType
  readonly model: string
  readonly fields: ModelFields
  readonly facts: ReadonlyMap<string, FieldFacts>
}

/** A record just read, for a write that follows at once. */
export interface LiveRecord extends InstalledType {
  readonly id: number
  /** Undecoded; with the facts that its write rule needs. */
  readonly row: OdooRow
}

export type Look = { readonly kind: 'GONE' } | { readonly kind: 'CHANGED' } | { readonly kind: 'SAME'; readonly record: LiveRecord }

const company = 'commercial_partner_id'

/** Single records as they are now, told as `collect` tells them. */
export class OdooInspector {
  constructor(
    private readonly reader: OdooReader,
    private readonly system: SystemId,
  ) {}

  async inspect(refs: readonly RecordRef[], selection: Selection, signal: AbortSignal): Promise<InspectedRecord[]> {
    const inspected: InspectedRecord[] = []
    for (const recordType of new Set(refs.map((ref) => ref.recordType))) {
      const ids = refs.filter((ref) => ref.recordType === recordType).map(idOf)
      inspected.push(...(await this.inspectType(recordType, ids, { wanted: selection.get(recordType) ?? [], signal })))
    }
    return inspected
  }

  /** Reads the record of an order once more and compares it with what the order expects: Odoo has no conditional write. */
  async look(order: WriteOrder, signal: AbortSignal): Promise<Look> {
    const installed = await this.installed(order.ref.recordType, signal)
    const { expected, ref } = order
    const compared = [...new Set([...Object.keys(expected.fields), ...order.changes.map(({ field }) => field)])]
    const id = idOf(ref)
    const fields = [...new Set([...readable(compared, installed.fields), ...helpersOf(installed)])]
    const [row] = await this.reader.byIds({ model: installed.model, fields }, [id], signal)
    if (row === undefined || isSpent(row, order.ref.recordType)) {
      return { kind: 'GONE' }
    }
    const now = fieldsOf(row, compared, installed)
    const isSame = compared.every((name) => isDeepStrictEqual(now[name], expected.fields[name]))
    const isSameVersion = expected.version === undefined || expected.version === versionOf(row)
    return isSame && isSameVersion ? { kind: 'SAME', record: { ...installed, id, row } } : { kind: 'CHANGED' }
  }

  async installed(recordType: RecordTypeId, signal: AbortSignal): Promise<InstalledType> {
    const type = odooRecordType(recordType)
    if (type === undefined || type.isStep === true) {
      throw new SourceError(CoverageReason.NOT_INSTALLED, 'Odoo has no such record type.')
    }
    const { model, fields } = await this.reader.installed(modelsOf(type), signal)
    return { type, model, fields, facts: await this.reader.factsOf(model, signal) }
  }

  private async inspectType(
    recordType: RecordTypeId,
    ids: readonly number[],
    { wanted, signal }: { readonly wanted: readonly string[]; readonly signal: AbortSignal },
  ): Promise<InspectedRecord[]> {
    const installed = await this.installed(recordType, signal)
    const fields = [...new Set([...readable(wanted, installed.fields), ...helpersOf(installed)])]
    const rows = await this.reader.byIds({ model: installed.model, fields }, [...new Set(ids)], signal)
    return rows
      .filter((row) => !isSpent(row, recordType))
      .map((row) => ({
        ref: { system: this.system, recordType, externalId: String(row.id) },
        fields: fieldsOf(row, wanted, installed),
        version: versionOf(row),
        isRestricted: isRestricted(row, installed),
      }))
  }
}

/** Odoo's id of a record. */
export function idOf({ externalId }: RecordRef): number {
  const id = Number(externalId)
  if (!Number.isSafeInteger(id) || id <= 0) {
    throw new SourceError(CoverageReason.MALFORMED_ANSWER, 'The id of the record is none of Odoo.')
  }
  return id
}

/** Fields that inspecting and writing need beside the selected ones. */
function helpersOf({ type, fields }: InstalledType): string[] {
  const { needs = [], restrictedWhenEmpty = [] } = writeRule(type.recordType)
  const ofCompany = type.inherited === undefined ? [] : [company]
  const helpers = ['write_date', 'active', ...ofCompany, ...needs, ...restrictedWhenEmpty, ...spentFacts(type.recordType)]
  return helpers.filter((name) => fields.has(name))
}

/** A contact of a company shows the company's numbers, which are not its own. */
function fieldsOf(row: OdooRow, wanted: readonly string[], installed: InstalledType): InspectedRecord['fields'] {
  const [account = row.id] = idsIn(row[company])
  const isInherited = (name: string): boolean => account !== row.id && installed.type.inherited?.includes(name) === true
  const names = readable(wanted, installed.fields).filter((name) => !isInherited(name))
  return fieldsIn(row, names, installed)
}

function isRestricted(row: OdooRow, { type, fields }: InstalledType): boolean {
  const { restrictedWhenEmpty } = writeRule(type.recordType)
  if (fields.has('active')) {
    return row['active'] === false
  }
  return restrictedWhenEmpty !== undefined && restrictedWhenEmpty.every((name) => !namesSomebody(row[name]))
}

function namesSomebody(value: unknown): boolean {
  return !isEmpty(value) && value !== anonymousWord
}
