import { type QueryRunner, Table, type TableColumnOptions, TableIndex } from 'typeorm'

type ColumnShape = Partial<TableColumnOptions> & Pick<TableColumnOptions, 'type'>

/** The column kinds of entities/columns.ts as they are stored. Frozen, since migrations are: another kind gets another name. */
const kinds = {
  ref: { type: 'varchar', length: '36' },
  word: { type: 'varchar', length: '64' },
  hash: { type: 'varchar', length: '128' },
  line: { type: 'varchar', length: '255' },
  moment: { type: 'varchar', length: '24' },
  day: { type: 'varchar', length: '10' },
  count: { type: 'int' },
  size: { type: 'double' },
  flag: { type: 'boolean' },
  text: { type: 'text' },
  sequence: { type: 'int', isGenerated: true, generationStrategy: 'increment' },
} satisfies Record<string, ColumnShape>

type ColumnKind = keyof typeof kinds

/** A table as a migration describes it. */
export interface TablePlan {
  readonly name: string
  /** Names of columns and their kinds; a question mark lets a column be absent. */
  readonly columns: Readonly<Record<string, ColumnKind | `${ColumnKind}?`>>
  readonly primary: readonly string[]
  readonly indices?: Readonly<Record<string, readonly string[]>>
  readonly unique?: Readonly<Record<string, readonly string[]>>
}

const sqliteTypes: Readonly<Record<string, string>> = { int: 'integer' }
const serverTypes: Readonly<Record<string, string>> = { boolean: 'tinyint' }

function storedType(runner: QueryRunner, type: string): string {
  const types = runner.dataSource.options.type === 'better-sqlite3' ? sqliteTypes : serverTypes
  return types[type] ?? type
}

function columnsOf(runner: QueryRunner, plan: TablePlan): TableColumnOptions[] {
  return Object.entries(plan.columns).map(([name, kind]) => {
    const shape: ColumnShape = kinds[kind.replace('?', '') as ColumnKind]
    const type = storedType(runner, shape.type)
    return { ...shape, name, type, isNullable: kind.endsWith('?'), isPrimary: plan.primary.includes(name) }
  })
}

/** Makes a table with its indices, named alike on every database. */
export async function createTable(runner: QueryRunner, plan: TablePlan): Promise<void> {
  const { name } = plan
  await runner.createTable(new Table({ name, columns: columnsOf(runner, plan) }))
  for (const [isUnique, indices] of [[false, plan.indices ?? {}] as const, [true, plan.unique ?? {}] as const]) {
    for (const [indexName, columnNames] of Object.entries(indices)) {
      await runner.createIndex(name, new TableIndex({ name: indexName, columnNames: [...columnNames], isUnique }))
    }
  }
}
