import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ExtractFiles, fullExtractFiles } from '../../src/simulators/kbo/extract-files.js'
import { blocks, writeExtractZip } from '../../src/simulators/kbo/extract-zip-writer.js'
import { generatedEntities } from '../../src/simulators/kbo/generated-entities.js'
import { withCheckDigits } from '../../src/simulators/kbo/registered-entity.js'
import { openDatabase } from '../../ormconfig.js'

/*
 * npm run bench:kbo [-- --json] [--enterprises N]: imports a full extract with `keep: all` into SQLite while a server on the
 * same file answers a small query, which also writes, as every read leaves an audit event. Baseline: sqlite3's `.import`
 * of the same files, unzipped beforehand, into bare tables without index.
 */
const tables = ['enterprise', 'establishment', 'denomination', 'address', 'contact', 'branch', 'code'] as const

interface ImportOutcome {
  readonly ms: number
  readonly rows: number
  readonly maxRssMb: number
}

function argument(name: string, fallback: number): number {
  const place = process.argv.indexOf(name)
  return place === -1 ? fallback : Number(process.argv[place + 1])
}

const say = (text: string): boolean => process.stderr.write(`${text}\n`)

async function writeCsvFiles(folder: string, files: ExtractFiles): Promise<void> {
  for (const table of tables) {
    const lines = files.get(`${table}.csv`)
    await pipeline(Readable.from(blocks(lines?.() ?? []), { objectMode: false }), createWriteStream(join(folder, `${table}.csv`)))
  }
}

/** Seconds of sqlite3's own import, in one process as ours. */
function baselineMs(folder: string, isIndexed: boolean): number {
  const file = join(folder, `baseline-${isIndexed}.sqlite`)
  const owner: Record<string, string> = {
    enterprise: 'EnterpriseNumber',
    establishment: 'EnterpriseNumber',
    branch: 'EnterpriseNumber',
    code: 'Category',
  }
  const prepare = tables.flatMap((table) => [
    `.import '|head -1 ${folder}/${table}.csv' ${table}`,
    `CREATE INDEX ${table}_owner ON ${table}(${owner[table] ?? 'EntityNumber'});`,
  ])
  const imports = tables.map((table) => `.import --skip 1 ${folder}/${table}.csv ${table}`)
  const bare = tables.map((table) => `.import ${folder}/${table}.csv ${table}`)
  const commands = [
    'PRAGMA journal_mode = WAL;',
    'PRAGMA synchronous = NORMAL;',
    '.mode csv',
    ...(isIndexed ? [...prepare, ...imports] : bare),
  ]
  const started = performance.now()
  execFileSync('sqlite3', [file], { input: commands.join('\n'), stdio: ['pipe', 'ignore', 'inherit'] })
  const ms = performance.now() - started
  rmSync(file)
  return ms
}

function program(name: string, ...args: string[]): ChildProcess {
  return fork(new URL(`./kbo-${name}.js`, import.meta.url), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The process ended early.'))),
  ])) as [T]
  return message
}

/** Latencies in ms of one request after the other, until told to stop. */
async function measure(url: string, enterprises: number, isOver: () => boolean): Promise<number[]> {
  const latencies: number[] = []
  for (let n = 0; !isOver(); n = (n + 7919) % enterprises) {
    const started = performance.now()
    await (await fetch(`${url}/${withCheckDigits(2_000_000 + n)}`)).text()
    latencies.push(performance.now() - started)
    await sleep(5)
  }
  return latencies
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

interface Measured {
  readonly outcome: ImportOutcome
  readonly idle: readonly number[]
  readonly busy: readonly number[]
}

/** The next import of the same zip replaces all rows, beside a server that is in use. */
async function importBesideServer(location: string, zip: string, enterprises: number): Promise<Measured> {
  const server = program('server', location)
  const url = await messageOf<string>(server)
  const until = performance.now() + 3_000
  const idle = await measure(url, enterprises, () => performance.now() > until)
  const importer = program('importer', location, zip)
  const done = messageOf<ImportOutcome>(importer)
  const busy = await measure(url, enterprises, () => importer.exitCode !== null || !importer.connected)
  server.kill()
  return { outcome: await done, idle, busy }
}

async function run(folder: string, enterprises: number): Promise<Record<string, unknown>> {
  const files = fullExtractFiles({ extractNumber: 137, snapshotDate: '27-02-2026', entities: () => generatedEntities(enterprises) })
  const zip = join(folder, 'extract.zip')
  say(`Making an extract of ${enterprises} enterprises ...`)
  await writeCsvFiles(folder, files)
  await writeExtractZip(zip, new Map([...files].filter(([name]) => name !== 'activity.csv')))
  say('sqlite3 .import ...')
  const bare = baselineMs(folder, false)
  const indexed = baselineMs(folder, true)
  const location = join(folder, 'hub.sqlite')
  await (await openDatabase(location, { migrate: true })).close()
  say('Our import ...')
  const alone = await messageOf<ImportOutcome>(program('importer', location, zip))
  say('Our import once more, beside a server ...')
  return figures({ bare, indexed }, alone, await importBesideServer(location, zip, enterprises))
}

function figures(
  baseline: { readonly bare: number; readonly indexed: number },
  alone: ImportOutcome,
  beside: Measured,
): Record<string, unknown> {
  const perSecond = (ms: number): number => Math.round((alone.rows / ms) * 1_000)
  const rounded = (value: number): number => Number(value.toFixed(1))
  return {
    name: 'kbo',
    ratio: Number((baseline.bare / alone.ms).toFixed(2)),
    ratioIndexed: Number((baseline.indexed / alone.ms).toFixed(2)),
    rows: alone.rows,
    rowsPerSecond: perSecond(alone.ms),
    baselineRowsPerSecond: perSecond(baseline.bare),
    indexedBaselineRowsPerSecond: perSecond(baseline.indexed),
    besideServerRowsPerSecond: perSecond(beside.outcome.ms),
    peakRssMb: Math.max(alone.maxRssMb, beside.outcome.maxRssMb),
    serverP99IdleMs: rounded(quantile(beside.idle, 0.99)),
    serverP50Ms: rounded(quantile(beside.busy, 0.5)),
    serverP99Ms: rounded(quantile(beside.busy, 0.99)),
    serverMaxMs: rounded(quantile(beside.busy, 1)),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kbo-bench-'))
try {
  const result = await run(folder, argument('--enterprises', 1_900_000))
  if (!process.argv.includes('--json')) {
    console.table(result)
  }
  console.log(JSON.stringify(result))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
