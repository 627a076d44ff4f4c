import { resolve } from 'node:path'
import type { DataMapOverrides } from '../datamap/compose.js'
import type { HubDocument, LimitsDocument, SystemsDocument } from './hub-document.js'
import type { MailDocument } from './mail-document.js'
import type { HubSettings, LimitSettings, MailSettings, SystemSettings } from './settings.js'

/** The typed settings of a document that was found right. Paths become absolute. */
export function settingsOf(document: HubDocument, folder: string): HubSettings {
  const { server, bundles, keys, ledger, mail, limits, systems, dataMap, database, ...rest } = dataOf(document)
  const publicUrl = (server.publicUrl ?? `http://localhost:${server.port}`).replace(/\/+$/, '')
  return {
    ...rest,
    database: isUrl(database) ? database : resolve(folder, database),
    server: { ...server, publicUrl },
    bundles: { ...bundles, folder: resolve(folder, bundles.folder) },
    keys: { ...keys, signingFile: resolve(folder, keys.signingFile) },
    ledger: { ...ledger, file: resolve(folder, ledger.file) },
    ...(mail === undefined ? {} : { mail: mailOf(mail, folder) }),
    limits: limitsOf(limits, folder),
    systems: systemsOf(systems),
    dataMap: overridesOf(dataMap),
  }
}

type Data<T> = T extends readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { [Key in keyof T as T[Key] extends () => unknown ? never : Key]: Data<T[Key]> }

/** Without classes: what is frozen and passed on is data alone. */
function dataOf(document: HubDocument): Data<HubDocument> {
  return structuredClone<Data<HubDocument>>(document)
}

function isUrl(database: string): boolean {
  return /^[a-z]+:\/\//i.test(database)
}

function limitsOf({ persistedOperations: known, ...limits }: Data<LimitsDocument>, folder: string): LimitSettings {
  return known === undefined ? limits : { ...limits, persistedOperations: { ...known, file: resolve(folder, known.file) } }
}

function mailOf({ caFile, ...mail }: Data<MailDocument>, folder: string): MailSettings {
  return caFile === undefined ? mail : { ...mail, caFile: resolve(folder, caFile) }
}

function systemsOf({ odoo, microsoft365, kbo }: Data<SystemsDocument>): SystemSettings[] {
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
