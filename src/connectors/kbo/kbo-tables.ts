/** Turns a cell of the official format into what is stored; undefined when it is not of that format. */
type CellReader = (cell: string) => string | undefined

/** One column of a file, as the register describes it, and where it is kept. */
export interface KboColumn {
  /** The name in the file's header. */
  readonly source: string
  readonly column: string
  /** Whether the file may leave it empty; an empty cell is stored as null. */
  readonly optional: boolean
  /** What a right value looks like, for messages. */
  readonly expected: string
  readonly read: CellReader
}

/** One file of the extract and the table that holds its rows. */
export interface KboTable {
  /** File name without `.csv`; in updates also without `_delete` or `_insert`. */
  readonly file: string
  readonly columns: readonly KboColumn[]
  /** The column that `_delete` files name. Null for code.csv, which every extract holds whole. */
  readonly deleteKey: string | null
  /** The column by which a row hangs on its enterprise or entity. */
  readonly owner: string
  /** Columns that older extracts do not have. */
  readonly younger?: readonly string[]
}

function columnName(source: string): string {
  return source.charAt(0).toLowerCase() + source.slice(1)
}

function number(source: string, pattern: RegExp, example: string, column = columnName(source)): KboColumn {
  const read: CellReader = (cell) => (pattern.test(cell) ? cell.replaceAll('.', '') : undefined)
  return { source, column, optional: false, expected: `a number like ${example}`, read }
}

const enterpriseNumber = number('EnterpriseNumber', /^[01]\d{3}\.\d{3}\.\d{3}$/, '0999.999.999')
const establishmentNumber = number('EstablishmentNumber', /^[2-8]\.\d{3}\.\d{3}\.\d{3}$/, '2.999.999.999')
const entityNumber = number('EntityNumber', /^(\d{4}\.\d{3}\.\d{3}|\d\.\d{3}\.\d{3}\.\d{3})$/, '0999.999.999 or 2.999.999.999')
const branchId = number('Id', /^9\.\d{3}\.\d{3}\.\d{3}$/, '9.999.999.999', 'branchId')

function text(source: string, length: number): KboColumn {
  const read: CellReader = (cell) => (cell.length <= length ? cell : undefined)
  return { source, column: columnName(source), optional: true, expected: `at most ${length} characters`, read }
}

/** `dd-mm-yyyy`, stored as ISO date. */
function date(source: string): KboColumn {
  const read: CellReader = (cell) =>
    /^(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-\d{4}$/.test(cell) ? `${cell.slice(6)}-${cell.slice(3, 5)}-${cell.slice(0, 2)}` : undefined
  return { source, column: columnName(source), optional: true, expected: 'a date like 31-12-2025', read }
}

/** The files of the extract in the order in which they are read: what others hang on comes first. Cookbook KBO Open Data, R018. */
export const kboTables = {
  code: {
    file: 'code',
    columns: [text('Category', 32), text('Code', 16), text('Language', 2), text('Description', 1000)],
    deleteKey: null,
    owner: 'category',
  },
  enterprise: {
    file: 'enterprise',
    columns: [
      enterpriseNumber,
      text('Status', 2),
      text('JuridicalSituation', 3),
      text('TypeOfEnterprise', 1),
      text('JuridicalForm', 3),
      text('JuridicalFormCAC', 3),
      date('StartDate'),
    ],
    deleteKey: 'EnterpriseNumber',
    owner: 'enterpriseNumber',
    younger: ['JuridicalFormCAC'],
  },
  establishment: {
    file: 'establishment',
    columns: [establishmentNumber, date('StartDate'), enterpriseNumber],
    deleteKey: 'EstablishmentNumber',
    owner: 'enterpriseNumber',
  },
  branch: { file: 'branch', columns: [branchId, date('StartDate'), enterpriseNumber], deleteKey: 'Id', owner: 'enterpriseNumber' },
  denomination: {
    file: 'denomination',
    columns: [entityNumber, text('Language', 1), text('TypeOfDenomination', 3), text('Denomination', 320)],
    deleteKey: 'EntityNumber',
    owner: 'entityNumber',
  },
  address: {
    file: 'address',
    columns: [
      entityNumber,
      text('TypeOfAddress', 4),
      text('CountryNL', 100),
      text('CountryFR', 100),
      text('Zipcode', 20),
      text('MunicipalityNL', 200),
      text('MunicipalityFR', 200),
      text('StreetNL', 200),
      text('StreetFR', 200),
      text('HouseNumber', 22),
      text('Box', 20),
      text('ExtraAddressInfo', 80),
      date('DateStrikingOff'),
    ],
    deleteKey: 'EntityNumber',
    owner: 'entityNumber',
  },
  contact: {
    file: 'contact',
    columns: [entityNumber, text('EntityContact', 3), text('ContactType', 5), text('Value', 254)],
    deleteKey: 'EntityNumber',
    owner: 'entityNumber',
  },
  activity: {
    file: 'activity',
    columns: [entityNumber, text('ActivityGroup', 3), text('NaceVersion', 4), text('NaceCode', 7), text('Classification', 4)],
    deleteKey: 'EntityNumber',
    owner: 'entityNumber',
  },
} as const satisfies Readonly<Record<string, KboTable>>

export type KboTableName = keyof typeof kboTables

export const kboTableNames = Object.keys(kboTables) as KboTableName[]
