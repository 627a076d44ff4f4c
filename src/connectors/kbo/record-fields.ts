import type { FieldValue } from '../../vocabulary/source-record.js'
import type { KboRow } from './kbo-store.js'
import { type KboTableName, kboTables } from './kbo-tables.js'

/** What the register's codes mean: category -> code -> description. */
export type KboCodes = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Columns whose value is a code, and the category of code.csv that explains it. */
const codeCategories: Readonly<Record<string, string>> = {
  Status: 'Status',
  JuridicalSituation: 'JuridicalSituation',
  TypeOfEnterprise: 'TypeOfEnterprise',
  JuridicalForm: 'JuridicalForm',
  JuridicalFormCAC: 'JuridicalForm',
  Language: 'Language',
  TypeOfDenomination: 'TypeOfDenomination',
  TypeOfAddress: 'TypeOfAddress',
  EntityContact: 'EntityContact',
  ContactType: 'ContactType',
  ActivityGroup: 'ActivityGroup',
  Classification: 'Classification',
}

/** Types of contact that get a field of their own, since each is another kind of personal data. */
const knownContactTypes: readonly string[] = ['TEL', 'FAX', 'EMAIL', 'WEB']

const NATURAL_PERSON = '1'
const NAME = '001'

export function isNaturalPerson(enterprise: KboRow | undefined): boolean {
  return enterprise?.['typeOfEnterprise'] === NATURAL_PERSON
}

/** The name under which the register knows a natural person. */
export function isPersonName(denomination: KboRow, enterprise: KboRow | undefined): boolean {
  const isOfEnterprise = denomination['entityNumber'] === enterprise?.['enterpriseNumber']
  return isOfEnterprise && isNaturalPerson(enterprise) && denomination['typeOfDenomination'] === NAME
}

/** Fields of a record by the register's own names, codes explained; and what these names do not tell apart, under names of its own. */
export function fieldsOf(
  table: KboTableName,
  row: KboRow,
  enterprise: KboRow | undefined,
  codes: KboCodes,
): Readonly<Record<string, FieldValue>> {
  const fields: Record<string, FieldValue> = {}
  for (const { source, column } of kboTables[table].columns) {
    const value = row[column]
    if (value !== null && value !== undefined) {
      fields[source] = explained(source, value, row, codes)
    }
  }
  return { ...fields, ...ownFields(table, row, enterprise) }
}

/** `Besloten vennootschap (610)`; the code alone where the register's list does not know it. */
function explained(source: string, value: string, row: KboRow, codes: KboCodes): string {
  const category = source === 'NaceCode' ? `Nace${row['naceVersion']}` : codeCategories[source]
  const description = category === undefined ? undefined : codes.get(category)?.get(value)
  return description === undefined ? value : `${description} (${value})`
}

/** A person's name, an address as one, and a contact under its own type. */
function ownFields(table: KboTableName, row: KboRow, enterprise: KboRow | undefined): Record<string, FieldValue> {
  switch (table) {
    case 'denomination':
      return { [isPersonName(row, enterprise) ? 'PersonName' : 'BusinessName']: row['denomination'] ?? '' }
    case 'address':
      return { Address: addressOf(row) }
    case 'contact':
      return { [contactField(row)]: row['value'] ?? '' }
    case 'activity':
    case 'branch':
    case 'code':
    case 'enterprise':
    case 'establishment':
      return {}
  }
}

function contactField(row: KboRow): string {
  const type = row['contactType'] ?? ''
  return knownContactTypes.includes(type) ? type : 'OtherContact'
}

/** In the language of the place: French for the postcodes of Wallonia, else Dutch; the other where one is empty. */
function addressOf(row: KboRow): Record<string, FieldValue> {
  const isWalloon = /^(1[34]|[4-7])\d{2}/.test(row['zipcode'] ?? '')
  const [first, second] = isWalloon ? ['FR', 'NL'] : ['NL', 'FR']
  const inLanguage = (name: string): string => row[`${name}${first}`] ?? row[`${name}${second}`] ?? ''
  const box = row['box'] ?? ''
  const street = [inLanguage('street'), row['houseNumber'] ?? '', box === '' ? '' : `bus ${box}`]
  const parts = {
    street: street.filter((part) => part !== '').join(' '),
    postcode: row['zipcode'] ?? '',
    city: inLanguage('municipality'),
    country: inLanguage('country'),
  }
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''))
}
