import { DataCategory } from '../vocabulary/data-category.js'
import type { Labels } from '../vocabulary/language.js'

/** What form a corrected value must have. */
export const ValueKind = {
  NAME: 'NAME',
  EMAIL: 'EMAIL',
  PHONE: 'PHONE',
  ADDRESS: 'ADDRESS',
  PLACE: 'PLACE',
  DATE: 'DATE',
  ENTERPRISE_NUMBER: 'ENTERPRISE_NUMBER',
  IBAN: 'IBAN',
  COUNTRY: 'COUNTRY',
  TEXT: 'TEXT',
  SECRET: 'SECRET',
} as const
export type ValueKind = (typeof ValueKind)[keyof typeof ValueKind]

const kinds: Partial<Readonly<Record<DataCategory, ValueKind>>> = {
  [DataCategory.PERSON_NAME]: ValueKind.NAME,
  [DataCategory.EMAIL_ADDRESS]: ValueKind.EMAIL,
  [DataCategory.LOGIN_EMAIL]: ValueKind.EMAIL,
  [DataCategory.PHONE_NUMBER]: ValueKind.PHONE,
  [DataCategory.POSTAL_ADDRESS]: ValueKind.ADDRESS,
  [DataCategory.BIRTH_PLACE]: ValueKind.PLACE,
  [DataCategory.MARRIAGE_PLACE]: ValueKind.PLACE,
  [DataCategory.BIRTH_DATE]: ValueKind.DATE,
  [DataCategory.MARRIAGE_DATE]: ValueKind.DATE,
  [DataCategory.VAT_ENTERPRISE_NUMBER]: ValueKind.ENTERPRISE_NUMBER,
  [DataCategory.BANK_ACCOUNT]: ValueKind.IBAN,
  [DataCategory.NATIONALITY]: ValueKind.COUNTRY,
  [DataCategory.PASSWORD]: ValueKind.SECRET,
  [DataCategory.AUTH_TOKEN]: ValueKind.SECRET,
  [DataCategory.TWO_FACTOR_DATA]: ValueKind.SECRET,
  [DataCategory.SECURITY_QUESTION]: ValueKind.SECRET,
  [DataCategory.BIOMETRIC]: ValueKind.SECRET,
}

/** Categories that are not among them take text. */
export function valueKindOf(category: DataCategory): ValueKind {
  return kinds[category] ?? ValueKind.TEXT
}

/** What a person is told whose value does not have the form, with one that has. */
export interface ValueRule {
  readonly rule: Labels
  readonly example: string
}

export const valueRules: Readonly<Record<ValueKind, ValueRule>> = {
  NAME: {
    rule: {
      NL: 'Een naam bestaat uit letters. Geef voor- en achternaam apart (given, family) wanneer beide veranderen.',
      FR: 'Un nom se compose de lettres. Donnez prénom et nom séparément (given, family) si les deux changent.',
      DE: 'Ein Name besteht aus Buchstaben. Geben Sie Vor- und Nachnamen getrennt an (given, family), wenn sich beide ändern.',
      EN: 'A name is made of letters. Give first and last name apart (given, family) where both change.',
    },
    example: 'Lotte Peeters',
  },
  EMAIL: {
    rule: {
      NL: 'Eén e-mailadres, zonder naam erbij.',
      FR: 'Une seule adresse e-mail, sans nom.',
      DE: 'Eine einzige E-Mail-Adresse, ohne Namen.',
      EN: 'One e-mail address, without a name.',
    },
    example: 'lotte@peeters-design.example',
  },
  PHONE: {
    rule: {
      NL: 'Een telefoonnummer volgens E.164: een plus, de landcode en het nummer.',
      FR: 'Un numéro de téléphone selon E.164 : un plus, l’indicatif du pays et le numéro.',
      DE: 'Eine Telefonnummer nach E.164: ein Plus, die Landesvorwahl und die Nummer.',
      EN: 'A telephone number in E.164: a plus, the country code and the number.',
    },
    example: '+32470000101',
  },
  ADDRESS: {
    rule: {
      NL: 'Een adres in delen: street, postcode, city en country (landcode van twee letters); street2 en region waar nodig. In België heeft een postcode vier cijfers.',
      FR: 'Une adresse en parties : street, postcode, city et country (code pays à deux lettres) ; street2 et region au besoin. En Belgique, le code postal a quatre chiffres.',
      DE: 'Eine Anschrift in Teilen: street, postcode, city und country (Ländercode aus zwei Buchstaben); street2 und region wo nötig. In Belgien hat die Postleitzahl vier Ziffern.',
      EN: 'An address in parts: street, postcode, city and country (a code of two letters); street2 and region where needed. In Belgium a postcode has four digits.',
    },
    example: '{"street":"Korenmarkt 12","postcode":"9000","city":"Gent","country":"BE"}',
  },
  PLACE: {
    rule: {
      NL: 'Een plaats in delen: locality en country (landcode van twee letters).',
      FR: 'Un lieu en parties : locality et country (code pays à deux lettres).',
      DE: 'Ein Ort in Teilen: locality und country (Ländercode aus zwei Buchstaben).',
      EN: 'A place in parts: locality and country (a code of two letters).',
    },
    example: '{"locality":"Gent","country":"BE"}',
  },
  DATE: {
    rule: {
      NL: 'Een bestaande datum die niet in de toekomst ligt: jaar-maand-dag, of minder waar meer niet bekend is.',
      FR: 'Une date existante qui n’est pas dans le futur : année-mois-jour, ou moins si l’on n’en sait pas plus.',
      DE: 'Ein Datum, das es gibt und das nicht in der Zukunft liegt: Jahr-Monat-Tag, oder weniger, wo mehr nicht bekannt ist.',
      EN: 'A date that exists and is not in the future: year-month-day, or less where no more is known.',
    },
    example: '1988-03-14',
  },
  ENTERPRISE_NUMBER: {
    rule: {
      NL: 'Een ondernemingsnummer van tien cijfers dat met 0 of 1 begint en waarvan het controlegetal (modulo 97) klopt.',
      FR: 'Un numéro d’entreprise de dix chiffres commençant par 0 ou 1, dont le chiffre de contrôle (modulo 97) est juste.',
      DE: 'Eine Unternehmensnummer aus zehn Ziffern, die mit 0 oder 1 beginnt und deren Prüfzahl (Modulo 97) stimmt.',
      EN: 'An enterprise number of ten digits that begins with 0 or 1 and whose check number (modulo 97) is right.',
    },
    example: '0428759497',
  },
  IBAN: {
    rule: {
      NL: 'Een IBAN waarvan het controlegetal (modulo 97) klopt.',
      FR: 'Un IBAN dont le chiffre de contrôle (modulo 97) est juste.',
      DE: 'Eine IBAN, deren Prüfzahl (Modulo 97) stimmt.',
      EN: 'An IBAN whose check number (modulo 97) is right.',
    },
    example: 'BE68539007547034',
  },
  COUNTRY: {
    rule: {
      NL: 'Een landcode van twee letters volgens ISO 3166.',
      FR: 'Un code pays à deux lettres selon ISO 3166.',
      DE: 'Ein Ländercode aus zwei Buchstaben nach ISO 3166.',
      EN: 'A country code of two letters, as in ISO 3166.',
    },
    example: 'BE',
  },
  TEXT: {
    rule: {
      NL: 'Tekst van 1 tot 2000 tekens, zonder stuurtekens.',
      FR: 'Un texte de 1 à 2000 caractères, sans caractères de commande.',
      DE: 'Text von 1 bis 2000 Zeichen, ohne Steuerzeichen.',
      EN: 'Text of 1 to 2000 characters, without control characters.',
    },
    example: 'Grafisch ontwerper',
  },
  SECRET: {
    rule: {
      NL: 'Een geheim wordt vernieuwd, niet verbeterd: doe dat in het systeem zelf.',
      FR: 'Un secret se renouvelle, il ne se rectifie pas : faites-le dans le système même.',
      DE: 'Ein Geheimnis wird erneuert, nicht berichtigt: Tun Sie das im System selbst.',
      EN: 'A secret is renewed, not corrected: do that in the system itself.',
    },
    example: '',
  },
}
