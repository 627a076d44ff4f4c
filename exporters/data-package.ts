import type { PackagePlan } from './package-plan.js'

/** A file of the payload as it was written. */
export interface WrittenFile {
  /** Relative to `data/`. */
  readonly path: string
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha512: string
}

/** What the Data Package says about a file beyond its bytes. */
export interface ResourceFacts {
  readonly mediatype: string
  readonly format: string
  readonly title?: string
  readonly type?: 'table'
  readonly schema?: string
  readonly dialect?: object
  readonly 'x-jsonSchema'?: string
  readonly 'x-csvGuard'?: object
  readonly 'x-records'?: number
}

export const csvDialect = { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true }
export const spreadsheetDialect = { ...csvDialect, delimiter: ';' }

export type Resource = WrittenFile & ResourceFacts

/** `datapackage.json`: Data Package version 2 over the payload, each resource with its size and SHA-512. */
export function dataPackage(plan: PackagePlan, resources: readonly Resource[]): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: plan.bundleId.toLowerCase(),
    id: plan.bundleId,
    title: `${plan.kind} ${plan.bundleId}`,
    created: plan.createdAt,
    contributors: [{ title: plan.controller, roles: ['controller'] }],
    resources: resources.map(({ path, bytes, sha512, ...facts }) => ({
      name: path,
      path,
      ...facts,
      encoding: 'utf-8',
      bytes,
      hash: `sha512:${sha512}`,
    })),
  }
}
