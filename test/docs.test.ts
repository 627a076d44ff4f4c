import { describe, expect, test } from '@jest/globals'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandTable } from '../src/commands/table.js'
import { importTable, sourceFiles } from './builders/import-graph.js'

const documents = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }))

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest

/** What a pattern's first group finds in the documents, each with where it stands. */
function mentions(pattern: RegExp): { readonly path: string; readonly what: string }[] {
  return documents.flatMap(({ path, text }) => [...text.matchAll(pattern)].map((match) => ({ path, what: match[1] ?? '' })))
}

describe('the documents are true', () => {
  test('every file and folder that they name exists', () => {
    const named = mentions(/`((?:src|test|entities|schema|resolvers|exporters|docs|\.ci)\/[\w./-]*|[\w-]+\.(?:ts|js|yaml|json|md))`/g)
    const here = (path: string, what: string): boolean => existsSync(what) || existsSync(join(dirname(path), what))
    const unknown = named.filter(({ path, what }) => !madeLater.has(what) && !here(path, what))
    expect(unknown).toEqual([])
  })

  test('every folder of the source stands in the architecture', () => {
    const architecture = readFileSync('docs/architecture.md', 'utf8')
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const missing = folders.map(({ name }) => name).filter((name) => !architecture.includes(`\`src/${name}/\``) && !empty(name))
    expect(missing).toEqual([])
  })

  test('every link between them leads somewhere', () => {
    const links = mentions(/\]\((?!https?:|mailto:)([^)#\s]+)/g)
    expect(links.filter(({ path, what }) => !existsSync(join(dirname(path), what)))).toEqual([])
  })

  test('every script that they name is in package.json', () => {
    const scripts = mentions(/(?:`|^)npm (?:run )?([a-z][\w:]*)/gm).filter(({ what }) => !['ci', 'install'].includes(what))
    expect(scripts.filter(({ what }) => !(what in manifest.scripts))).toEqual([])
  })

  test('every command that they name is one of the CLI', () => {
    const known = commandTable.map(({ name }) => name)
    const named = mentions(/privacy-hub ([a-z]+)/g)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter(({ what }) => !known.includes(what))).toEqual([])
  })

  test('the import table is the one that is enforced', () => {
    const rows = [...readFileSync('docs/architecture.md', 'utf8').matchAll(/^\| `(\w+)` +\| (.*) \|$/gm)]
    const written = Object.fromEntries(rows.map(([, folder = '', may = '']) => [folder, foldersIn(may)]))
    const enforced = Object.entries(importTable).map(([folder, may]) => [folder, may.filter((other) => other !== folder).sort()])
    expect(written).toEqual(Object.fromEntries(enforced))
  })

  test('no path of somebody’s machine stands in them', () => {
    expect(mentions(/(?:^|[\s`"'(=])(\/(?:home|root|Users|tmp|work)\/\S*)/gm)).toEqual([])
  })
})

function empty(folder: string): boolean {
  return readdirSync(join('src', folder)).length === 0
}

/** Files that the hub or an operator makes. */
const madeLater = new Set(['privacy-hub.yaml', 'signing-keys.json', 'profile.json', 'coverage.json', 'withheld.json', 'statement.json'])

/** "`a`, `b`", or "`a`, `b` and what they may", which takes in all that those may import themselves. */
function foldersIn(may: string): string[] {
  const named = [...may.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '')
  const inherited = /and what (it|they) may/.test(may) ? named.flatMap((folder) => importTable[folder] ?? []) : []
  return [...new Set([...named, ...inherited])].sort()
}

describe('the words of the project', () => {
  test('no identifier of the source speaks slang, but where a simulator speaks its system’s', () => {
    const slang = new Set([
      'pii',
      'dsar',
      'gdpr',
      'forget',
      'forgets',
      'wipe',
      'purge',
      'scrub',
      'takeout',
      'silo',
      'datapoint',
      'enricher',
    ])
    const isSlang = (word: string): boolean => word.split(/(?<=[a-z\d])(?=[A-Z])|[_\W]/).some((part) => slang.has(part.toLowerCase()))
    const ours = sourceFiles().filter((file) => !file.startsWith('src/simulators/'))
    const found = ours.flatMap((file) =>
      identifiersIn(readFileSync(file, 'utf8'))
        .filter((word) => isSlang(word) && !justified.has(word))
        .map((word) => `${file}: ${word}`),
    )
    expect(found).toEqual([])
  })
})

/** A cache forgets, and so do notes of what was searched when: nothing that a right could be about. GDPR stands in texts. */
const justified = new Set(['forget', 'forgetFull', 'forgetRuns', 'forgetConclusions', 'GDPR'])

function identifiersIn(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replaceAll(/'(?:[^'\\\n]|\\.)*'/g, '')
  return [...new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? [])]
}

interface LockedPackage {
  readonly dev?: boolean
  readonly optional?: boolean
}

interface PackageLicence {
  readonly license?: string
}

describe('what the hub is built on', () => {
  test('versions are exact', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('every package that is shipped has a licence that lets the hub be given on', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, LockedPackage> }
    const shipped = Object.keys(packages).filter((path) => path !== '' && packages[path]?.dev !== true)
    const installed = shipped.filter((path) => existsSync(join(path, 'package.json')))
    expect(shipped.filter((path) => !installed.includes(path) && packages[path]?.optional !== true)).toEqual([])
    expect(installed.filter((path) => !isFree(licenceOf(path))).map((path) => `${path}: ${licenceOf(path)}`)).toEqual([])
  })
})

const freeLicences = new Set(['MIT', 'MIT-0', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'ISC', 'MPL-2.0'])

function licenceOf(path: string): string {
  return (JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as PackageLicence).license ?? 'none'
}

/** An SPDX expression: one of its alternatives must be free, and then all of that. */
function isFree(expression: string): boolean {
  const alternatives = expression.replaceAll(/[()]/g, '').split(' OR ')
  return alternatives.some((alternative) => alternative.split(' AND ').every((licence) => freeLicences.has(licence.trim())))
}
