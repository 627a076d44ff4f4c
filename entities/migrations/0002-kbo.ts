import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm'
import { createTable, type TablePlan } from './table-builder.js'

/** Column name -> length of its text, or -1 for ten digits that are always there. */
type TextColumns = Readonly<Record<string, number>>

interface RowTable {
  readonly name: string
  readonly columns: TextColumns
  /** Index name without the table's -> columns. */
  readonly indices: Readonly<Record<string, readonly string[]>>
}

const imports: TablePlan = {
  name: 'kbo_import',
  columns: {
    generation: 'count',
    state: 'word',
    kind: 'word',
    baseGeneration: 'count',
    extractNumber: 'count',
    snapshotDate: 'day',
    sha256: 'hash',
    keep: 'word',
    activities: 'flag',
    counts: 'text',
    startedAt: 'moment',
    importedAt: 'moment?',
  },
  primary: ['generation'],
  indices: { kbo_import_state: ['state'] },
}

const NUMBER = -1
const DATE = 10
const byEntity = { entity: ['entityNumber'] }

const rowTables: readonly RowTable[] = [
  { name: 'kbo_wanted', columns: { enterpriseNumber: NUMBER }, indices: { enterprise: ['enterpriseNumber'] } },
  {
    name: 'kbo_enterprise',
    columns: {
      enterpriseNumber: NUMBER,
      status: 2,
      juridicalSituation: 3,
      typeOfEnterprise: 1,
      juridicalForm: 3,
      juridicalFormCAC: 3,
      startDate: DATE,
    },
    indices: { number: ['enterpriseNumber'] },
  },
  {
    name: 'kbo_establishment',
    columns: { establishmentNumber: NUMBER, startDate: DATE, enterpriseNumber: NUMBER },
    indices: { number: ['establishmentNumber'], enterprise: ['enterpriseNumber'] },
  },
  {
    name: 'kbo_branch',
    columns: { branchId: NUMBER, startDate: DATE, enterpriseNumber: NUMBER },
    indices: { number: ['branchId'], enterprise: ['enterpriseNumber'] },
  },
  {
    name: 'kbo_denomination',
    columns: { entityNumber: NUMBER, language: 1, typeOfDenomination: 3, denomination: 320 },
    indices: byEntity,
  },
  {
    name: 'kbo_address',
    columns: {
      entityNumber: NUMBER,
      typeOfAddress: 4,
      countryNL: 100,
      countryFR: 100,
      zipcode: 20,
      municipalityNL: 200,
      municipalityFR: 200,
      streetNL: 200,
      streetFR: 200,
      houseNumber: 22,
      box: 20,
      extraAddressInfo: 80,
      dateStrikingOff: DATE,
    },
    indices: byEntity,
  },
  { name: 'kbo_contact', columns: { entityNumber: NUMBER, entityContact: 3, contactType: 5, value: 254 }, indices: byEntity },
  {
    name: 'kbo_activity',
    columns: { entityNumber: NUMBER, activityGroup: 3, naceVersion: 4, naceCode: 7, classification: 4 },
    indices: byEntity,
  },
  {
    name: 'kbo_code',
    columns: { category: 32, code: 16, language: 2, description: 1000 },
    indices: { code: ['category', 'code'] },
  },
]

/** The tables of KBO Open Data. */
export class Kbo1764000000002 implements MigrationInterface {
  readonly name = 'Kbo1764000000002'

  async up(runner: QueryRunner): Promise<void> {
    const integer = runner.dataSource.options.type === 'better-sqlite3' ? 'integer' : 'int'
    await createTable(runner, imports)
    for (const table of rowTables) {
      await runner.createTable(rowTable(table, integer), false, false, true)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...rowTables].reverse()) {
      await runner.dropTable(name)
    }
    await runner.dropTable('kbo_import')
  }
}

function rowTable({ name, columns, indices }: RowTable, integer: string): Table {
  return new Table({
    name,
    columns: [
      new TableColumn({ name: 'id', type: integer, isPrimary: true, isGenerated: true, generationStrategy: 'increment' }),
      new TableColumn({ name: 'fromGeneration', type: integer }),
      new TableColumn({ name: 'untilGeneration', type: integer }),
      ...Object.entries(columns).map(textColumn),
    ],
    indices: Object.entries(indices).map(
      ([index, columnNames]) => new TableIndex({ name: `${name}_${index}`, columnNames: [...columnNames] }),
    ),
  })
}

function textColumn([name, length]: [string, number]): TableColumn {
  return length === NUMBER
    ? new TableColumn({ name, type: 'varchar', length: '10' })
    : new TableColumn({ name, type: 'varchar', length: String(length), isNullable: true })
}
