import { ActionMode, ErasureMethod } from '../../vocabulary/actionability.js'
import { DataCategory } from '../../vocabulary/data-category.js'
import { DataOrigin } from '../../vocabulary/data-origin.js'
import type { Labels } from '../../vocabulary/language.js'
import { LegalBasis } from '../../vocabulary/legal-basis.js'
import { ProcessingRole } from '../../vocabulary/processing-role.js'
import { Purpose } from '../../vocabulary/purpose.js'
import { RetentionRuleId } from '../../vocabulary/retention.js'
import type { FieldMap, SystemMap } from '../data-map.js'
import { ValueFormat } from '../value-format.js'

/** What all fields of the register have in common: we only look, and correcting is done there. */
const register = {
  origin: DataOrigin.REGISTER,
  purposes: [Purpose.REGISTER_CHECK],
  legalBasis: LegalBasis.LEGITIMATE_INTERESTS,
  recipients: [],
  retention: RetentionRuleId.R_CONTRACT,
  erasure: ErasureMethod.OWN_COPY_ONLY,
  rectifiable: {
    mode: ActionMode.REFERRAL,
    reason: 'The register is corrected by the enterprise itself, through My Enterprise or a business counter.',
  },
} as const

function field(category: DataCategory, labels: Labels, format: ValueFormat = ValueFormat.TEXT): FieldMap {
  return { ...register, category, format, labels }
}

const business = DataCategory.ENTERPRISE_ACTIVITY

/**
 * KBO Open Data. A natural person's own name and contact are personal data of the kind they are anywhere; business names,
 * establishment numbers and codes describe the enterprise and are kept apart from the person's name and enterprise number.
 */
export const kboMap = {
  system: 'kbo',
  labels: {
    NL: 'Kruispuntbank van Ondernemingen (KBO)',
    FR: 'Banque-Carrefour des Entreprises (BCE)',
    DE: 'Zentrale Datenbank der Unternehmen (ZDU)',
    EN: 'Crossroads Bank for Enterprises (CBE)',
  },
  role: ProcessingRole.REGISTER,
  recordTypes: {
    enterprise: {
      labels: { NL: 'Onderneming', FR: 'Entreprise', DE: 'Unternehmen', EN: 'Enterprise' },
      fields: {
        EnterpriseNumber: {
          ...field(
            DataCategory.VAT_ENTERPRISE_NUMBER,
            { NL: 'Ondernemingsnummer', FR: 'Numéro d’entreprise', DE: 'Unternehmensnummer', EN: 'Enterprise number' },
            ValueFormat.ENTERPRISE_NUMBER,
          ),
          legalBasis: LegalBasis.LEGAL_OBLIGATION,
        },
        Status: field(business, { NL: 'Status', FR: 'Statut', DE: 'Status', EN: 'Status' }),
        JuridicalSituation: field(business, {
          NL: 'Rechtstoestand',
          FR: 'Situation juridique',
          DE: 'Rechtslage',
          EN: 'Legal situation',
        }),
        TypeOfEnterprise: field(business, { NL: 'Type entiteit', FR: 'Type d’entité', DE: 'Art der Einheit', EN: 'Type of entity' }),
        JuridicalForm: field(business, { NL: 'Rechtsvorm', FR: 'Forme légale', DE: 'Rechtsform', EN: 'Legal form' }),
        JuridicalFormCAC: field(business, {
          NL: 'Rechtsvorm volgens het WVV',
          FR: 'Forme légale selon le CSA',
          DE: 'Rechtsform nach dem GGV',
          EN: 'Legal form under the Companies Code',
        }),
        StartDate: field(business, { NL: 'Begindatum', FR: 'Date de début', DE: 'Anfangsdatum', EN: 'Start date' }, ValueFormat.DATE),
      },
    },
    denomination: {
      labels: { NL: 'Benaming', FR: 'Dénomination', DE: 'Bezeichnung', EN: 'Name' },
      fields: {
        PersonName: field(
          DataCategory.PERSON_NAME,
          {
            NL: 'Naam van de natuurlijke persoon',
            FR: 'Nom de la personne physique',
            DE: 'Name der natürlichen Person',
            EN: 'Name of the person',
          },
          ValueFormat.NAME,
        ),
        BusinessName: field(business, {
          NL: 'Naam van de zaak',
          FR: 'Nom commercial ou social',
          DE: 'Name des Geschäfts',
          EN: 'Business name',
        }),
        TypeOfDenomination: field(business, { NL: 'Soort naam', FR: 'Type de nom', DE: 'Art des Namens', EN: 'Type of name' }),
      },
    },
    address: {
      labels: { NL: 'Adres', FR: 'Adresse', DE: 'Adresse', EN: 'Address' },
      fields: {
        Address: field(DataCategory.POSTAL_ADDRESS, { NL: 'Adres', FR: 'Adresse', DE: 'Adresse', EN: 'Address' }, ValueFormat.ADDRESS),
        ExtraAddressInfo: field(business, {
          NL: 'Aanvulling bij het adres',
          FR: 'Complément d’adresse',
          DE: 'Adresszusatz',
          EN: 'Addition to the address',
        }),
        TypeOfAddress: field(business, { NL: 'Soort adres', FR: 'Type d’adresse', DE: 'Art der Adresse', EN: 'Type of address' }),
        DateStrikingOff: field(
          business,
          { NL: 'Datum van doorhaling', FR: 'Date de radiation', DE: 'Datum der Streichung', EN: 'Date of striking off' },
          ValueFormat.DATE,
        ),
      },
    },
    contact: {
      labels: { NL: 'Contactgegeven', FR: 'Moyen de contact', DE: 'Kontaktangabe', EN: 'Contact' },
      fields: {
        TEL: field(
          DataCategory.PHONE_NUMBER,
          { NL: 'Telefoonnummer', FR: 'Numéro de téléphone', DE: 'Telefonnummer', EN: 'Telephone number' },
          ValueFormat.PHONE,
        ),
        FAX: field(
          DataCategory.OTHER_PROVIDED_DATA,
          { NL: 'Faxnummer', FR: 'Numéro de fax', DE: 'Faxnummer', EN: 'Fax number' },
          ValueFormat.PHONE,
        ),
        EMAIL: field(
          DataCategory.EMAIL_ADDRESS,
          { NL: 'E-mailadres', FR: 'Adresse e-mail', DE: 'E-Mail-Adresse', EN: 'E-mail address' },
          ValueFormat.EMAIL,
        ),
        WEB: field(business, { NL: 'Webadres', FR: 'Adresse web', DE: 'Webadresse', EN: 'Web address' }),
        OtherContact: field(DataCategory.OTHER_PROVIDED_DATA, {
          NL: 'Ander contactgegeven',
          FR: 'Autre moyen de contact',
          DE: 'Sonstige Kontaktangabe',
          EN: 'Other contact',
        }),
      },
    },
    establishment: {
      labels: { NL: 'Vestigingseenheid', FR: 'Unité d’établissement', DE: 'Niederlassungseinheit', EN: 'Establishment unit' },
      fields: {
        EstablishmentNumber: field(business, {
          NL: 'Vestigingseenheidsnummer',
          FR: 'Numéro d’unité d’établissement',
          DE: 'Nummer der Niederlassungseinheit',
          EN: 'Establishment number',
        }),
        StartDate: field(business, { NL: 'Begindatum', FR: 'Date de début', DE: 'Anfangsdatum', EN: 'Start date' }, ValueFormat.DATE),
      },
    },
    branch: {
      labels: { NL: 'Bijkantoor', FR: 'Succursale', DE: 'Zweigniederlassung', EN: 'Branch' },
      fields: {
        StartDate: field(business, { NL: 'Begindatum', FR: 'Date de début', DE: 'Anfangsdatum', EN: 'Start date' }, ValueFormat.DATE),
      },
    },
    activity: {
      labels: { NL: 'Activiteit', FR: 'Activité', DE: 'Tätigkeit', EN: 'Activity' },
      fields: {
        NaceCode: field(business, { NL: 'NACE-code', FR: 'Code NACE', DE: 'NACE-Code', EN: 'NACE code' }),
        NaceVersion: field(business, { NL: 'Versie van NACE', FR: 'Version de NACE', DE: 'NACE-Version', EN: 'NACE version' }),
        ActivityGroup: field(business, {
          NL: 'Groep van activiteiten',
          FR: 'Groupe d’activités',
          DE: 'Tätigkeitsgruppe',
          EN: 'Group of activities',
        }),
        Classification: field(business, {
          NL: 'Hoofd- of nevenactiviteit',
          FR: 'Principale ou secondaire',
          DE: 'Haupt- oder Nebentätigkeit',
          EN: 'Main or secondary',
        }),
      },
    },
  },
  correctWith: {
    authority: 'FOD Economie, K.M.O., Middenstand en Energie: Kruispuntbank van Ondernemingen',
    contact: 'Vooruitgangstraat 50, 1210 Brussel, 0800 120 33',
    url: 'https://kbopub.economie.fgov.be/kbopub/zoeknummerform.html',
    instructions: {
      NL: 'U verbetert uw gegevens zelf via My Enterprise (met eID) of via een ondernemingsloket. Voor akten van rechtspersonen gaat u naar de griffie van de ondernemingsrechtbank.',
      FR: 'Vous corrigez vos données vous-même via My Enterprise (avec eID) ou par un guichet d’entreprises. Pour les actes des personnes morales, adressez-vous au greffe du tribunal de l’entreprise.',
      DE: 'Sie berichtigen Ihre Daten selbst über My Enterprise (mit eID) oder über einen Unternehmensschalter. Für Urkunden juristischer Personen wenden Sie sich an die Kanzlei des Unternehmensgerichts.',
      EN: 'You correct your data yourself through My Enterprise (with eID) or a business counter. For deeds of legal persons, turn to the registry of the enterprise court.',
    },
  },
} as const satisfies SystemMap
