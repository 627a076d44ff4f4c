import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { BundleArchive } from './verify-archive.js'
import { type ContentCheck, CsvCheck, JsonCheck, RecordLinesCheck, recordValidator } from './verify-content.js'

/** What `datapackage.json` says of a file. */
export interface DescribedFile {
  readonly bytes: unknown
  readonly hash: unknown
  readonly isTable: boolean
  readonly format: unknown
  readonly delimiter: string
  /** Of one record; null where there is none, or none that can be used. */
  readonly validator: ValidateFunction | null
  /** The JSON file of the same record type, for its CSV files. */
  readonly sameRecordsAs: string | null
}

type Resource = Readonly<Record<string, unknown>>

/** The described files by path from the base directory. Whatever is wrong with the description becomes a problem of the archive. */
export async function describedFiles(archive: BundleArchive): Promise<Map<string, DescribedFile>> {
  const resources = resourcesOf(await archive.readText('data/datapackage.json'))
  if (resources === null) {
    archive.problems.push({ file: 'data/datapackage.json', reason: 'is not a Data Package' })
    return new Map()
  }
  const described = new Map<string, DescribedFile>()
  for (const resource of resources) {
    described.set(`data/${String(resource['path'])}`, await describe(resource, archive))
  }
  return described
}

/** What to look at in a file while it streams by; null where any bytes will do. */
export function checkFor(path: string, file: DescribedFile | undefined): ContentCheck | null {
  if (file?.isTable === true) {
    return file.format === 'csv' ? new CsvCheck(file.delimiter) : new RecordLinesCheck(file.validator)
  }
  if (path === 'data/profile.json' || path === 'data/withheld.json') {
    return new RecordLinesCheck(null)
  }
  return path.endsWith('.json') && (!path.startsWith('data/files/') || path.split('.').length > 2) ? new JsonCheck() : null
}

async function describe(resource: Resource, archive: BundleArchive): Promise<DescribedFile> {
  const dialect = asObject(resource['dialect'])
  const path = String(resource['path'])
  const isTable = resource['type'] === 'table'
  return {
    bytes: resource['bytes'],
    hash: resource['hash'],
    isTable,
    format: resource['format'],
    delimiter: dialect?.['delimiter'] === ';' ? ';' : ',',
    validator: await validatorOf(resource, archive),
    sameRecordsAs: isTable && path.endsWith('.csv') ? `data/${path.replace(/^spreadsheet\//, '').replace(/csv$/, 'json')}` : null,
  }
}

async function validatorOf(resource: Resource, archive: BundleArchive): Promise<ValidateFunction | null> {
  const schemaPath = resource['x-jsonSchema']
  if (typeof schemaPath !== 'string') {
    return null
  }
  const schema = parsed(await archive.readText(`data/${schemaPath}`))
  const validator = recordValidator(schema)
  if (validator === null) {
    archive.problems.push({ file: `data/${schemaPath}`, reason: 'is not a usable JSON Schema' })
  }
  return validator
}

function resourcesOf(text: string | null): Resource[] | null {
  const resources = asObject(parsed(text))?.['resources']
  return Array.isArray(resources) ? resources.map(asObject).filter((resource) => resource !== null) : null
}

function asObject(value: unknown): Resource | null {
  return typeof value === 'object' && value !== null ? { ...value } : null
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
