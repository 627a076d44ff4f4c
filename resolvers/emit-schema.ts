import { writeFileSync } from 'node:fs'
import { schemaText } from './schema-text.js'

writeFileSync('schema/schema.graphql', schemaText())
