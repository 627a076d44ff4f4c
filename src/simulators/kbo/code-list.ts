/** Category -> code -> what it means in German, French and Dutch; English is not yet filled in the register's own list. */
const codes: Readonly<Record<string, Readonly<Record<string, readonly [string, string, string]>>>> = {
  ActivityGroup: {
    '001': ['MwSt.-Tätigkeiten', 'Activités TVA', 'BTW-activiteiten'],
    '003': ['Tätigkeiten', 'Activités', 'Activiteiten'],
    '006': ['LSS-Tätigkeiten', 'Activités ONSS', 'RSZ-activiteiten'],
  },
  Classification: {
    ANCI: ['Hilfstätigkeit', 'Activité auxiliaire', 'Hulpactiviteit'],
    MAIN: ['Haupttätigkeit', 'Activité principale', 'Hoofdactiviteit'],
    SECO: ['Nebentätigkeit', 'Activité secondaire', 'Nevenactiviteit'],
  },
  ContactType: {
    EMAIL: ['E-Mail', 'E-mail', 'E-mail'],
    TEL: ['Telefonnummer', 'Numéro de téléphone', 'Telefoonnummer'],
    WEB: ['Webadresse', 'Adresse web', 'Webadres'],
  },
  EntityContact: {
    BRA: ['Zweigniederlassung', 'Succursale', 'Bijkantoor'],
    ENT: ['Einheit', 'Entité', 'Entiteit'],
    EST: ['Niederlassungseinheit', 'Unité d’établissement', 'Vestigingseenheid'],
  },
  JuridicalForm: {
    '014': ['Aktiengesellschaft', 'Société anonyme', 'Naamloze vennootschap'],
    '610': ['Gesellschaft mit beschränkter Haftung', 'Société à responsabilité limitée', 'Besloten vennootschap'],
  },
  JuridicalSituation: { '000': ['Normale Lage', 'Situation normale', 'Normale toestand'] },
  Language: {
    '0': ['Unbekannt', 'Inconnu', 'Onbekend'],
    '1': ['Französisch', 'Français', 'Frans'],
    '2': ['Niederländisch', 'Néerlandais', 'Nederlands'],
    '3': ['Deutsch', 'Allemand', 'Duits'],
    '4': ['Englisch', 'Anglais', 'Engels'],
  },
  Nace2025: {
    '62100': ['Programmierung', 'Programmation informatique', 'Computerprogrammering'],
    '69201': ['Buchhaltung und Steuerberatung', 'Experts-comptables et conseils fiscaux', 'Accountants en belastingconsulenten'],
    '74120': ['Grafikdesign', 'Design graphique', 'Grafisch ontwerp'],
  },
  Status: { AC: ['Aktiv', 'Actif', 'Actief'] },
  TypeOfAddress: {
    ABBR: ['Zweigniederlassung', 'Succursale', 'Bijkantoor'],
    BAET: ['Niederlassungseinheit', 'Unité d’établissement', 'Vestigingseenheid'],
    OBAD: ['Älteste aktive Niederlassung', 'Unité d’établissement active la plus ancienne', 'Oudste actieve vestigingseenheid'],
    REGO: ['Sitz', 'Siège', 'Zetel'],
  },
  TypeOfDenomination: {
    '001': ['Name', 'Dénomination', 'Naam'],
    '002': ['Abkürzung', 'Abréviation', 'Afkorting'],
    '003': ['Handelsname', 'Dénomination commerciale', 'Commerciële naam'],
    '004': ['Name der Zweigniederlassung', 'Dénomination de la succursale', 'Naam van het bijkantoor'],
  },
  TypeOfEnterprise: {
    '0': ['Unbekannt', 'Inconnu', 'Onbekend'],
    '1': ['Natürliche Person', 'Personne physique', 'Natuurlijk persoon'],
    '2': ['Juristische Person', 'Personne morale', 'Rechtspersoon'],
  },
}

const languages = ['DE', 'FR', 'NL'] as const

/** code.csv: part of every zip, always whole. */
export function codeLines(): string[] {
  const lines = Object.entries(codes).flatMap(([category, meanings]) =>
    Object.entries(meanings).flatMap(([code, texts]) =>
      languages.map((language, n) => `"${category}","${code}","${language}","${texts[n] ?? ''}"`),
    ),
  )
  return ['"Category","Code","Language","Description"', ...lines]
}
