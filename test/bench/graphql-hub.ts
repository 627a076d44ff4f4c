import { buildHubSchema } from '../../resolvers/build-schema.js'
import { RequestContext } from '../../resolvers/context.js'
import { defaultLimits, GraphqlHandler } from '../../src/http/graphql-handler.js'
import { HubServer } from '../../src/http/server.js'
import { systemClock } from '../../src/kernel/clock.js'
import { silentLogger } from '../../src/kernel/logger.js'
import { fakeHub } from '../builders/fake-hub.js'
import { reader, verifierFor } from './graphql-work.js'

/** The hub's own handler with all its limits; only the rate is high enough for a bench. Prints its port. */
const verifier = verifierFor(process.argv[2] ?? '')
const { federation, ...services } = fakeHub()
/** Reads what the baseline reads, and does nothing for it that the baseline does not do either. */
const hub = { ...services, federation: { ...federation, readerFor: () => reader } }
const handler = new GraphqlHandler<RequestContext>({
  schema: buildHubSchema(),
  authenticate: (token) => verifier.verify(token),
  contextFor: (asker) => new RequestContext(hub, asker),
  limits: { ...defaultLimits, rate: { burst: 1e9, perSecond: 1e9 } },
  logger: silentLogger,
  clock: systemClock,
})
await handler.start()
console.log(await new HubServer([handler], silentLogger).listen(0, '127.0.0.1'))
