import type { EntityManager } from 'typeorm'
import { KboImport } from '../../entities/kbo-import.js'
import type { KboExtract, KboKeep } from '../connectors/kbo/kbo-store.js'

/** Where an import stands. ABANDONED: its rows still have to go; DISCARDED: they are gone. */
export const ImportState = {
  IMPORTING: 'IMPORTING',
  CURRENT: 'CURRENT',
  SUPERSEDED: 'SUPERSEDED',
  ABANDONED: 'ABANDONED',
  DISCARDED: 'DISCARDED',
} as const

/** `untilGeneration` of a row that no later extract dropped. */
export const FOREVER = 2_147_483_647

export async function currentImport(manager: EntityManager): Promise<KboImport | null> {
  return manager.findOneBy(KboImport, { state: ImportState.CURRENT })
}

export function extractOf(row: KboImport): KboExtract {
  const { generation, extractNumber, snapshotDate, sha256, activities, counts, startedAt } = row
  return {
    generation,
    kind: row.kind as KboExtract['kind'],
    extractNumber,
    snapshotDate,
    sha256,
    keep: row.keep as KboKeep,
    activities,
    counts,
    startedAt,
    importedAt: row.importedAt ?? startedAt,
  }
}
