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
    authority:
      'FOD Economie, K.M.O., Middenstand en Energie / SPF Économie, P.M.E., Classes moyennes et Énergie / FÖD Wirtschaft, K.M.B., Mittelstand und Energie',
    contact: 'Vooruitgangstraat 50 / Rue du Progrès 50, 1210 Brussel / Bruxelles, 0800 120 33',
    url: 'https://economie.fgov.be/nl/themas/ondernemingen/kruispuntbank-van/my-enterprise',
    instructions: {
      NL: 'De FOD Economie houdt de Kruispuntbank van Ondernemingen bij; wij lezen ze alleen. Wat over u als onderneming is ingeschreven, verbetert u zelf: gratis via My Enterprise (met eID of itsme), of tegen betaling bij een erkend ondernemingsloket. Houd uw ondernemingsnummer bij de hand. Staan er gegevens over u in die u zo niet kunt verbeteren, richt u zich dan met een beroep op artikel 16 AVG tot de FOD Economie. Gegevens van een rechtspersoon worden verbeterd met een akte die u neerlegt op de griffie van de ondernemingsrechtbank. Wij nemen de verbetering over bij onze volgende inlezing van het register.',
      FR: 'Le SPF Économie tient la Banque-Carrefour des Entreprises ; nous ne faisons que la lire. Ce qui y est inscrit sur vous en tant qu’entreprise, vous le corrigez vous-même : gratuitement par My Enterprise (avec eID ou itsme), ou contre paiement auprès d’un guichet d’entreprises agréé. Ayez votre numéro d’entreprise à portée de main. Si des données vous concernant ne peuvent pas être corrigées ainsi, adressez-vous au SPF Économie en invoquant l’article 16 du RGPD. Les données d’une personne morale sont corrigées par un acte déposé au greffe du tribunal de l’entreprise. Nous reprendrons la correction à notre prochaine lecture du registre.',
      DE: 'Der FÖD Wirtschaft führt die Zentrale Datenbank der Unternehmen; wir lesen sie nur. Was dort über Sie als Unternehmen eingetragen ist, berichtigen Sie selbst: kostenlos über My Enterprise (mit eID oder itsme) oder gegen Bezahlung bei einem zugelassenen Unternehmensschalter. Halten Sie Ihre Unternehmensnummer bereit. Lassen sich Daten über Sie so nicht berichtigen, wenden Sie sich unter Berufung auf Artikel 16 DSGVO an den FÖD Wirtschaft. Daten einer juristischen Person werden durch eine Urkunde berichtigt, die bei der Kanzlei des Unternehmensgerichts hinterlegt wird. Wir übernehmen die Berichtigung, wenn wir das Register das nächste Mal einlesen.',
      EN: 'The FPS Economy keeps the Crossroads Bank for Enterprises; we only read it. What is registered about you as an enterprise you correct yourself: free of charge through My Enterprise (with eID or itsme), or for a fee at an accredited business counter. Have your enterprise number at hand. If data about you cannot be corrected in this way, turn to the FPS Economy and invoke Article 16 GDPR. Data of a legal person are corrected by a deed filed with the registry of the enterprise court. We take the correction over when we next read the register.',
    },
  },
} as const satisfies SystemMap
