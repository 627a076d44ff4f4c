import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { Connector } from '../connector.js'
import { HttpClient } from '../http-client.js'
import { capabilitiesOf } from './capabilities.js'
import { collect } from './collect.js'
import { GraphClient } from './graph-client.js'
import { GraphReads } from './graph-reads.js'
import { inspect } from './inspect.js'
import { Lanes } from './lanes.js'
import { locate } from './locate.js'
import { Mailboxes } from './mailboxes.js'
import { Content } from './open.js'
import { type Microsoft365Options, settingsOf } from './options.js'
import { probe } from './probe.js'
import { scan } from './scan.js'
import { TokenSource } from './token.js'
import { Writer } from './write.js'

/** Microsoft 365 through Graph v1.0: Entra accounts, Outlook, OneDrive and SharePoint of one tenant. */
export function createMicrosoft365Connector(options: Microsoft365Options): Connector {
  const settings = settingsOf(options)
  const login = new HttpClient({ ...settings.http, origin: settings.loginOrigin })
  const graph = new HttpClient({ ...settings.http, origin: settings.graphOrigin })
  const client = new GraphClient(graph, new TokenSource(login, settings), settings)
  const lanes = new Lanes(settings.mailboxConcurrency)
  const reads = new GraphReads(client, lanes)
  const parts = { settings, reads, mailboxes: new Mailboxes(reads, settings) }
  const content = new Content(client, settings)
  const writer = new Writer({ ...parts, client, lanes })
  return {
    system: settings.system,
    capabilities: capabilitiesOf(settings),
    findsOnlyBy: [IdentifierKind.EMAIL, IdentifierKind.SYSTEM_ID],
    locate: (queries, signal) => locate(parts, queries, signal),
    collect: (links, selection, signal) => collect(parts, links, selection, signal),
    open: (ref, attachmentId, signal) => content.open(ref, attachmentId, signal),
    inspect: (refs, selection, signal) => inspect(parts, refs, selection, signal),
    rectify: (order, signal) => writer.rectify(order, signal),
    erase: (order, method, signal) => writer.erase(order, method, signal),
    restrict: (order, on, signal) => writer.restrict(order, on, signal),
    scan: (recordType, signal) => scan(parts, recordType, signal),
    probe: (signal) => probe(parts, signal),
    close: async () => {
      await Promise.all([login.close(), graph.close(), content.close()])
    },
  }
}
