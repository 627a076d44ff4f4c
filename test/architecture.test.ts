import { describe, expect, test } from '@jest/globals'
import { type ImportEdge, importsOf, sourceFiles, violations } from './builders/import-graph.js'

const edges = sourceFiles().flatMap(importsOf)

describe('who may import whom', () => {
  test('every import follows the table', () => {
    expect(violations(edges)).toEqual([])
  })

  test('a planted violation is caught', () => {
    const planted: ImportEdge = { from: 'resolvers/planted.ts', to: 'entities/job.ts' }
    expect(violations([...edges, planted])).toEqual(['resolvers/planted.ts imports entities/job.ts'])
  })

  test('a planted foreign library is caught', () => {
    const planted: ImportEdge = { from: 'resolvers/planted.ts', to: 'typeorm' }
    expect(violations([...edges, planted])).toEqual(['resolvers/planted.ts imports typeorm'])
  })

  test('nothing imports the test folder', () => {
    expect(edges.filter(({ to }) => to.startsWith('test/'))).toEqual([])
  })
})
