import { defineModel, type FieldDefinition, type ModelDefinition, type ModelTable } from './model-definition.js'
import { baseTables } from './tables/base.js'
import { businessTables } from './tables/business.js'
import { communicationTables } from './tables/communication.js'
import { employmentTables } from './tables/employment.js'
import type { OdooVersion } from './version-profile.js'

const always = ['base', 'mail']

/** The models of one server: those of its version and of the modules installed on it. */
export class ModelRegistry {
  readonly modules: readonly string[]
  private readonly models: ReadonlyMap<string, ModelDefinition>

  constructor(version: OdooVersion, modules?: readonly string[]) {
    const tables: readonly ModelTable[] = [...baseTables, ...communicationTables, ...businessTables, ...employmentTables]
    this.modules = [...new Set([...always, ...(modules ?? tables.map(({ module }) => module))])]
    const defined = tables.filter(({ module }) => this.modules.includes(module)).flatMap((table) => defineModel(table, version) ?? [])
    const names = new Set(defined.map(({ name }) => name))
    this.models = new Map(defined.map((model) => [model.name, withoutDanglingFields(model, names)]))
  }

  find(name: string): ModelDefinition | undefined {
    return this.models.get(name)
  }

  all(): readonly ModelDefinition[] {
    return [...this.models.values()]
  }

  /** The stored many2one fields that point at a model, in the order of the tables. */
  pointingAt(target: string): readonly { readonly model: ModelDefinition; readonly field: FieldDefinition }[] {
    return this.all().flatMap((model) =>
      [...model.fields.values()]
        .filter((field) => field.type === 'many2one' && field.stored && field.relation === target)
        .map((field) => ({ model, field })),
    )
  }
}

function withoutDanglingFields(model: ModelDefinition, names: ReadonlySet<string>): ModelDefinition {
  const kept = [...model.fields].filter(([, field]) => field.relation === undefined || names.has(field.relation))
  return { ...model, fields: new Map(kept) }
}
