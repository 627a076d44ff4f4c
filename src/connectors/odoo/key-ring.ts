import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { RecordTypeId } from '../../vocabulary/source-record.js'
import type { RecordLink } from '../connector.js'
import { idsIn } from './decode.js'
import { anyOf, type Condition, type Domain } from './domain.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import { hasReason, type ModelFields, type OdooReader, type OdooRow } from './reader.js'
import { modelsOf, odooRecordType, odooRecordTypes, type OdooRecordType, type Reach } from './record-types.js'

/** Odoo ids, each with the subjects whose record it is. */
export type Keys = ReadonlyMap<number, ReadonlySet<string>>

interface Path {
  readonly domain: Domain
  /** The subjects whose record the row is by this path. */
  subjects(row: OdooRow): readonly string[]
  /** Fields that `subjects` looks at. */
  readonly fields: readonly string[]
}

interface LinkedRecord {
  readonly recordType: RecordTypeId
  readonly id: number
  readonly subjectId: string
}

/**
 * For one reading: which ids belong to which subject, found step by step from the links (contact -> user -> device)
 * with one search per step for all subjects together, and only for steps that are needed.
 */
export class KeyRing {
  /** Record types that had to be searched as a step but may not be: what hangs on them was not reached. */
  readonly barred = new Set<RecordTypeId>()
  private readonly resolved = new Map<string, Promise<Keys>>()
  private readonly found = new Set<string>()
  private readonly links = new Map<RecordTypeId, Map<number, Set<string>>>()

  constructor(
    private readonly reader: OdooReader,
    links: readonly RecordLink[],
    private readonly signal: AbortSignal,
  ) {
    for (const { subjectId, ref, evidence = [] } of links) {
      const keys = this.links.get(ref.recordType) ?? new Map<number, Set<string>>()
      const id = Number(ref.externalId)
      this.links.set(ref.recordType, keys.set(id, (keys.get(id) ?? new Set()).add(subjectId)))
      const addresses = evidence.filter(({ kind }) => kind === IdentifierKind.EMAIL)
      addresses.forEach(({ field }) => this.found.add(foundKey(field, { recordType: ref.recordType, id, subjectId })))
    }
  }

  /** Ids of a record type. A step that is not installed leads nowhere; neither does one that is not permitted, which is remembered. */
  keys(recordType: RecordTypeId): Promise<Keys> {
    return this.once(recordType, () => this.resolve(recordType))
  }

  /** The ways to this type's records that are open for these links, on a model with these fields. */
  async paths(type: OdooRecordType, fields: ModelFields): Promise<Path[]> {
    const own = this.linked(type.recordType)
    const reached = await Promise.all((type.reach ?? []).filter(({ field }) => fields.has(field)).map((reach) => this.reachPath(reach)))
    const documents = type.onDocuments === undefined ? [] : await this.documentPaths(type.onDocuments)
    return [pathBy('id', own), ...reached, ...documents].filter((path) => path !== null)
  }

  /** Contacts that are their own commercial entity, or whose entity is a contact of the same subject. */
  private accounts(): Promise<Keys> {
    return this.once('own account', async () => {
      const contacts = await this.keys('contact')
      const accounts = new Map<number, Set<string>>()
      for (const row of await this.rows('res.partner', [['id', 'in', [...contacts.keys()]]], ['commercial_partner_id'])) {
        const [entity = row.id] = idsIn(row['commercial_partner_id'])
        const holders = [...(contacts.get(row.id) ?? [])].filter((subjectId) => contacts.get(entity)?.has(subjectId))
        if (holders.length > 0) {
          accounts.set(row.id, new Set(holders))
        }
      }
      return accounts
    })
  }

  /** Whether a company's numbers on this contact are the subject's own. */
  async isOwnAccount(contactId: number, subjectId: string): Promise<boolean> {
    return (await this.accounts()).get(contactId)?.has(subjectId) === true
  }

  /** Whether an address in this field is what found the record for the subject. */
  isFoundBy(field: string, record: LinkedRecord): boolean {
    return this.found.has(foundKey(field, record))
  }

  /** The keys that a reach starts from. */
  async keysOf(reach: Reach): Promise<Keys> {
    return reach.ownAccount === true ? this.accounts() : this.keys(reach.of)
  }

  private async reachPath(reach: Reach): Promise<Path | null> {
    return pathBy(reach.field, await this.keysOf(reach))
  }

  private async documentPaths({
    modelField,
    idField,
  }: {
    readonly modelField: string
    readonly idField: string
  }): Promise<(Path | null)[]> {
    const threads = odooRecordTypes.filter(({ isThread }) => isThread === true)
    return Promise.all(
      threads.map(async (type) => {
        const path = pathBy(idField, await this.keys(type.recordType))
        const isThisModel: Condition = [modelField, '=', type.model]
        return path === null
          ? null
          : {
              domain: [isThisModel, ...path.domain],
              fields: [modelField, idField],
              subjects: (row: OdooRow) => (row[modelField] === type.model ? path.subjects(row) : []),
            }
      }),
    )
  }

  private async resolve(recordType: RecordTypeId): Promise<Keys> {
    const type = odooRecordType(recordType)
    if (type === undefined || (type.reach === undefined && type.onDocuments === undefined)) {
      return this.linked(recordType)
    }
    try {
      return await this.search(type)
    } catch (error) {
      if (!hasReason(error, CoverageReason.NOT_INSTALLED, CoverageReason.NO_PERMISSION)) {
        throw error
      }
      if (error.reason === CoverageReason.NO_PERMISSION) {
        this.barred.add(recordType)
      }
      return new Map()
    }
  }

  private async search(type: OdooRecordType): Promise<Keys> {
    const { model, fields } = await this.reader.installed(modelsOf(type), this.signal)
    const paths = await this.paths(type, fields)
    const domain = anyOf(paths.map((path) => path.domain))
    const only = (type.only ?? []).filter(([field]) => fields.has(field))
    const wanted = paths.flatMap((path) => path.fields)
    const rows = domain === null ? [] : await this.rows(model, [...only, ...domain], wanted, type.hasShortPages)
    return new Map(rows.map((row) => [row.id, new Set(paths.flatMap((path) => path.subjects(row)))]))
  }

  private async rows(model: string, domain: Domain, fields: readonly string[], hasShortPages?: boolean): Promise<OdooRow[]> {
    const rows: OdooRow[] = []
    for await (const page of this.reader.pages({ model, domain, fields, hasShortPages }, this.signal)) {
      rows.push(...page)
    }
    return rows
  }

  private linked(recordType: RecordTypeId): Keys {
    return this.links.get(recordType) ?? new Map()
  }

  private once(key: string, work: () => Promise<Keys>): Promise<Keys> {
    const known = this.resolved.get(key)
    if (known !== undefined) {
      return known
    }
    const started = work()
    this.resolved.set(key, started)
    return started
  }
}

function foundKey(field: string, { recordType, id, subjectId }: LinkedRecord): string {
  return `${recordType} ${id} ${field} ${subjectId}`
}

/** Null where there is no key: nothing to ask for. */
function pathBy(field: string, keys: Keys): Path | null {
  if (keys.size === 0) {
    return null
  }
  return {
    domain: [[field, 'in', [...keys.keys()]]],
    fields: [field],
    subjects: (row) => idsIn(row[field]).flatMap((id) => [...(keys.get(id) ?? [])]),
  }
}
