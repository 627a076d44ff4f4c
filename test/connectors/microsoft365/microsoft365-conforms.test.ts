import { fillMailbox } from '../../../src/simulators/microsoft365/letters.js'
import { throttled } from '../../../src/simulators/microsoft365/throttling.js'
import type { SimulatedRequest } from '../../../src/simulators/simulator-server.js'
import { lotte, trader } from '../../../src/simulators/world.js'
import { by, everything, type SimulatedTenant, staff, tenant } from '../../builders/microsoft365.js'
import { connectorConformance, type ConformanceWorld } from '../conformance.js'

type World = ConformanceWorld & Pick<SimulatedTenant, 'simulator'>

const isBatch = ({ url }: SimulatedRequest): boolean => url.pathname.endsWith('/$batch')

connectorConformance<World>({
  name: 'Microsoft 365',
  start: async (crowd) => {
    const { simulator, connector, stop } = await tenant({ http: { retries: 1 } })
    const writer = { name: 'Lotte Peeters', address: lotte.email }
    fillMailbox(simulator.tenant.mailbox(staff[0]!), writer, { count: crowd, until: new Date('2026-06-01T00:00:00Z') })
    const calls = (): number => simulator.server.requests.length
    return { simulator, connector, selection: everything, people: [by(lotte), by(trader)], calls, stop }
  },
  faults: {
    garble: ({ simulator }) =>
      simulator.server.inject({ kind: 'answer', response: { ...throttled.gateway(500), status: 200 } }, isBatch, Number.MAX_SAFE_INTEGER),
    truncate: ({ simulator }) => simulator.server.inject({ kind: 'truncate', bytes: 40 }, isBatch, Number.MAX_SAFE_INTEGER),
    throttle: ({ simulator }, seconds) => {
      simulator.server.inject({ kind: 'answer', response: throttled.graph(String(seconds)) }, isBatch)
      const { requests } = simulator.server
      const before = requests.length
      return () => (requests[before + 1]?.at ?? 0) - (requests[before]?.at ?? 0)
    },
    expireToken: ({ simulator }) => simulator.expireTokens(),
  },
})
