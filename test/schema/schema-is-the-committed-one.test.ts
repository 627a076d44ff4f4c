import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { schemaText } from '../../resolvers/schema-text.js'

describe('the committed schema', () => {
  test('equals the one that the classes make; `npm run schema` writes it', () => {
    expect(schemaText()).toBe(readFileSync('schema/schema.graphql', 'utf8'))
  })
})
