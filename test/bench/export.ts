import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/** One run of the exporter in a process of its own. */
interface ExportRun {
  readonly seconds: number
  /** Uncompressed payload. */
  readonly bytes: number
  readonly zipBytes: number
  readonly peakRssBytes: number
}

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, records: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
})
const records = Number(values.records)
const rounds = Number(values.rounds)
const folder = mkdtempSync(join(tmpdir(), 'bench-export-'))

/** Runs a command to its end and gives its standard output. */
async function run(command: string, args: readonly string[], cwd = folder): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) {
    throw new Error(`${command} ended with ${code}`)
  }
  return out
}

async function exported(count: number, name: string): Promise<ExportRun> {
  const script = fileURLToPath(new URL('./export-run.js', import.meta.url))
  return JSON.parse(await run(process.execPath, [script, String(count), join(folder, name), folder])) as ExportRun
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** The same payload, unpacked, packed by others; they find everything on disk and format nothing. */
async function packedByZip(level: number): Promise<number> {
  rmSync(join(folder, 'baseline.zip'), { force: true })
  return seconds(() => run('zip', ['-q', '-r', `-${level}`, join(folder, 'baseline.zip'), '.'], join(folder, 'payload')))
}

async function packedByPigz(): Promise<number> {
  return seconds(() => run('sh', ['-c', 'tar -cf - -C payload . | pigz -6 > baseline.tar.gz']))
}

async function main(): Promise<void> {
  await exported(records, 'first.zip')
  await run('unzip', ['-q', 'first.zip', '-d', 'payload'])
  const runs: ExportRun[] = []
  const zip: number[] = []
  const pigz: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push(await exported(records, 'export.zip'))
    zip.push(await packedByZip(6))
    pigz.push(await packedByPigz())
  }
  const small = await exported(Math.max(1, Math.floor(records / 10)), 'small.zip')
  report(runs, { zip: median(zip), pigz: median(pigz), small })
}

function report(runs: readonly ExportRun[], others: { zip: number; pigz: number; small: ExportRun }): void {
  const ours = median(runs.map((one) => one.seconds))
  const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10
  const rounded = (number: number): number => Math.round(number * 100) / 100
  const peak = median(runs.map((one) => one.peakRssBytes))
  const facts = {
    name: 'export',
    ratio: rounded(others.zip / ours),
    ratioPigz: rounded(others.pigz / ours),
    records,
    rounds,
    seconds: rounded(ours),
    zipSeconds: rounded(others.zip),
    pigzSeconds: rounded(others.pigz),
    payloadMB: megabytes(runs[0]?.bytes ?? 0),
    zipMB: megabytes(runs[0]?.zipBytes ?? 0),
    peakRssMB: megabytes(peak),
    peakRssTenthMB: megabytes(others.small.peakRssBytes),
    rssRatio: rounded(peak / others.small.peakRssBytes),
  }
  if (values.json !== true) {
    console.table(facts)
    return
  }
  console.log(JSON.stringify(facts))
}

try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
