import type { KboCells } from './kbo-store.js'
import { kboTables, type KboTable, type KboTableName } from './kbo-tables.js'

/** Decides which rows are kept. Tables must be asked in the order of `kboTables`: what is kept of one decides on the next. */
export interface RowFilter {
  keeps(table: KboTableName, cells: KboCells): boolean
}

export const everyRow: RowFilter = { keeps: () => true }

/** Keeps what hangs on known numbers: their own rows, their establishments and branches, and what hangs on those. Codes are about nobody. */
export class KnownNumbersFilter implements RowFilter {
  private readonly owners = new Map(kboTableNamesWithOwner())

  /** `numbers` grows by the establishments and branches that are kept. */
  constructor(private readonly numbers: Set<string>) {}

  keeps(table: KboTableName, cells: KboCells): boolean {
    if (table === 'code') {
      return true
    }
    const isKept = this.numbers.has(cells[this.owners.get(table) ?? 0] ?? '')
    if (isKept && (table === 'establishment' || table === 'branch')) {
      this.numbers.add(cells[0] ?? '')
    }
    return isKept
  }
}

/** Place of the owner among the columns of each table. */
function kboTableNamesWithOwner(): [KboTableName, number][] {
  return Object.entries<KboTable>(kboTables).map(([name, table]) => [
    name as KboTableName,
    table.columns.findIndex(({ column }) => column === table.owner),
  ])
}

/** Without activity.csv, the NACE lists (97 % of code.csv) explain nothing that is kept. */
export function withoutActivities(filter: RowFilter): RowFilter {
  return { keeps: (table, cells) => !(table === 'code' && (cells[0] ?? '').startsWith('Nace')) && filter.keeps(table, cells) }
}
