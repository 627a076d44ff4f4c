import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSettings } from '../../src/config/load-settings.js'
import type { HubSettings } from '../../src/config/settings.js'
import { ConfigurationError } from '../../src/kernel/errors.js'

type Environment = Readonly<Record<string, string>>

/** A master key in the form that the environment holds. */
export const masterKey = `test:${Buffer.alloc(32, 5).toString('base64')}`

export const secrets: Environment = {
  PRIVACY_HUB_MASTER_KEY: masterKey,
  ODOO_API_KEY: 'odoo-key',
  M365_CLIENT_SECRET: 'graph-secret',
  MAIL_PASSWORD: 'mail-secret',
}

/** No more than what must be given. */
export const leastYaml = `
controller: Example NV
tokens:
  issuer: https://login.example.be
  audience: privacy-hub
  roles: { customer: SUBJECT }
systems:
  kbo:
`

/** Writes the text as privacy-hub.yaml in a folder of its own while `work` runs. */
export function withConfig<T>(yaml: string, work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hub-config-'))
  const file = join(folder, 'privacy-hub.yaml')
  writeFileSync(file, yaml)
  try {
    return work(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function settingsIn(yaml: string, environment: Environment = secrets): HubSettings {
  return withConfig(yaml, (file) => loadSettings(file, environment))
}

/** What the operator is told about this configuration; empty when it is right. */
export function problemsIn(yaml: string, environment: Environment = secrets): readonly string[] {
  try {
    settingsIn(yaml, environment)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems
    }
    throw error
  }
}
