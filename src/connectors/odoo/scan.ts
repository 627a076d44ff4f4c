import { CoverageReason } from '../../vocabulary/coverage.js'
import type { RecordTypeId, SystemId } from '../../vocabulary/source-record.js'
import type { ScannedRecord } from '../connector.js'
import type { Condition } from './domain.js'
import { type Finder, finders } from './finders.js'
import { discoveredIn, ownTests, testsOf } from './matching.js'
import { hasReason, type ModelFields, type OdooReader } from './reader.js'
import { modelsOf, odooRecordType, type OdooRecordType } from './record-types.js'
import { isSpent, spentFacts } from './writing/spent-records.js'

/** Types that nobody is found by, since they are reached through others, but that hold identifiers all the same. */
const furtherIdentifiers: readonly Finder[] = [
  {
    recordType: 'contact-address',
    email: ['email_normalized'],
    emailText: ['email'],
    phone: ['phone_sanitized'],
    phoneText: ['phone', 'mobile'],
  },
  { recordType: 'mailing-trace', emailText: ['email'] },
  { recordType: 'online-payment', emailText: ['partner_email'], phoneText: ['partner_phone'] },
]

/** Registers of objections: who stands there is meant to stay there, and has not come back. */
const suppression: readonly RecordTypeId[] = ['mail-blacklist-entry', 'phone-blacklist-entry']

/** Every record of a type, however many, with what it can be recognised by; many have nothing but their own id. */
export class OdooScanner {
  constructor(
    private readonly reader: OdooReader,
    private readonly system: SystemId,
  ) {}

  /** A type that is not installed has no records. */
  async *scan(recordType: RecordTypeId, signal: AbortSignal): AsyncGenerator<ScannedRecord[]> {
    const type = odooRecordType(recordType)
    const installed = type === undefined || type.isStep === true ? null : await this.installed(type, signal)
    if (type !== undefined && installed !== null) {
      yield* this.scanModel(type, installed, signal)
    }
  }

  private async *scanModel(
    type: OdooRecordType,
    { model, fields }: { readonly model: string; readonly fields: ModelFields },
    signal: AbortSignal,
  ): AsyncGenerator<ScannedRecord[]> {
    const { recordType, hasShortPages } = type
    const tests = testsOf(identifiersOf(recordType), fields)
    const helpers = ['commercial_partner_id', ...spentFacts(recordType)].filter((field) => fields.has(field))
    const query = { model, domain: conditionsOf(type, fields), fields: [...tests.map(({ field }) => field), ...helpers], hasShortPages }
    for await (const rows of this.reader.pages(query, signal)) {
      const present = rows.filter((row) => !isSpent(row, recordType))
      yield present.map((row) => ({
        ref: { system: this.system, recordType, externalId: String(row.id) },
        identifiers: discoveredIn(row, ownTests(row, tests), this.system),
      }))
    }
  }

  private async installed(type: OdooRecordType, signal: AbortSignal): Promise<{ model: string; fields: ModelFields } | null> {
    try {
      return await this.reader.installed(modelsOf(type), signal)
    } catch (error) {
      if (hasReason(error, CoverageReason.NOT_INSTALLED)) {
        return null
      }
      throw error
    }
  }
}

function identifiersOf(recordType: RecordTypeId): Finder {
  const known = [...finders, ...furtherIdentifiers].find((finder) => finder.recordType === recordType)
  return known === undefined || suppression.includes(recordType) ? { recordType } : known
}

/** What makes a record one of this type. Whether it hangs on a contact decides only how it is searched for. */
function conditionsOf({ recordType, only = [] }: OdooRecordType, fields: ModelFields): Condition[] {
  const ofCard = finders.find((finder) => finder.recordType === recordType && finder.isCard === true)?.only ?? []
  return [...only, ...ofCard].filter(([field]) => fields.has(field))
}
