import type { DataMap, RecordTypeMap } from '../datamap/data-map.js'
import { ValueFormat } from '../datamap/value-format.js'
import type { CoverageReason } from '../vocabulary/coverage.js'
import { IdentifierKind } from '../vocabulary/identifier.js'
import type { RecordTypeId, SystemId } from '../vocabulary/source-record.js'
import { ProcessingRole } from '../vocabulary/processing-role.js'
import { asFailure } from './coverage-of.js'
import type { CallLimits, Gateway } from './gateway.js'

/** The enterprise and VAT numbers that stand in the company's own systems. */
export interface NumbersInSystems {
  readonly numbers: ReadonlySet<string>
  /** Record types that could not be looked through: what only they know is not in the set. */
  readonly unread: readonly { readonly system: SystemId; readonly recordType: RecordTypeId; readonly reason: CoverageReason }[]
}

const ofEnterprises: readonly IdentifierKind[] = [IdentifierKind.ENTERPRISE_NUMBER, IdentifierKind.VAT_NUMBER]

/** Scans every system that can be scanned, registers apart, for the record types that hold such numbers. Stops when the signal aborts. */
export async function numbersInSystems(gateway: Gateway, dataMap: DataMap, limits: CallLimits): Promise<NumbersInSystems> {
  const numbers = new Set<string>()
  const unread: NumbersInSystems['unread'][number][] = []
  for (const { system, recordType } of placesOf(gateway, dataMap)) {
    limits.signal.throwIfAborted()
    try {
      await gateway.scan(
        { system, recordType, onPage: (page) => page.forEach((record) => numbersOf(record).forEach((one) => numbers.add(one))) },
        limits,
      )
    } catch (thrown) {
      limits.signal.throwIfAborted()
      unread.push({ system, recordType, reason: asFailure(thrown).reason })
    }
  }
  return { numbers, unread }
}

function placesOf(gateway: Gateway, dataMap: DataMap): { readonly system: SystemId; readonly recordType: RecordTypeId }[] {
  const systems = [...dataMap.systems.values()].filter(
    ({ system, role }) => role !== ProcessingRole.REGISTER && gateway.systems.includes(system),
  )
  return systems.flatMap(({ system, recordTypes }) =>
    Object.entries(recordTypes)
      .filter(([recordType, type]) => holdsNumbers(type) && gateway.canScan(system, recordType))
      .map(([recordType]) => ({ system, recordType })),
  )
}

function holdsNumbers({ fields }: RecordTypeMap): boolean {
  return Object.values(fields).some(({ format }) => format === ValueFormat.ENTERPRISE_NUMBER)
}

function numbersOf({
  identifiers,
}: {
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[]
}): string[] {
  return identifiers.filter(({ kind }) => ofEnterprises.includes(kind)).map(({ value }) => value)
}
