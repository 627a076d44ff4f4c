import type { Labels } from '../../../vocabulary/language.js'
import type { FieldMap, RecordTypeMap } from '../../data-map.js'
import {
  addressCard,
  deletedAccount,
  employeeAccount,
  guestAccount,
  notedByEntra,
  sharedCard,
  type SharedFacts,
  withAccount,
} from './facts.js'

const addressParts = { street: 'streetAddress', postcode: 'postalCode', city: 'city', region: 'state', country: 'country' } as const

/** What every account holds; `facts` say under which law, `asAccount` what goes only with the account itself. */
function accountFields(
  facts: SharedFacts,
  asAccount: Partial<SharedFacts> = withAccount,
  noted: Partial<SharedFacts> = notedByEntra,
): Readonly<Record<string, FieldMap>> {
  return {
    ...identityFields({ ...facts, ...asAccount }),
    ...notedFields({ ...facts, ...noted }),
    ...contactFields(facts),
    ...workFields(facts),
  }
}

function identityFields(facts: SharedFacts): Readonly<Record<string, FieldMap>> {
  return {
    userPrincipalName: { ...facts, category: 'LOGIN_EMAIL', format: 'EMAIL' },
    mail: { ...facts, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
    proxyAddresses: { ...facts, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
    imAddresses: { ...facts, category: 'USERNAME', format: 'TEXT' },
    mailNickname: { ...facts, category: 'USERNAME', format: 'TEXT' },
  }
}

function notedFields(facts: SharedFacts): Readonly<Record<string, FieldMap>> {
  return {
    lastPasswordChangeDateTime: { ...facts, category: 'PASSWORD', format: 'METADATA' },
    createdDateTime: {
      ...facts,
      category: 'ACCESS_LOG',
      format: 'DATE_TIME',
      labels: { NL: 'Account aangemaakt', FR: 'Compte créé', DE: 'Konto erstellt', EN: 'Account created' },
    },
  }
}

function contactFields(facts: SharedFacts): Readonly<Record<string, FieldMap>> {
  return {
    name: { ...facts, category: 'PERSON_NAME', format: 'NAME', from: { given: 'givenName', family: 'surname', full: 'displayName' } },
    otherMails: { ...facts, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
    mobilePhone: { ...facts, category: 'PHONE_NUMBER', format: 'PHONE' },
    businessPhones: { ...facts, category: 'PHONE_NUMBER', format: 'PHONE' },
    faxNumber: { ...facts, category: 'PHONE_NUMBER', format: 'PHONE' },
    address: { ...facts, category: 'POSTAL_ADDRESS', format: 'ADDRESS', from: addressParts },
    preferredLanguage: {
      ...facts,
      category: 'OTHER_PROVIDED_DATA',
      format: 'TEXT',
      labels: { NL: 'Taal', FR: 'Langue', DE: 'Sprache', EN: 'Language' },
    },
  }
}

function workFields(facts: SharedFacts): Readonly<Record<string, FieldMap>> {
  return {
    jobTitle: { ...facts, category: 'OCCUPATION', format: 'TEXT' },
    department: { ...facts, category: 'OCCUPATION', format: 'TEXT', labels: department },
    companyName: { ...facts, category: 'OCCUPATION', format: 'TEXT', labels: company },
    officeLocation: {
      ...facts,
      category: 'OCCUPATION',
      format: 'TEXT',
      labels: { NL: 'Kantoor', FR: 'Bureau', DE: 'Büro', EN: 'Office' },
    },
  }
}

const department: Labels = { NL: 'Afdeling', FR: 'Service', DE: 'Abteilung', EN: 'Department' }
const company: Labels = { NL: 'Bedrijf', FR: 'Entreprise', DE: 'Firma', EN: 'Company' }

export const accounts = {
  user: {
    labels: { NL: 'Gebruikersaccount', FR: 'Compte d’utilisateur', DE: 'Benutzerkonto', EN: 'User account' },
    isCard: true,
    fields: {
      ...accountFields(employeeAccount),
      onPremisesSamAccountName: { ...employeeAccount, ...withAccount, category: 'USERNAME', format: 'TEXT' },
      employeeId: {
        ...employeeAccount,
        category: 'USERNAME',
        format: 'TEXT',
        labels: { NL: 'Personeelsnummer', FR: 'Numéro de personnel', DE: 'Personalnummer', EN: 'Employee number' },
      },
      employeeHireDate: {
        ...employeeAccount,
        category: 'CONTRACT',
        format: 'DATE',
        labels: { NL: 'In dienst sinds', FR: 'En service depuis', DE: 'Eintrittsdatum', EN: 'Date of hire' },
      },
    },
  },
  guest: {
    labels: { NL: 'Gastaccount', FR: 'Compte invité', DE: 'Gastkonto', EN: 'Guest account' },
    isCard: true,
    fields: accountFields(guestAccount),
  },
  'deleted-user': {
    labels: { NL: 'Verwijderd account', FR: 'Compte supprimé', DE: 'Gelöschtes Konto', EN: 'Deleted account' },
    fields: {
      ...accountFields(deletedAccount, deletedAccount, { ...deletedAccount, origin: 'OBSERVED' }),
      deletedDateTime: {
        ...deletedAccount,
        category: 'ACCESS_LOG',
        format: 'DATE_TIME',
        origin: 'OBSERVED',
        labels: { NL: 'Verwijderd op', FR: 'Supprimé le', DE: 'Gelöscht am', EN: 'Deleted on' },
      },
    },
  },
  'org-contact': {
    labels: {
      NL: 'Contact van de organisatie',
      FR: 'Contact de l’organisation',
      DE: 'Kontakt der Organisation',
      EN: 'Contact of the organisation',
    },
    isCard: true,
    fields: {
      name: {
        ...sharedCard,
        category: 'PERSON_NAME',
        format: 'NAME',
        from: { given: 'givenName', family: 'surname', full: 'displayName' },
      },
      mail: { ...sharedCard, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
      proxyAddresses: { ...sharedCard, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
      'phones.number': { ...sharedCard, category: 'PHONE_NUMBER', format: 'PHONE' },
      jobTitle: { ...sharedCard, category: 'OCCUPATION', format: 'TEXT' },
      companyName: { ...sharedCard, category: 'OCCUPATION', format: 'TEXT' },
      addresses: { ...sharedCard, category: 'POSTAL_ADDRESS', format: 'JSON' },
    },
  },
  'outlook-contact': {
    labels: { NL: 'Contactpersoon in Outlook', FR: 'Contact dans Outlook', DE: 'Kontakt in Outlook', EN: 'Contact in Outlook' },
    isCard: true,
    fields: {
      name: {
        ...addressCard,
        category: 'PERSON_NAME',
        format: 'NAME',
        from: { given: 'givenName', family: 'surname', full: 'displayName' },
      },
      nickName: {
        ...addressCard,
        category: 'PERSON_NAME',
        format: 'TEXT',
        labels: { NL: 'Roepnaam', FR: 'Surnom', DE: 'Rufname', EN: 'Nickname' },
      },
      'emailAddresses.address': { ...addressCard, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
      imAddresses: { ...addressCard, category: 'USERNAME', format: 'TEXT' },
      mobilePhone: { ...addressCard, category: 'PHONE_NUMBER', format: 'PHONE' },
      homePhones: { ...addressCard, category: 'PHONE_NUMBER', format: 'PHONE' },
      businessPhones: { ...addressCard, category: 'PHONE_NUMBER', format: 'PHONE' },
      homeAddress: cardAddress('homeAddress'),
      businessAddress: cardAddress('businessAddress'),
      otherAddress: cardAddress('otherAddress'),
      birthday: { ...addressCard, category: 'BIRTH_DATE', format: 'DATE' },
      jobTitle: { ...addressCard, category: 'OCCUPATION', format: 'TEXT' },
      profession: { ...addressCard, category: 'OCCUPATION', format: 'TEXT' },
      companyName: {
        ...addressCard,
        category: 'OCCUPATION',
        format: 'TEXT',
        labels: company,
      },
      department: {
        ...addressCard,
        category: 'OCCUPATION',
        format: 'TEXT',
        labels: department,
      },
      spouseName: aboutOthers({ NL: 'Partner', FR: 'Conjoint', DE: 'Partner', EN: 'Partner' }),
      children: aboutOthers({ NL: 'Kinderen', FR: 'Enfants', DE: 'Kinder', EN: 'Children' }),
      manager: aboutOthers({ NL: 'Leidinggevende', FR: 'Responsable', DE: 'Vorgesetzter', EN: 'Manager' }),
      assistantName: aboutOthers({ NL: 'Assistent', FR: 'Assistant', DE: 'Assistent', EN: 'Assistant' }),
      personalNotes: aboutOthers({ NL: 'Notities', FR: 'Notes', DE: 'Notizen', EN: 'Notes' }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>

function cardAddress(name: string): FieldMap {
  const part = (member: string): string => `${name}.${member}`
  const from = {
    street: part('street'),
    postcode: part('postalCode'),
    city: part('city'),
    region: part('state'),
    country: part('countryOrRegion'),
  }
  return { ...addressCard, category: 'POSTAL_ADDRESS', format: 'ADDRESS', from }
}

/** What a colleague noted, in which other people may stand. */
function aboutOthers(labels: Labels): FieldMap {
  return { ...addressCard, category: 'OTHER_PROVIDED_DATA', format: 'TEXT', erasure: 'CLEAR_FIELD', freeText: true, labels }
}
