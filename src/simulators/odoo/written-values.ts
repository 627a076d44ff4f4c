import type { FieldDefinition, ModelDefinition } from './model-definition.js'
import type { OdooDatabase } from './odoo-database.js'
import { keyError, missingError, valueError, type OdooError } from './odoo-error.js'
import { pythonRepr } from './python-repr.js'
import type { OdooValues } from './store.js'

const ignoredOnWrite = ['id', 'display_name', 'create_uid', 'create_date', 'write_uid', 'write_date']

/** The fields a caller names, each with its value as the server would keep it; unknown names and values are refused. */
export function acceptValues(database: OdooDatabase, model: ModelDefinition, values: OdooValues, uid: number): Record<string, unknown> {
  const accepted: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = model.fields.get(name)
    if (field === undefined) {
      throw unknownWritten(model, name, database.profile.version)
    }
    if (!ignoredOnWrite.includes(name)) {
      accepted[name] = acceptValue(database, model, field, { value, uid })
    }
  }
  return accepted
}

function unknownWritten(model: ModelDefinition, name: string, version: number): OdooError {
  return version >= 19 ? keyError(name) : valueError(`Invalid field '${name}' on model '${model.name}'`)
}

interface Written {
  readonly value: unknown
  readonly uid: number
}

function acceptValue(database: OdooDatabase, model: ModelDefinition, field: FieldDefinition, { value, uid }: Written): unknown {
  if (value === null || value === false || value === undefined) {
    return field.type === 'one2many' || field.type === 'many2many' ? [] : false
  }
  switch (field.type) {
    case 'selection':
      return acceptOption(model, field, value)
    case 'date':
      return acceptMoment(value, /^\d{4}-\d\d-\d\d$/, '%Y-%m-%d')
    case 'datetime':
      return acceptMoment(value, /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/, '%Y-%m-%d %H:%M:%S')
    case 'many2one':
      return acceptLink(database, field, Array.isArray(value) ? value[0] : value, uid)
    case 'char':
      return typeof value === 'number' ? String(value) : value
    default:
      return value
  }
}

function acceptOption(model: ModelDefinition, field: FieldDefinition, value: unknown): unknown {
  if (field.selection.length > 0 && !field.selection.includes(String(value))) {
    throw valueError(`Wrong value for ${model.name}.${field.name}: ${pythonRepr(value)}`)
  }
  return value
}

function acceptMoment(value: unknown, shape: RegExp, format: string): unknown {
  if (typeof value !== 'string' || !shape.test(value)) {
    throw valueError(`time data ${pythonRepr(value)} does not match format '${format}'`)
  }
  return format.includes('%H') && value.length === 10 ? `${value} 00:00:00` : value
}

function acceptLink(database: OdooDatabase, field: FieldDefinition, id: unknown, uid: number): unknown {
  if (typeof id !== 'number' || database.store.get(field.relation ?? '', id) === undefined) {
    throw missingError(field.relation ?? '', [Number(id)], uid)
  }
  return id
}
