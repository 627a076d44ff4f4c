import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { AUDIENCE, LIST, PROFILE } from './graphql-work.js'
import { requestsPerSecond, type Target } from './http-load.js'

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '15' }, seconds: { type: 'string', default: '1' } },
})
const seconds = Number(values.seconds)
const bodies = { profile: bodyOf(PROFILE), list: bodyOf(LIST) } as const
type Query = keyof typeof bodies

/** Until both servers run optimised code. */
const WARM_UP_ROUNDS = 5

function bodyOf(query: string): string {
  return JSON.stringify({ query, variables: { id: 'a' } })
}

/** An OpenID Connect provider with one key, and a token of a case handler. */
async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }
  const server = createServer(({ url }, response) => {
    const isKeys = url === '/jwks'
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(isKeys ? { keys: [key] } : { issuer, jwks_uri: `${issuer}/jwks` }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const token = await new SignJWT({ roles: ['handler'], sub: 'bench' })
    .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setExpirationTime('1h')
    .sign(privateKey)
  return { issuer, token, close: () => server.close() }
}

async function startServer(script: string, issuer: string): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, issuer], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(line.toString()), child }
}

async function answerOf({ port, path, token }: Target, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers })
  return response.json()
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** One burst at each server, in random order. */
async function pair(targets: readonly [Target, Target], query: Query): Promise<readonly [number, number]> {
  const order = randomInt(2) === 0 ? [0, 1] : [1, 0]
  const rates: [number, number] = [0, 0]
  for (const index of order) {
    rates[index as 0 | 1] = await requestsPerSecond(targets[index as 0 | 1], bodies[query], seconds)
  }
  return rates
}

async function measure(targets: readonly [Target, Target]): Promise<Record<Query, number>> {
  const ratios: Record<Query, number[]> = { profile: [], list: [] }
  for (let round = 1 - WARM_UP_ROUNDS; round <= Number(values.rounds); round += 1) {
    for (const query of randomInt(2) === 0 ? (['profile', 'list'] as const) : (['list', 'profile'] as const)) {
      const [hub, mercurius] = await pair(targets, query)
      if (round > 0) {
        ratios[query].push(hub / mercurius)
      }
      console.error(`${round > 0 ? `round ${round}` : 'warm-up'} ${query}: hub ${hub.toFixed(0)}/s, mercurius ${mercurius.toFixed(0)}/s`)
    }
  }
  return { profile: median(ratios.profile), list: median(ratios.list) }
}

const issuer = await startIssuer()
const servers = await Promise.all([startServer('./graphql-hub.js', issuer.issuer), startServer('./graphql-mercurius.js', issuer.issuer)])
const [hub, mercurius] = servers.map(({ port }) => ({ port, path: '/graphql', token: issuer.token })) as [Target, Target]
try {
  for (const body of Object.values(bodies)) {
    assert.deepEqual(await answerOf(hub, body), await answerOf(mercurius, body), 'Both servers give the same answer.')
  }
  const { profile, list } = await measure([hub, mercurius])
  const ratio = median([profile, list])
  console.log(
    `Requests a second, hub over mercurius with jit: profile ${profile.toFixed(2)}, list ${list.toFixed(2)}, both ${ratio.toFixed(2)}`,
  )
  if (values.json === true) {
    console.log(
      JSON.stringify({
        name: 'graphql',
        ratio: Number(ratio.toFixed(3)),
        profile: Number(profile.toFixed(3)),
        list: Number(list.toFixed(3)),
      }),
    )
  }
} finally {
  servers.forEach(({ child }) => child.kill())
  issuer.close()
}
