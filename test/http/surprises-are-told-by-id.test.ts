import { describe, expect, test } from '@jest/globals'
import { Writable } from 'node:stream'
import { createLogger } from '../../src/kernel/logger.js'
import { fakeHub } from '../builders/fake-hub.js'
import { startGraphql } from '../builders/graphql-server.js'

describe('something that nobody expected', () => {
  test.each([0, 1])('is INTERNAL with an id that the log has too, and no detail (compiled after %d)', async (compileAfter) => {
    const lines: string[] = []
    const destination = new Writable({ write: (chunk, _encoding, next) => (lines.push(String(chunk)), next()) })
    const broken = fakeHub({ reader: { profile: () => Promise.reject(new Error('Lotte Peeters is not in table x')) } })
    const server = await startGraphql({ hub: broken, compileAfter, logger: createLogger('debug', destination) })
    const { status, body } = await server.ask('query Marker { me { secretAlias: profile { asOf } } }')
    const { code, requestId } = body.errors![0]!.extensions
    expect([status, code]).toEqual([200, 'INTERNAL'])
    expect(JSON.stringify(body)).not.toContain('Peeters')
    expect(lines.join('')).toContain(requestId)
    expect(lines.join('')).not.toMatch(/Peeters|secretAlias|Marker/)
    await server.close()
  })
})
