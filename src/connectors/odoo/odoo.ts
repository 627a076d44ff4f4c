import type { RecordCapability, Connector } from '../connector.js'
import { OdooAttachments } from './attachments.js'
import { OdooCollector } from './collect.js'
import { OdooLocator } from './locate.js'
import type { OdooOptions } from './options.js'
import { probeOdoo } from './probe.js'
import { OdooReader } from './reader.js'
import { odooRecordTypes } from './record-types.js'
import { OdooSession } from './session.js'

const capabilities: readonly RecordCapability[] = odooRecordTypes
  .filter(({ isStep }) => isStep !== true)
  .map(({ recordType, remark }) => ({
    recordType,
    read: 'LIVE',
    rectify: 'NONE',
    erase: 'NONE',
    anonymise: 'NONE',
    restrict: 'NONE',
    batched: true,
    remark: [remark, 'Changes are made in Odoo itself.'].filter((text) => text !== undefined).join(' '),
  }))

/** A connector to one Odoo database, 14 to 19. Nothing is asked of the server before the first call. */
export function createOdooConnector(options: OdooOptions): Connector {
  const system = options.system ?? 'odoo'
  const session = new OdooSession(options)
  const reader = new OdooReader(session, options.clock, options.pageSize ?? 500)
  const attachments = new OdooAttachments(reader, session)
  const locator = new OdooLocator(reader, system)
  const collector = new OdooCollector(reader, attachments, { system, clock: options.clock })
  return {
    system,
    capabilities,
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
  }
}
