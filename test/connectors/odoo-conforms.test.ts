import type { SimulatedRequest } from '../../src/simulators/simulator-server.js'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { createOdooConnector } from '../../src/connectors/odoo/odoo.js'
import { systemClock } from '../../src/kernel/clock.js'
import { lotte, trader } from '../../src/simulators/world.js'
import { type ConformanceHarness, connectorConformance, type ConformanceWorld } from './conformance.js'
import { everythingMapped } from './odoo-selection.js'

interface OdooWorld extends ConformanceWorld {
  readonly simulator: OdooSimulator
  /** Whether the service user's new secret is to be had. */
  renewSecret(): void
}

const always = Number.MAX_SAFE_INTEGER
const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Please come back later.</p>' }

function isCall(request: SimulatedRequest): boolean {
  return request.method === 'POST'
}

async function start(version: 17 | 19, crowd: number): Promise<OdooWorld> {
  const simulator = await OdooSimulator.start({ version })
  const [contact] = simulator.orm.find('res.partner', [['email', '=', lotte.email]])
  simulator.orm.createMany('crm.lead', crowd, (index) => ({ name: `Enquiry ${index}`, partner_id: contact!.id }))
  let secret = simulator.apiKey
  const connector = createOdooConnector({
    url: simulator.url,
    database: simulator.database,
    login: simulator.login,
    apiKey: () => secret,
    clock: systemClock,
    http: { retries: 1 },
  })
  return {
    simulator,
    connector,
    selection: everythingMapped,
    people: [
      { subjectId: 'subject-lotte', identifiers: [{ kind: 'EMAIL', value: lotte.email }] },
      { subjectId: 'subject-trader', identifiers: [{ kind: 'EMAIL', value: trader.email }] },
    ],
    calls: () => simulator.server.requests.length,
    renewSecret: () => {
      secret = simulator.password
    },
    stop: () => simulator.stop(),
  }
}

/** Tells how long after the refusal the very same request was sent again. */
function throttleOnce({ simulator }: OdooWorld, seconds: number): () => number {
  const sent: { readonly body: string; readonly at: number }[] = []
  simulator.server.inject({ kind: 'slow', ms: 0 }, (request) => {
    sent.push({ body: request.url.pathname + request.body.toString(), at: performance.now() })
    return false
  })
  const refusal = {
    status: 429,
    headers: { 'retry-after': String(seconds), 'content-type': 'text/html' },
    body: '<p>Too many requests</p>',
  }
  simulator.server.inject({ kind: 'answer', response: refusal }, isCall)
  return () => {
    const [first, second] = sent.filter(({ body }, _, all) => all.filter((other) => other.body === body).length > 1)
    return second!.at - first!.at
  }
}

const faults: ConformanceHarness<OdooWorld>['faults'] = {
  garble: ({ simulator }) => simulator.server.inject({ kind: 'answer', response: page }, isCall, always),
  truncate: ({ simulator }) => simulator.server.inject({ kind: 'truncate', bytes: 12 }, isCall, always),
  throttle: throttleOnce,
}

connectorConformance<OdooWorld>({
  name: 'The connector to Odoo 17, by JSON-RPC,',
  start: (crowd) => start(17, crowd),
  faults: {
    ...faults,
    expireToken: (world) => {
      world.simulator.expireKey()
      world.renewSecret()
    },
  },
})

connectorConformance<OdooWorld>({ name: 'The connector to Odoo 19, by JSON-2,', start: (crowd) => start(19, crowd), faults })
