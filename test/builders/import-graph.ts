import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'

export interface ImportEdge {
  readonly from: string
  /** A path from the repository's root, or the name of a package. */
  readonly to: string
}

const roots = ['src', 'schema', 'entities', 'resolvers', 'exporters']
const base = ['vocabulary', 'kernel']
const stored = [...base, 'entities', 'audit', 'security']
const mechanism = [...stored, 'ledger', 'jobs', 'notices']
const reading = [...stored, 'ledger', 'datamap', 'connectors', 'federation']
const bundling = [...new Set([...reading, ...mechanism, 'exporters', 'bundles'])]
const upper = [...bundling, 'rights']

/** The import table of docs/architecture.md: folder -> folders it may import besides itself. */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  kernel: [],
  entities: ['vocabulary'],
  schema: ['vocabulary'],
  datamap: base,
  config: ['datamap', ...base],
  connectors: ['datamap', ...base],
  exporters: ['datamap', ...base],
  audit: ['entities', ...base],
  security: ['audit', 'entities', ...base],
  ledger: stored,
  jobs: stored,
  notices: stored,
  federation: reading,
  bundles: bundling,
  rights: upper,
  retention: upper,
  resolvers: ['retention', 'rights', 'bundles', 'federation', 'datamap', 'audit', 'security', 'schema', ...base],
  http: ['retention', 'rights', 'bundles', 'federation', 'datamap', 'audit', 'security', 'schema', ...base],
  simulators: base,
}

/** Packages that only some folders may use; every other package is free. */
const guarded: Readonly<Record<string, readonly string[]>> = {
  typeorm: ['entities', 'audit', 'security', 'ledger', 'jobs', 'notices', 'federation', 'bundles', 'rights', 'retention'],
  'type-graphql': ['schema', 'resolvers'],
  archiver: ['exporters'],
  undici: ['connectors'],
  nodemailer: ['notices'],
  'smtp-server': ['simulators'],
}

export function sourceFiles(): string[] {
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, name)),
  )
}

export function importsOf(file: string): ImportEdge[] {
  const text = readFileSync(file, 'utf8')
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'([^']+)'/gm)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => ({ from: file, to: resolveSpecifier(file, specifier) }))
}

function resolveSpecifier(file: string, specifier: string): string {
  return specifier.startsWith('.') ? normalize(join(file, '..', specifier)).replace(/\.js$/, '.ts') : specifier
}

/** `src/rights/case.ts` -> `rights`; files directly under src are the composition root and have no folder. */
function folderOf(path: string): string | null {
  const parts = path.split('/')
  if (parts[0] !== 'src') {
    return parts.length > 1 ? (parts[0] ?? null) : null
  }
  return parts.length > 2 ? (parts[1] ?? null) : null
}

function isViolation({ from, to }: ImportEdge): boolean {
  const folder = folderOf(from)
  if (folder === null || folder === 'commands') {
    return false
  }
  const isOurs = to.endsWith('.ts')
  if (!isOurs) {
    return !(guarded[to] ?? [folder]).includes(folder)
  }
  const target = folderOf(to)
  return target !== folder && !(target !== null && (importTable[folder] ?? []).includes(target))
}

export function violations(edges: readonly ImportEdge[]): string[] {
  return edges.filter(isViolation).map(({ from, to }) => `${from} imports ${to}`)
}
