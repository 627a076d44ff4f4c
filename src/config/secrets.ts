import type { ConfigProblem, KeyPath } from './config-problem.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** A key whose value only the environment may give, and under which name it is looked for there. */
interface SecretKey {
  readonly path: readonly string[]
  readonly variable: string
}

const secretKeys: readonly SecretKey[] = [
  { path: ['keys', 'masterKeys'], variable: 'PRIVACY_HUB_MASTER_KEY' },
  { path: ['systems', 'odoo', 'apiKey'], variable: 'ODOO_API_KEY' },
  { path: ['systems', 'odoo', 'password'], variable: 'ODOO_PASSWORD' },
  { path: ['systems', 'microsoft365', 'clientSecret'], variable: 'M365_CLIENT_SECRET' },
  { path: ['mail', 'password'], variable: 'MAIL_PASSWORD' },
]

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

export interface ResolvedContent {
  readonly content: Readonly<Record<string, unknown>>
  readonly problems: readonly ConfigProblem[]
}

/** Puts in what the environment gives: `${NAME}` anywhere in a text, secrets, and DATABASE_URL. Secrets in the file are refused. */
export function withEnvironment(written: Readonly<Record<string, unknown>>, environment: Environment): ResolvedContent {
  const problems: ConfigProblem[] = [...literalSecrets(written), ...literalPassword(written)]
  const resolved = resolve(written, [], { environment, problems }) as Record<string, unknown>
  const database = environment['DATABASE_URL'] ?? ''
  const content = { ...resolved, keys: resolved['keys'] ?? {}, ...(database === '' ? {} : { database }) }
  secretKeys.forEach((secret) => placeSecret(content, secret, environment[secret.variable] ?? ''))
  return { content, problems }
}

interface Resolution {
  readonly environment: Environment
  readonly problems: ConfigProblem[]
}

function resolve(value: unknown, path: KeyPath, resolution: Resolution): unknown {
  if (typeof value === 'string') {
    return resolveText(value, path, resolution)
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, [...path, index], resolution))
  }
  return isMapping(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key], resolution)]))
    : value
}

function resolveText(text: string, path: KeyPath, { environment, problems }: Resolution): string {
  return text.replaceAll(reference, (whole, name: string) => {
    const value = environment[name] ?? ''
    if (value === '') {
      problems.push({ path, text: `takes its value from ${name}, which the environment does not have. Set ${name}.` })
    }
    return value === '' ? whole : value
  })
}

function literalSecrets(written: Readonly<Record<string, unknown>>): ConfigProblem[] {
  return secretKeys.flatMap(({ path, variable }) => {
    const value = valueAt(written, path)
    const isReference = typeof value === 'string' && /^\$\{[A-Za-z_][A-Za-z0-9_]*\}$/.test(value)
    const advice = `Put it into the environment as ${variable} and take this line out, or write \${${variable}} here.`
    return value === undefined || value === null || isReference
      ? []
      : [{ path, text: `is a secret, which must not stand in a file. ${advice}` }]
  })
}

/** A database's address with a password in it is a secret as a whole. */
function literalPassword({ database }: Readonly<Record<string, unknown>>): ConfigProblem[] {
  const hasPassword = typeof database === 'string' && /^[a-z]+:\/\/[^/@]*:[^/@$]+@/i.test(database)
  const advice = 'Put the whole address into the environment as DATABASE_URL and take this line out.'
  return hasPassword ? [{ path: ['database'], text: `holds a password, which must not stand in a file. ${advice}` }] : []
}

/** Where its section is there and says nothing else. `content` is a copy of our own. */
function placeSecret(content: object, { path }: SecretKey, secret: string): void {
  const key = path.at(-1) ?? ''
  const section = valueAt(content, path.slice(0, -1))
  if (secret !== '' && isMapping(section) && (section[key] ?? null) === null) {
    Object.assign(section, { [key]: secret })
  }
}

function valueAt(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), content)
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
