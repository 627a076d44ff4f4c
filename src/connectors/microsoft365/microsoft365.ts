import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { Connector } from '../connector.js'
import { HttpClient } from '../http-client.js'
import { capabilitiesOf } from './capabilities.js'
import { collect } from './collect.js'
import { GraphClient } from './graph-client.js'
import { GraphReads } from './graph-reads.js'
import { Lanes } from './lanes.js'
import { locate } from './locate.js'
import { Mailboxes } from './mailboxes.js'
import { Content } from './open.js'
import { type Microsoft365Options, settingsOf } from './options.js'
import { probe } from './probe.js'
import { TokenSource } from './token.js'

/** Microsoft 365 through Graph v1.0, read only: Entra accounts, Outlook, OneDrive and SharePoint of one tenant. */
export function createMicrosoft365Connector(options: Microsoft365Options): Connector {
  const settings = settingsOf(options)
  const login = new HttpClient({ ...settings.http, origin: settings.loginOrigin })
  const graph = new HttpClient({ ...settings.http, origin: settings.graphOrigin })
  const client = new GraphClient(graph, new TokenSource(login, settings), settings)
  const reads = new GraphReads(client, new Lanes(settings.mailboxConcurrency))
  const parts = { settings, reads, mailboxes: new Mailboxes(reads, settings) }
  const content = new Content(client, settings)
  return {
    system: settings.system,
    capabilities: capabilitiesOf(settings),
    findsOnlyBy: [IdentifierKind.EMAIL, IdentifierKind.SYSTEM_ID],
    locate: (queries, signal) => locate(parts, queries, signal),
    collect: (links, selection, signal) => collect(parts, links, selection, signal),
    open: (ref, attachmentId, signal) => content.open(ref, attachmentId, signal),
    probe: (signal) => probe(parts, signal),
    close: async () => {
      await Promise.all([login.close(), graph.close(), content.close()])
    },
  }
}
