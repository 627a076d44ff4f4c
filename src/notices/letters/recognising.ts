import { IdentifierKind, type SubjectIdentifier } from '../../vocabulary/identifier.js'
import type { Labels } from '../../vocabulary/language.js'
import { say } from './letter.js'

/** By what a stranger finds a person in their own files, best first. A system's own number means nothing to them. */
const findingKinds: readonly IdentifierKind[] = [
  IdentifierKind.EMAIL,
  IdentifierKind.PHONE,
  IdentifierKind.ENTERPRISE_NUMBER,
  IdentifierKind.VAT_NUMBER,
  IdentifierKind.CUSTOMER_NUMBER,
]

/** The least by which a recipient recognises the person: one identifier that finds, and the name that tells two holders of it apart. */
export function recognisedBy(identifiers: readonly SubjectIdentifier[]): readonly SubjectIdentifier[] {
  const finding = findingKinds.flatMap((kind) => identifiers.filter((identifier) => identifier.kind === kind)).slice(0, 1)
  return [...identifiers.filter(({ kind }) => kind === IdentifierKind.NAME).slice(0, 1), ...finding]
}

/** Whether a stranger finds the person by what they are told; a name alone could be anybody’s. */
export function isRecognisable(identifiers: readonly SubjectIdentifier[]): boolean {
  return identifiers.some(({ kind }) => findingKinds.includes(kind))
}

export const identifierLabels: Readonly<Record<IdentifierKind, Labels>> = {
  EMAIL: say('E-mailadres', 'Adresse e-mail', 'E-Mail-Adresse', 'E-mail address'),
  PHONE: say('Telefoonnummer', 'Numéro de téléphone', 'Telefonnummer', 'Telephone number'),
  ENTERPRISE_NUMBER: say('Ondernemingsnummer', 'Numéro d’entreprise', 'Unternehmensnummer', 'Enterprise number'),
  VAT_NUMBER: say('Btw-nummer', 'Numéro de TVA', 'Mehrwertsteuernummer', 'VAT number'),
  CUSTOMER_NUMBER: say('Klantnummer', 'Numéro de client', 'Kundennummer', 'Customer number'),
  SYSTEM_ID: say('Nummer in het systeem', 'Numéro dans le système', 'Nummer im System', 'Number in the system'),
  NAME: say('Naam', 'Nom', 'Name', 'Name'),
  BIRTH_DATE: say('Geboortedatum', 'Date de naissance', 'Geburtsdatum', 'Date of birth'),
}
