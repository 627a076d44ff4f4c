import { lexicographicSortSchema, printSchema } from 'graphql'
import { buildHubSchema } from './build-schema.js'

/** The schema as it is committed: sorted, so that a difference is a difference of the contract. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(buildHubSchema()))}\n`
}
