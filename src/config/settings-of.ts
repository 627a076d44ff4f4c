import { resolve } from 'node:path'
import type { DataMapOverrides } from '../datamap/compose.js'
import type { HubDocument, SystemsDocument } from './hub-document.js'
import type { HubSettings, SystemSettings } from './settings.js'

/** The typed settings of a document that was found right. Paths become absolute. */
export function settingsOf(document: HubDocument, folder: string): HubSettings {
  const { server, bundles, keys, systems, dataMap, database, ...rest } = plain(document)
  const publicUrl = (server.publicUrl ?? `http://localhost:${server.port}`).replace(/\/+$/, '')
  return {
    ...rest,
    database: isUrl(database) ? database : resolve(folder, database),
    server: { ...server, publicUrl },
    bundles: { ...bundles, folder: resolve(folder, bundles.folder) },
    keys: { ...keys, signingFile: resolve(folder, keys.signingFile) },
    systems: systemsOf(systems),
    dataMap: overridesOf(dataMap),
  }
}

/** Without classes: what is frozen and passed on is data alone. */
function plain(document: HubDocument): HubDocument {
  return structuredClone(document)
}

function isUrl(database: string): boolean {
  return /^[a-z]+:\/\//i.test(database)
}

function systemsOf({ odoo, microsoft365, kbo }: SystemsDocument): SystemSettings[] {
  return [
    ...(odoo === undefined ? [] : [{ kind: 'odoo' as const, ...odoo }]),
    ...(microsoft365 === undefined ? [] : [{ kind: 'microsoft365' as const, ...microsoft365 }]),
    ...(kbo === undefined ? [] : [{ kind: 'kbo' as const, ...kbo }]),
  ]
}

function overridesOf({ recipients, retention, systems }: DataMapOverrides): DataMapOverrides {
  return {
    ...(recipients === undefined ? {} : { recipients }),
    ...(retention === undefined ? {} : { retention }),
    ...(systems === undefined ? {} : { systems }),
  }
}
