import type { RecordCapability } from '../connectors/connector.js'
import type { DataMap } from '../datamap/data-map.js'
import { InternalError } from '../kernel/errors.js'
import type { StatementIds } from '../security/statement-ids.js'
import type { SystemCoverage } from '../vocabulary/coverage.js'
import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { RecordRef, SourceRecord, SystemId } from '../vocabulary/source-record.js'
import type { CallLimits, Gateway } from './gateway.js'
import type { LinkReader } from './link-reader.js'
import { everything, recordTypesHolding } from './selection.js'
import type { SubjectStore } from './subject-store.js'
import type { Located, SystemReader, SystemReading } from './system-reading.js'

/** Everything that the systems hold about a person, and what each of them answered. */
export interface SubjectReading {
  readonly records: readonly SourceRecord[]
  readonly coverage: readonly SystemCoverage[]
}

export interface SubjectRecordsParts {
  readonly gateway: Gateway
  readonly dataMap: DataMap
  readonly links: LinkReader
  readonly systems: SystemReader
  readonly store: SubjectStore
  readonly ids: Pick<StatementIds, 'statementId'>
}

/** What plans are made of. Who may see it, and that it was read, is for the caller to say. */
export class SubjectRecords {
  constructor(private readonly parts: SubjectRecordsParts) {}

  /** Searches every system afresh, then reads all of what is certainly the person's. The budget is for each system. */
  async read(subjectId: string, limits: CallLimits): Promise<SubjectReading> {
    const located = await this.parts.links.locatedFor([subjectId], limits, 0)
    const readings = await Promise.all(
      this.parts.gateway.systems.map((system) => this.readSystem(subjectId, located.of(subjectId, system), { system, limits })),
    )
    return { records: readings.flatMap(({ records }) => records), coverage: readings.map(({ coverage }) => coverage) }
  }

  /** Searches every system afresh; what of one is certainly the person's, by the rules of links and by what people decided. */
  async certainIn(system: SystemId, subjectId: string, limits: CallLimits): Promise<readonly RecordRef[]> {
    const located = (await this.parts.links.locatedFor([subjectId], limits, 0)).of(subjectId, system)
    if (located.failure !== null) {
      throw located.failure
    }
    return located.links.map(({ ref }) => ref)
  }

  /** By what the person is known, wherever it was learnt. */
  async identifiersOf(subjectId: string): Promise<readonly SubjectIdentifier[]> {
    const known = await this.parts.store.identifiersOf([subjectId])
    return (known.get(subjectId) ?? []).map(({ verification: _verification, ...identifier }) => identifier)
  }

  /** What can be done with each record type, by `system/recordType`. */
  capabilities(): ReadonlyMap<string, RecordCapability> {
    const { gateway } = this.parts
    return new Map(
      gateway.systems.flatMap((system) =>
        gateway.capabilities(system).map((capability) => [`${system}/${capability.recordType}`, capability] as const),
      ),
    )
  }

  /** The id under which a value is a statement of the API. */
  statementId(subjectId: string, ref: RecordRef, field: string, n: number): string {
    return this.parts.ids.statementId(subjectId, ref, field, n)
  }

  private async readSystem(
    subjectId: string,
    located: Located,
    { system, limits }: { readonly system: string; readonly limits: CallLimits },
  ): Promise<SystemReading> {
    const map = this.parts.dataMap.systems.get(system)
    const recordTypes = map === undefined ? [] : recordTypesHolding(everything, map)
    const readings = await this.parts.systems.read({ system, recordTypes, located: new Map([[subjectId, located]]), limits })
    const [reading] = readings.values()
    if (reading === undefined) {
      throw new InternalError(`Nothing was read of subject ${subjectId} in ${system}.`)
    }
    return reading
  }
}
