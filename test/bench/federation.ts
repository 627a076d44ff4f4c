import 'reflect-metadata'
import { shippedMaps } from '../../src/datamap/systems/index.js'
import { everything, recordTypesHolding, selectionOf } from '../../src/federation/selection.js'
import { confirmedLinks, SubjectStore } from '../../src/federation/subject-store.js'
import { systemClock } from '../../src/kernel/clock.js'
import { IdentifierHasher } from '../../src/security/identifier-hasher.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { SubjectVault } from '../../src/security/subject-vault.js'
import { lotte } from '../../src/simulators/world.js'
import { Role, type Viewer } from '../../src/vocabulary/viewer.js'
import { HubWorld, masterKeys } from '../builders/hub-world.js'

/*
 * npm run bench:federation [-- --json] [--rounds N]: a full profile from the hub over HTTP, against the time in which the
 * slowest of its three systems alone gives the same records through its connector, both with links that are known and with
 * 50 to 150 ms before each answer of a system. Then the calls that 50 persons cost a system, against those of one.
 */
const crowdSize = 50

const say = (text: string): boolean => process.stderr.write(`${text}\n`)

function argument(name: string, fallback: number): number {
  const place = process.argv.indexOf(name)
  return place === -1 ? fallback : Number(process.argv[place + 1])
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** The same latencies in the same order for whoever asks first, so that hub and system alone meet the same weather. */
function weather(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return 50 + (state / 2_147_483_648) * 100
  }
}

function serversOf({ odoo, microsoft365 }: HubWorld) {
  return {
    odoo: [odoo.server],
    microsoft365: [microsoft365.server, microsoft365.loginServer, microsoft365.contentServer],
  }
}

function setWeather(world: HubWorld, seed: number): void {
  Object.values(serversOf(world))
    .flat()
    .forEach((server) => (server.latency = weather(seed)))
}

function storeOf({ hub: { database } }: HubWorld): SubjectStore {
  const keys = MasterKeys.parse(masterKeys)
  return new SubjectStore(database, new SubjectVault(database, keys, systemClock), new IdentifierHasher(keys), systemClock)
}

/** Reads one system alone, as far as the hub goes to it for a whole profile. */
async function readAlone(world: HubWorld, system: string, subjectId: string): Promise<void> {
  const map = shippedMaps.find((candidate) => candidate.system === system)
  const links = confirmedLinks(await storeOf(world).linksOf([subjectId])).filter(({ ref }) => ref.system === system)
  if (map === undefined || links.length === 0) {
    throw new Error(`Nothing to read in ${system}.`)
  }
  const request = { links, selection: selectionOf(recordTypesHolding(everything, map), map), onPage: () => undefined }
  await world.hub.federation.gateway.collect(system, request, { budgetMs: 30_000, signal: new AbortController().signal })
}

const question = `query($id: ID!) { dataSubject(id: $id) { profile(budgetMs: 30000) { asOf
  attributes { category statements { id value masked data disclosure origin purposes legalBasis recipients { id name }
    retention { rule retainUntil } source { system { id } recordType { id } recordId field observedAt } } }
  contradictions { category proposal reason } coverage { system { id } answer recordCount gaps { scope reason } } } } }`

async function wholeProfile(world: HubWorld, token: string, id: string): Promise<void> {
  const { data, errors } = await world.ask(token, question, { id })
  const answers: string[] = data?.dataSubject.profile.coverage.map(({ answer }: { answer: string }) => answer) ?? []
  if (errors.length > 0 || answers.some((answer) => answer !== 'FOUND')) {
    throw new Error(`The profile is not whole: ${answers.join(', ')}.`)
  }
}

async function measureLatency(
  world: HubWorld,
  rounds: number,
): Promise<{ ratio: number; profileMs: number; alone: Record<string, number> }> {
  const token = await world.tokenOf(lotte)
  const id: string = (await world.ask(token, '{ me { id } }')).data.me.id
  const systems = ['odoo', 'microsoft365', 'kbo']
  const times = new Map<string, number[]>(['profile', ...systems].map((name) => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    const note = (name: string, ms: number): void => void (round >= 0 && times.get(name)?.push(ms))
    setWeather(world, 1_000 + round)
    note('profile', await timed(() => wholeProfile(world, token, id)))
    for (const system of systems) {
      setWeather(world, 1_000 + round)
      note(system, await timed(() => readAlone(world, system, id)))
    }
  }
  const p50 = (name: string): number => median(times.get(name) ?? [])
  const alone = Object.fromEntries(systems.map((system) => [system, p50(system)]))
  return { ratio: p50('profile') / Math.max(...Object.values(alone)), profileMs: p50('profile'), alone }
}

function addCrowd({ odoo, microsoft365 }: HubWorld): string[] {
  const emails = Array.from({ length: crowdSize }, (_, index) => `person${index}@crowd.example`)
  odoo.orm.createMany('res.partner', crowdSize, (index) => ({ name: `Person Number${index}`, email: emails[index] ?? '' }))
  emails.forEach((email, index) => microsoft365.tenant.addGuest({ given: 'Person', family: `Number${index}`, email }))
  return emails
}

/** Calls that a system gets for whole profiles of these persons, asked for together. */
async function callsFor(world: HubWorld, ids: readonly string[], staff: Viewer): Promise<Record<string, number>> {
  const servers = serversOf(world)
  Object.values(servers)
    .flat()
    .forEach((server) => server.forget())
  const reader = world.hub.federation.readerFor(staff, { purpose: 'CASE_HANDLING', signal: new AbortController().signal })
  const profiles = await Promise.all(ids.map((id) => reader.profile(id, { budgetMs: 30_000 })))
  const unread = profiles.flatMap(({ coverage }) => coverage).filter(({ answer }) => answer === 'UNREACHABLE')
  if (unread.length > 0) {
    throw new Error(`Not everybody was read: ${unread.map(({ systemId, reason }) => `${systemId} ${reason}`).join(', ')}.`)
  }
  return Object.fromEntries(
    Object.entries(servers).map(([system, its]) => [system, its.reduce((sum, { requests }) => sum + requests.length, 0)]),
  )
}

async function measureCalls(world: HubWorld): Promise<Record<string, { one: number; crowd: number; ratio: number }>> {
  const staff: Viewer = {
    accountHash: 'bench',
    roles: new Set([Role.CASE_HANDLER]),
    representedSubjectIds: [],
    authenticatedAt: null,
    verifiedClaims: [],
  }
  const ids: string[] = []
  for (const value of addCrowd(world)) {
    const made = await world.hub.federation.directory.register(staff, [{ kind: 'EMAIL', value }], 'NL')
    ids.push(made.ok ? made.value.id : '')
  }
  await callsFor(world, ids.slice(0, 1), staff)
  const one = await callsFor(world, ids.slice(0, 1), staff)
  const crowd = await callsFor(world, ids, staff)
  return Object.fromEntries(
    Object.keys(one).map((system) => {
      const [few, many] = [one[system] ?? 0, crowd[system] ?? 0]
      return [system, { one: few, crowd: many, ratio: many / few }]
    }),
  )
}

async function main(): Promise<void> {
  const world = await HubWorld.start()
  try {
    const { ratio, profileMs, alone } = await measureLatency(world, argument('--rounds', 15))
    setWeather(world, 0)
    Object.values(serversOf(world))
      .flat()
      .forEach((server) => (server.latency = () => 0))
    const calls = await measureCalls(world)
    say(`profile over HTTP      p50 ${profileMs.toFixed(0)} ms`)
    Object.entries(alone).forEach(([system, ms]) => say(`${system.padEnd(14)} alone   p50 ${ms.toFixed(0)} ms`))
    say(`profile / slowest system: ${ratio.toFixed(2)} (target 1.10)`)
    Object.entries(calls).forEach(([system, { one, crowd, ratio: times }]) =>
      say(`${system.padEnd(14)} calls: 1 person ${one}, ${crowdSize} persons ${crowd}, ${times.toFixed(2)} x`),
    )
    process.stdout.write(`${JSON.stringify({ name: 'federation', ratio: Number(ratio.toFixed(3)), calls })}\n`)
  } finally {
    await world.stop()
  }
}

await main()
