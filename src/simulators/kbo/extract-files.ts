import { codeLines } from './code-list.js'
import type { RegisteredAddress, RegisteredContact, RegisteredEntity, RegisteredName } from './registered-entity.js'

/** Names of files in a zip and their lines, the header first; made anew on each call, so that millions need no memory. */
export type ExtractFiles = ReadonlyMap<string, () => Iterable<string>>

export interface ExtractIdentity {
  readonly extractNumber: number
  /** `dd-mm-yyyy`. */
  readonly snapshotDate: string
}

export interface FullExtract extends ExtractIdentity {
  readonly entities: () => Iterable<RegisteredEntity>
}

export interface UpdateExtract extends ExtractIdentity {
  /** As they were: all that the extract before says of them goes. */
  readonly deleted: readonly RegisteredEntity[]
  /** As they are now, unchanged rows included. */
  readonly inserted: readonly RegisteredEntity[]
}

interface FileFormat {
  readonly header: string
  readonly lines: (entity: RegisteredEntity) => string[]
  /** Column and values of the `_delete` file. */
  readonly deleteKey: string
  readonly keys: (entity: RegisteredEntity) => string[]
}

const formats: Readonly<Record<string, FileFormat>> = {
  enterprise: {
    header: '"EnterpriseNumber","Status","JuridicalSituation","TypeOfEnterprise","JuridicalForm","JuridicalFormCAC","StartDate"',
    lines: (entity) => [enterpriseLine(entity)],
    deleteKey: 'EnterpriseNumber',
    keys: ({ number }) => [dotted(number)],
  },
  establishment: {
    header: '"EstablishmentNumber","StartDate","EnterpriseNumber"',
    lines: ({ number, establishments }) =>
      establishments.map((one) => row(quoted(dotted(one.number)), one.startDate, quoted(dotted(number)))),
    deleteKey: 'EstablishmentNumber',
    keys: ({ establishments }) => establishments.map((one) => dotted(one.number)),
  },
  denomination: {
    header: '"EntityNumber","Language","TypeOfDenomination","Denomination"',
    lines: ({ number, names, establishments }) => [
      ...names.map((name) => nameLine(number, name)),
      ...establishments.flatMap((one) => one.names.map((name) => nameLine(one.number, name))),
    ],
    deleteKey: 'EntityNumber',
    keys: entityNumbers,
  },
  address: {
    header:
      '"EntityNumber","TypeOfAddress","CountryNL","CountryFR","Zipcode","MunicipalityNL","MunicipalityFR","StreetNL","StreetFR","HouseNumber","Box","ExtraAddressInfo","DateStrikingOff"',
    lines: ({ number, seat, establishments }) => [
      ...(seat === undefined ? [] : [addressLine(number, 'REGO', seat)]),
      ...establishments.map((one) => addressLine(one.number, 'BAET', one.address)),
    ],
    deleteKey: 'EntityNumber',
    keys: entityNumbers,
  },
  contact: {
    header: '"EntityNumber","EntityContact","ContactType","Value"',
    lines: ({ number, contacts, establishments }) => [
      ...contacts.map((contact) => contactLine(number, 'ENT', contact)),
      ...establishments.flatMap((one) => one.contacts.map((contact) => contactLine(one.number, 'EST', contact))),
    ],
    deleteKey: 'EntityNumber',
    keys: entityNumbers,
  },
  activity: {
    header: '"EntityNumber","ActivityGroup","NaceVersion","NaceCode","Classification"',
    lines: ({ establishments }) => establishments.flatMap((one) => one.activities.map((code, n) => activityLine(one.number, code, n))),
    deleteKey: 'EntityNumber',
    keys: entityNumbers,
  },
  branch: {
    header: '"Id","StartDate","EnterpriseNumber"',
    lines: ({ number, branches = [] }) => branches.map((one) => row(quoted(dotted(one.number)), one.startDate, quoted(dotted(number)))),
    deleteKey: 'Id',
    keys: ({ branches = [] }) => branches.map((one) => dotted(one.number)),
  },
}

/** The files of a full extract. */
export function fullExtractFiles(extract: FullExtract): ExtractFiles {
  const files = Object.entries(formats).map(([name, format]) => [`${name}.csv`, () => insertLines(format, extract.entities())] as const)
  return new Map([['meta.csv', () => metaLines(extract, 'full')], ['code.csv', codeLines], ...files])
}

/** The files of an update: what goes, then what comes. */
export function updateExtractFiles(extract: UpdateExtract): ExtractFiles {
  const files = Object.entries(formats).flatMap(([name, format]) => [
    [`${name}_delete.csv`, () => deleteLines(format, extract.deleted)] as const,
    [`${name}_insert.csv`, () => insertLines(format, extract.inserted)] as const,
  ])
  return new Map([['meta.csv', () => metaLines(extract, 'update')], ['code.csv', codeLines], ...files])
}

function* insertLines({ header, lines }: FileFormat, entities: Iterable<RegisteredEntity>): Iterable<string> {
  yield header
  for (const entity of entities) {
    yield* lines(entity)
  }
}

function* deleteLines({ deleteKey, keys }: FileFormat, entities: Iterable<RegisteredEntity>): Iterable<string> {
  yield quoted(deleteKey)
  for (const entity of entities) {
    yield* keys(entity).map(quoted)
  }
}

function metaLines({ extractNumber, snapshotDate }: ExtractIdentity, type: 'full' | 'update'): string[] {
  return [
    '"Variable","Value"',
    `"SnapshotDate","${snapshotDate}"`,
    `"ExtractTimestamp","${snapshotDate} 07:07:49"`,
    `"ExtractType","${type}"`,
    `"ExtractNumber","${extractNumber}"`,
    '"Version","1.0.0"',
  ]
}

function entityNumbers({ number, establishments, branches = [] }: RegisteredEntity): string[] {
  return [number, ...establishments.map((one) => one.number), ...branches.map((one) => one.number)].map(dotted)
}

/** `0999.000.129` for enterprises, `2.299.000.166` for establishments and branches. */
function dotted(digits: string): string {
  const tail = `${digits.slice(4, 7)}.${digits.slice(7)}`
  return /^[01]/.test(digits) ? `${digits.slice(0, 4)}.${tail}` : `${digits.slice(0, 1)}.${digits.slice(1, 4)}.${tail}`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function row(...cells: readonly string[]): string {
  return cells.join(',')
}

function enterpriseLine({ number, type, juridicalForm, startDate }: RegisteredEntity): string {
  const form = juridicalForm === undefined ? '' : quoted(juridicalForm)
  return row(quoted(dotted(number)), '"AC"', '"000"', type === 'NATURAL_PERSON' ? '"1"' : '"2"', form, '', startDate)
}

function nameLine(number: string, { language, type, text }: RegisteredName): string {
  return row(quoted(dotted(number)), quoted(language), quoted(type), quoted(text))
}

function addressLine(number: string, type: string, address: RegisteredAddress): string {
  const { zipcode, municipalityNL, municipalityFR, streetNL, streetFR, houseNumber, box = '' } = address
  const place = [zipcode, municipalityNL, municipalityFR, streetNL, streetFR, houseNumber, box, ''].map(quoted)
  return row(quoted(dotted(number)), quoted(type), '', '', ...place, '')
}

function contactLine(number: string, entity: string, { type, value }: RegisteredContact): string {
  return row(quoted(dotted(number)), quoted(entity), quoted(type), quoted(value))
}

function activityLine(number: string, code: string, n: number): string {
  return row(quoted(dotted(number)), '"003"', '"2025"', quoted(code), n === 0 ? '"MAIN"' : '"SECO"')
}
