import type { FieldMap, RecordTypeMap } from '../../data-map.js'
import { addressFrom, application, noted, personnel, prose, socialDocument } from './regimes.js'

/** What moved from the employee to its versions in Odoo 19, and is read on both. */
const privateFields = {
  privateAddress: socialDocument('POSTAL_ADDRESS', 'ADDRESS', { from: addressFrom('private_') }),
  marital: socialDocument('CIVIL_STATUS', 'TEXT'),
  children: socialDocument('CIVIL_STATUS', 'NUMBER', {
    labels: { NL: 'Aantal kinderen ten laste', FR: 'Nombre d’enfants à charge', DE: 'Anzahl Kinder', EN: 'Number of dependent children' },
  }),
  spouse_complete_name: socialDocument('CIVIL_STATUS', 'TEXT', {
    ...prose,
    labels: { NL: 'Naam van de partner', FR: 'Nom du conjoint', DE: 'Name des Partners', EN: 'Name of the spouse' },
  }),
  spouse_birthdate: socialDocument('CIVIL_STATUS', 'DATE', {
    ...prose,
    labels: {
      NL: 'Geboortedatum van de partner',
      FR: 'Date de naissance du conjoint',
      DE: 'Geburtsdatum des Partners',
      EN: 'Date of birth of the spouse',
    },
  }),
  sex: socialDocument('GENDER', 'TEXT'),
  nationality: socialDocument('NATIONALITY', 'COUNTRY', { from: ['country_id'] }),
  ssnid: socialDocument('NATIONAL_REGISTER_NUMBER', 'TEXT'),
  identification_id: socialDocument('NATIONAL_REGISTER_NUMBER', 'TEXT', {
    labels: {
      NL: 'Nummer van de identiteitskaart',
      FR: 'Numéro de carte d’identité',
      DE: 'Personalausweisnummer',
      EN: 'Identity card number',
    },
  }),
  passport_id: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
    disclosure: 'MASKED',
    labels: { NL: 'Paspoortnummer', FR: 'Numéro de passeport', DE: 'Reisepassnummer', EN: 'Passport number' },
  }),
  job_title: personnel('OCCUPATION', 'TEXT', { origin: 'DERIVED' }),
  wage: socialDocument('CONTRACT', 'NUMBER', { origin: 'DERIVED', labels: { NL: 'Loon', FR: 'Salaire', DE: 'Lohn', EN: 'Wage' } }),
  distance_home_work: personnel('LOCATION_DATA', 'NUMBER', {
    labels: { NL: 'Afstand tot het werk', FR: 'Distance domicile-travail', DE: 'Arbeitsweg', EN: 'Distance from home to work' },
  }),
  departure_date: personnel('CONTRACT', 'DATE', {
    ...noted,
    labels: { NL: 'Uit dienst op', FR: 'Départ le', DE: 'Austritt am', EN: 'Left on' },
  }),
  departure_description: personnel('CONTRACT', 'HTML', {
    ...prose,
    origin: 'THIRD_PARTY',
    labels: { NL: 'Toelichting bij vertrek', FR: 'Précisions sur le départ', DE: 'Bemerkung zum Austritt', EN: 'Remarks on leaving' },
  }),
} as const satisfies Readonly<Record<string, FieldMap>>

/** Employees and applicants. */
export const personnelTypes = {
  employee: {
    labels: { NL: 'Medewerker', FR: 'Collaborateur', DE: 'Mitarbeiter', EN: 'Employee' },
    isCard: true,
    fields: {
      ...privateFields,
      name: personnel('PERSON_NAME', 'NAME', { from: { full: 'name' } }),
      legal_name: socialDocument('PERSON_NAME', 'NAME', { from: { full: 'legal_name' } }),
      gender: socialDocument('GENDER', 'TEXT'),
      birthday: socialDocument('BIRTH_DATE', 'DATE'),
      birthPlace: socialDocument('BIRTH_PLACE', 'PLACE', { from: { locality: 'place_of_birth', country: 'country_of_birth' } }),
      private_email: personnel('EMAIL_ADDRESS', 'EMAIL', { erasure: 'CLEAR_FIELD' }),
      private_phone: personnel('PHONE_NUMBER', 'PHONE', { erasure: 'CLEAR_FIELD' }),
      work_email: personnel('EMAIL_ADDRESS', 'EMAIL', { origin: 'DERIVED' }),
      work_phone: personnel('PHONE_NUMBER', 'PHONE', { origin: 'DERIVED' }),
      mobile_phone: personnel('PHONE_NUMBER', 'PHONE'),
      emergency_contact: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        legalBasis: 'VITAL_INTERESTS',
        erasure: 'CLEAR_FIELD',
        labels: { NL: 'Te verwittigen persoon', FR: 'Personne à prévenir', DE: 'Notfallkontakt', EN: 'Emergency contact' },
      }),
      emergency_phone: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        legalBasis: 'VITAL_INTERESTS',
        erasure: 'CLEAR_FIELD',
        labels: { NL: 'Telefoon in nood', FR: 'Téléphone d’urgence', DE: 'Notfallnummer', EN: 'Emergency telephone' },
      }),
      bank_account_id: socialDocument('BANK_ACCOUNT', 'TEXT'),
      permit_no: socialDocument('OTHER_PROVIDED_DATA', 'TEXT', {
        disclosure: 'MASKED',
        labels: {
          NL: 'Nummer van de arbeidsvergunning',
          FR: 'Numéro de permis de travail',
          DE: 'Arbeitserlaubnisnummer',
          EN: 'Work permit number',
        },
      }),
      visa_no: socialDocument('OTHER_PROVIDED_DATA', 'TEXT', {
        disclosure: 'MASKED',
        labels: { NL: 'Visumnummer', FR: 'Numéro de visa', DE: 'Visumnummer', EN: 'Visa number' },
      }),
      visa_expire: socialDocument('OTHER_PROVIDED_DATA', 'DATE', {
        labels: { NL: 'Visum geldig tot', FR: 'Visa valable jusqu’au', DE: 'Visum gültig bis', EN: 'Visa valid until' },
      }),
      private_car_plate: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
        erasure: 'CLEAR_FIELD',
        labels: { NL: 'Nummerplaat', FR: 'Plaque d’immatriculation', DE: 'Kennzeichen', EN: 'Number plate' },
      }),
      km_home_work: personnel('LOCATION_DATA', 'NUMBER', {
        labels: { NL: 'Kilometers naar het werk', FR: 'Kilomètres domicile-travail', DE: 'Kilometer zur Arbeit', EN: 'Kilometres to work' },
      }),
      certificate: personnel('OCCUPATION', 'TEXT', { labels: { NL: 'Diploma', FR: 'Diplôme', DE: 'Abschluss', EN: 'Certificate' } }),
      study_field: personnel('OCCUPATION', 'TEXT', {
        labels: { NL: 'Studierichting', FR: 'Domaine d’études', DE: 'Fachrichtung', EN: 'Field of study' },
      }),
      study_school: personnel('OCCUPATION', 'TEXT', { labels: { NL: 'School', FR: 'École', DE: 'Schule', EN: 'School' } }),
      notes: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        erasure: 'CLEAR_FIELD',
        labels: { NL: 'Notities', FR: 'Notes', DE: 'Notizen', EN: 'Notes' },
      }),
      additional_note: personnel('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        erasure: 'CLEAR_FIELD',
        labels: { NL: 'Bijkomende notitie', FR: 'Note complémentaire', DE: 'Zusätzliche Notiz', EN: 'Additional note' },
      }),
    },
  },
  'employment-version': {
    labels: {
      NL: 'Arbeidsvoorwaarden vanaf een datum',
      FR: 'Conditions d’emploi à une date',
      DE: 'Arbeitsbedingungen ab einem Datum',
      EN: 'Terms of employment from a date',
    },
    fields: {
      ...privateFields,
      date_version: socialDocument('CONTRACT', 'DATE', {
        origin: 'DERIVED',
        labels: { NL: 'Vanaf', FR: 'À partir du', DE: 'Ab', EN: 'From' },
      }),
      contract_date_start: socialDocument('CONTRACT', 'DATE', {
        labels: { NL: 'Begin van de overeenkomst', FR: 'Début du contrat', DE: 'Vertragsbeginn', EN: 'Start of contract' },
      }),
      contract_date_end: socialDocument('CONTRACT', 'DATE', {
        labels: { NL: 'Einde van de overeenkomst', FR: 'Fin du contrat', DE: 'Vertragsende', EN: 'End of contract' },
      }),
    },
  },
  'resume-line': {
    labels: { NL: 'Regel van het cv', FR: 'Ligne du CV', DE: 'Lebenslaufeintrag', EN: 'Line of the CV' },
    fields: {
      name: personnel('OCCUPATION', 'TEXT'),
      description: personnel('OCCUPATION', 'HTML', prose),
      date_start: personnel('OCCUPATION', 'DATE', { labels: { NL: 'Van', FR: 'De', DE: 'Von', EN: 'From' } }),
      date_end: personnel('OCCUPATION', 'DATE', { labels: { NL: 'Tot', FR: 'À', DE: 'Bis', EN: 'Until' } }),
    },
  },
  applicant: {
    labels: { NL: 'Sollicitatie', FR: 'Candidature', DE: 'Bewerbung', EN: 'Job application' },
    fields: {
      partner_name: application('PERSON_NAME', 'NAME', { from: { full: 'partner_name' } }),
      email_from: application('EMAIL_ADDRESS', 'EMAIL'),
      partner_phone: application('PHONE_NUMBER', 'PHONE'),
      partner_mobile: application('PHONE_NUMBER', 'PHONE'),
      linkedin_profile: application('OCCUPATION', 'TEXT', {
        labels: { NL: 'LinkedIn-profiel', FR: 'Profil LinkedIn', DE: 'LinkedIn-Profil', EN: 'LinkedIn profile' },
      }),
      salary_expected: application('OTHER_PROVIDED_DATA', 'NUMBER', {
        labels: { NL: 'Verwacht loon', FR: 'Salaire attendu', DE: 'Gewünschtes Gehalt', EN: 'Expected wage' },
      }),
      description: application('OTHER_PROVIDED_DATA', 'HTML', { ...prose, origin: 'THIRD_PARTY' }),
      create_date: application('OTHER_PROVIDED_DATA', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Tijdstip', FR: 'Moment', DE: 'Zeitpunkt', EN: 'Moment' },
      }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
