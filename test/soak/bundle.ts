import 'reflect-metadata'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { trader } from '../../src/simulators/world.js'
import { type Answered, BundleStory, OpenedZip } from '../builders/bundle-story.js'
import { killHard, printed } from '../builders/child-process.js'
import { HubWorld } from '../builders/hub-world.js'

/*
 * A bundle of many records whose worker is killed in the middle: after a restart it is whole and verifies.
 * Ends with 1 where anything is not as it should be. `--records N`: how many, 200,000 unless told. `--no-kill`: one
 * worker from beginning to end, to see what it needs.
 */
const { values } = parseArgs({
  options: { records: { type: 'string', default: '200000' }, 'no-kill': { type: 'boolean', default: false } },
})
const records = Number(values.records)
const run = promisify(execFile)
const program = join(import.meta.dirname, '../builders/programs/bundle-worker.js')

function check(isSo: boolean, what: string): void {
  process.stdout.write(`${isSo ? 'ok  ' : 'FAIL'} ${what}\n`)
  if (!isSo) {
    process.exitCode = 1
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  process.stdout.write(`     ${((performance.now() - started) / 1_000).toFixed(1)} s  ${what}\n`)
  return result
}

async function startWorker(settingsFile: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, settingsFile], { stdio: ['ignore', 'pipe', 'inherit'] })
  await printed(child, 'working')
  return child
}

async function peakBytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024
}

/** Looks again and again, for ten minutes at most. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 600_000
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`Waited too long: ${what}`)
    }
    await sleep(50)
  }
}

function addMessages(world: HubWorld): void {
  const [partner] = world.odoo.orm.find('res.partner', [['email', '=', trader.email]])
  const author = partner?.id ?? 0
  world.odoo.orm.createMany('mail.message', records, (n) => ({
    model: 'res.partner',
    res_id: author,
    author_id: author,
    message_type: 'comment',
    body: `<p>Bericht ${n} over de levering.</p>`,
    date: '2026-03-05 10:00:00',
  }))
}

async function killInTheMiddle(settingsFile: string, phase: string, bundle: () => ReturnType<BundleStory['bundle']>): Promise<void> {
  const child = await startWorker(settingsFile)
  await until(`the phase ${phase}`, async () => {
    const { state, progress } = await bundle()
    if (state !== 'PREPARING') {
      throw new Error(`The bundle was ${state} before the worker could be killed; take more records.`)
    }
    return progress.phase === phase && progress.done > 0
  })
  await killHard(child)
  check((await bundle()).state === 'PREPARING', `killed in the phase ${phase}, nothing is published`)
}

async function finish(settingsFile: string, bundle: () => ReturnType<BundleStory['bundle']>): Promise<void> {
  const child = await startWorker(settingsFile)
  await until('the bundle', async () => (await bundle()).state !== 'PREPARING')
  const peak = await peakBytes(child)
  const answer = once(child.stdout!, 'data')
  child.kill('SIGTERM')
  const { longestPauseMs } = JSON.parse(String((await answer)[0])) as { longestPauseMs: number }
  await once(child, 'exit')
  process.stdout.write(`     peak RSS ${Math.round(peak / 2 ** 20)} MiB, longest pause of the event loop ${longestPauseMs} ms\n`)
  check(longestPauseMs < 10_000, 'the worker could always prolong its lease')
}

async function verify(world: HubWorld, story: BundleStory, answered: Answered): Promise<void> {
  const bundle = await story.bundle(answered)
  check(bundle.state === 'READY', `state ${bundle.state}`)
  const bytes = await timed('download', () => story.download(answered.bundleId))
  const zip = await OpenedZip.of(bytes, world)
  const { exitCode, lines } = await timed('bundle verify', () => zip.verify())
  check(exitCode === 0, lines.join(' '))
  const folder = await mkdtemp(join(tmpdir(), 'soak-unzipped-'))
  await writeFile(join(folder, 'bundle.zip'), bytes)
  await timed('unzip -t', () => run('unzip', ['-tq', 'bundle.zip'], { cwd: folder }))
  await run('unzip', ['-q', 'bundle.zip'], { cwd: folder })
  await timed('sha512sum -c', () => run('sha512sum', ['--quiet', '-c', 'manifest-sha512.txt'], { cwd: join(folder, answered.bundleId) }))
  check((await zip.json('odoo/message.json')).length >= records, `${records} messages are in it`)
  await Promise.all([zip.remove(), rm(folder, { recursive: true })])
}

const world = await HubWorld.start()
try {
  await timed(`${records} records into the simulator`, async () => addMessages(world))
  const story = new BundleStory(world, () => world.tokenOf(trader))
  const { caseId, claims } = await story.submit('ACCESS')
  const claimId = claims['ACCESS'] ?? ''
  const bundleId = await story.prepare(claimId, 'ACCESS_COPY')
  const bundle = () => story.bundle({ caseId, bundleId })
  const { bundles } = world.hub.settings
  const settingsFile = join(bundles.folder, '..', 'settings.json')
  await writeFile(settingsFile, JSON.stringify({ ...world.hub.settings, bundles: { ...bundles, systemBudgetMs: 600_000 } }))
  for (const phase of values['no-kill'] ? [] : ['collecting', 'packing']) {
    await timed(`until the worker was killed in the phase ${phase}`, () => killInTheMiddle(settingsFile, phase, bundle))
  }
  await timed('until the last worker had finished', () => finish(settingsFile, bundle))
  await verify(world, story, { caseId, claimId, bundleId })
} finally {
  await world.stop()
}
