import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { isMap, isScalar, parseDocument } from 'yaml'
import { dataMapOf } from '../../src/foundation.js'
import type { ConfigDocument, Part } from '../../src/config/config-document.js'
import { keysOf } from '../../src/config/document-filler.js'
import { HubDocument } from '../../src/config/hub-document.js'
import { leastYaml, problemsIn, secrets, settingsIn } from '../builders/config-files.js'

const example = readFileSync(resolve(import.meta.dirname, '../../privacy-hub.example.yaml'), 'utf8')
const written = parseDocument(example).toJS() as Record<string, unknown>

describe('privacy-hub.example.yaml', () => {
  test('is accepted as it stands, with secrets from the environment', () => {
    expect(problemsIn(example)).toEqual([])
  })

  test('shows every key that the hub knows, except secrets', () => {
    const ofSystems = ['systems.odoo.apiKey', 'systems.odoo.password', 'systems.microsoft365.clientSecret']
    expect(missingKeys(new HubDocument(), written, '')).toEqual(['keys.masterKeys', 'mail.password', ...ofSystems])
  })

  test('explains every key, or the group that it stands in', () => {
    expect(unexplainedKeys(parseDocument(example).contents, false)).toEqual([])
  })

  test('shows the defaults that the hub takes, where it does not say that a line is an example', () => {
    const least = settingsIn(leastYaml)
    const shown = settingsIn(example)
    expect({ ...shown.server, publicUrl: null }).toEqual({ ...least.server, publicUrl: null })
    expect(shown.federation).toEqual(least.federation)
    expect({ ...shown.ledger, file: null }).toEqual({ ...least.ledger, file: null })
    expect(shown.limits).toEqual({
      ...least.limits,
      persistedOperations: { file: expect.stringMatching(/^\/.*operations\.json$/), enforced: false },
    })
    expect(shown.stepUp).toEqual(least.stepUp)
    expect(shown.tokens).toMatchObject({
      ...least.tokens,
      issuer: shown.tokens.issuer,
      roles: shown.tokens.roles,
      mandatesClaim: 'mandates',
    })
    expect(shown.systems.find(({ kind }) => kind === 'kbo')).toEqual(least.systems[0])
  })

  test('adds a field of one’s own to the data map, another recipient and another period', () => {
    const map = dataMapOf(settingsIn(example))
    const contact = map.systems.get('odoo')?.recordTypes['contact']?.fields
    expect(contact?.['x_loyalty_number']).toMatchObject({ labels: { EN: 'Loyalty card' }, rectifiable: { mode: 'MANUAL' } })
    expect(contact?.['email']).toMatchObject({ category: 'EMAIL_ADDRESS', recipients: ['odoo', 'microsoft', 'mailing-house'] })
    expect(map.recipients.get('mailing-house')?.name).toBe('Example Mailing BV')
    expect(map.retentionRules.get('R-LOG')?.months).toBe(6)
  })

  test('names each secret that the environment must give', () => {
    const unnamed = Object.keys(secrets).filter((name) => !example.includes(name))
    expect(unnamed).toEqual([])
  })
})

/** Known keys, with their path, that the file does not show. */
function missingKeys(document: ConfigDocument, content: unknown, prefix: string): string[] {
  const shown = content as Record<string, unknown>
  return keysOf(document).flatMap((key) => {
    const part = document.parts()[key]
    const path = `${prefix}${key}`
    if (shown[key] === undefined) {
      return [path]
    }
    return part === undefined ? [] : missingInPart(part, shown[key], `${path}.`)
  })
}

function missingInPart(part: Part, content: unknown, prefix: string): string[] {
  switch (part.kind) {
    case 'section':
    case 'optional':
      return missingKeys(part.make(), content, prefix)
    case 'list':
    case 'mapping':
      return missingInPart(part.of, Object.values(content as object)[0], prefix)
  }
}

/** Keys that neither have a comment above them nor stand beneath something that has. */
function unexplainedKeys(node: unknown, isExplained: boolean): string[] {
  if (!isMap(node)) {
    return []
  }
  return node.items.flatMap(({ key, value }, index) => {
    const comment = isScalar(key) ? key.commentBefore : undefined
    const explained = isExplained || Boolean(comment) || (index === 0 && Boolean(node.commentBefore))
    const own = explained || isMap(value) ? [] : [String(key)]
    return [...own, ...unexplainedKeys(value, explained)]
  })
}
