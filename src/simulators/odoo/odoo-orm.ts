import type { ModelDefinition } from './model-definition.js'
import type { OdooDatabase, OdooSession } from './odoo-database.js'
import { userError } from './odoo-error.js'
import { RecordChanges } from './record-changes.js'
import { RecordQueries, type OdooRecord, type Window } from './record-queries.js'
import type { OdooValues } from './store.js'

const system = 1

/**
 * The database as its own server sees it: no rights are checked, archived records are found, many2one are bare ids.
 * For tests and for filling the database; every change keeps the rules and the bookkeeping of the server.
 */
export class OdooOrm {
  private readonly queries: RecordQueries
  private readonly changes: RecordChanges

  constructor(
    private readonly database: OdooDatabase,
    context: Readonly<Record<string, unknown>> = {},
    uid = system,
  ) {
    const session: OdooSession = { uid, superuser: true, groups: new Set(), context: { active_test: false, ...context } }
    this.queries = new RecordQueries(database, session)
    this.changes = new RecordChanges(database, session, this.queries.values)
  }

  /** The same, but what is created or changed bears the name of this user. */
  actingAs(uid: number): OdooOrm {
    return new OdooOrm(this.database, {}, uid)
  }

  find(model: string, domain: readonly unknown[] = [], window: Window = { order: 'id' }): readonly OdooRecord[] {
    return this.queries.searchRead(this.model(model), domain, null, { ...window, load: null })
  }

  read(model: string, id: number): OdooRecord | undefined {
    return this.queries.read(this.model(model), [id], null, null)[0]
  }

  count(model: string, domain: readonly unknown[] = []): number {
    return this.queries.searchCount(this.model(model), domain)
  }

  create(model: string, values: OdooValues): number {
    return this.changes.create(this.model(model), [values])[0] ?? 0
  }

  /** Adds `times` records at once, without chatter: `values` is asked for each. Returns their ids. */
  createMany(model: string, times: number, values: (index: number) => OdooValues): readonly number[] {
    const quiet = new OdooOrm(this.database, { tracking_disable: true })
    return Array.from({ length: times }, (_, index) => quiet.create(model, values(index)))
  }

  edit(model: string, id: number, values: OdooValues): void {
    this.changes.write(this.model(model), [id], values)
  }

  remove(model: string, id: number): void {
    this.changes.unlink(this.model(model), [id])
  }

  /** Whether the model is installed. */
  has(model: string): boolean {
    return this.database.registry.find(model) !== undefined
  }

  private model(name: string): ModelDefinition {
    const model = this.database.registry.find(name)
    if (model === undefined) {
      throw userError(`Object ${name} doesn't exist`)
    }
    return model
  }
}
