import type { Connector } from '../connector.js'
import { OdooAttachments } from './attachments.js'
import { odooCapabilities } from './capabilities.js'
import { OdooCollector } from './collect.js'
import { OdooLocator } from './locate.js'
import type { OdooOptions } from './options.js'
import { probeOdoo } from './probe.js'
import { OdooReader } from './reader.js'
import { OdooScanner } from './scan.js'
import { OdooSession } from './session.js'
import { OdooChanges } from './writing/changes.js'
import { OdooEncoder } from './writing/encode.js'
import { OdooErasers } from './writing/erasers.js'
import { OdooGuards } from './writing/guards.js'
import { OdooInspector } from './writing/inspect.js'
import { OdooPlaces } from './writing/places.js'
import { OdooTraces } from './writing/traces.js'
import { OdooWriter } from './writing/writer.js'

/** A connector to one Odoo database, 14 to 19. Nothing is asked of the server before the first call. */
export function createOdooConnector(options: OdooOptions): Connector {
  const system = options.system ?? 'odoo'
  const session = new OdooSession(options)
  const reader = new OdooReader(session, options.clock, options.pageSize ?? 500)
  const attachments = new OdooAttachments(reader)
  const locator = new OdooLocator(reader, system)
  const collector = new OdooCollector(reader, attachments, { system, clock: options.clock })
  const inspector = new OdooInspector(reader, system)
  const changes = changesOf(session, reader, inspector)
  const scanner = new OdooScanner(reader, system)
  return {
    system,
    capabilities: odooCapabilities,
    async locate(queries, signal) {
      await session.version(signal)
      return locator.locate(queries, signal)
    },
    async *collect(links, selection, signal) {
      await session.version(signal)
      yield* collector.collect(links, selection, signal)
    },
    open: (ref, attachmentId, signal) => attachments.open(ref, attachmentId, signal),
    probe: (signal) => probeOdoo({ session, reader, clock: options.clock }, signal),
    close: () => session.close(),
    inspect: (refs, selection, signal) => inspector.inspect(refs, selection, signal),
    rectify: (order, signal) => changes.rectify(order, signal),
    erase: (order, method, signal) => changes.erase(order, method, signal),
    restrict: (order, on, signal) => changes.restrict(order, on, signal),
    scan: (recordType, signal) => scanner.scan(recordType, signal),
  }
}

function changesOf(session: OdooSession, reader: OdooReader, inspector: OdooInspector): OdooChanges {
  const writer = new OdooWriter(session)
  const traces = new OdooTraces(reader, writer)
  return new OdooChanges({
    inspector,
    guards: new OdooGuards(reader),
    encoder: new OdooEncoder(reader, new OdooPlaces(reader)),
    traces,
    erasers: new OdooErasers(writer, traces),
    writer,
  })
}
