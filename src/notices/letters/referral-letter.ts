import type { Labels, Language } from '../../vocabulary/language.js'
import { type ChangedValue, changedValues, disputedValues } from './changed-values.js'
import { inEveryLanguage, paragraphs, say } from './letter.js'
import { salutation } from './notice-texts.js'

/** Whoever keeps a register, and what the person asks of them. */
export interface ReferralFacts {
  readonly authority: string
  /** Postal address and telephone, as the data map has them. */
  readonly contact: string
  /** Page that explains it. */
  readonly url?: string
  /** How the person goes about it. */
  readonly instructions: Labels
  /** Name of the register. */
  readonly system: Labels
  /** SUPPLEMENT: a statement beside data that stay. */
  readonly right: 'RECTIFICATION' | 'SUPPLEMENT' | 'ERASURE'
  /** With RECTIFICATION: what stands there, and what it is to be; with SUPPLEMENT `to` is the statement. */
  readonly changes: readonly ChangedValue[]
}

const subjects = {
  RECTIFICATION: say(
    'Verzoek om mijn gegevens te verbeteren',
    'Demande de rectification de mes données',
    'Antrag auf Berichtigung meiner Daten',
    'Request to rectify my data',
  ),
  SUPPLEMENT: say(
    'Verzoek om een aanvullende verklaring bij mijn gegevens',
    'Demande d’ajout d’une déclaration complémentaire à mes données',
    'Antrag auf eine ergänzende Erklärung zu meinen Daten',
    'Request to add a supplementary statement to my data',
  ),
  ERASURE: say(
    'Verzoek om mijn gegevens te wissen of af te schermen',
    'Demande d’effacement ou de limitation de mes données',
    'Antrag auf Löschung oder Einschränkung meiner Daten',
    'Request to erase or restrict my data',
  ),
} as const

const asked = {
  RECTIFICATION: say(
    'In het volgende register staan gegevens over mij die niet juist zijn. Ik vraag u ze te verbeteren (artikel 16 AVG).',
    'Le registre suivant contient des données inexactes à mon sujet. Je vous demande de les rectifier (article 16 du RGPD).',
    'das folgende Register enthält unrichtige Daten über mich. Ich bitte Sie, sie zu berichtigen (Artikel 16 DSGVO).',
    'The following register holds inaccurate data about me. I ask you to rectify them (Article 16 GDPR).',
  ),
  SUPPLEMENT: say(
    'In het volgende register staan gegevens over mij die ik betwist. Ik vraag u mijn verklaring erbij op te nemen (artikel 16 AVG).',
    'Le registre suivant contient des données à mon sujet que je conteste. Je vous demande d’y joindre ma déclaration (article 16 du RGPD).',
    'das folgende Register enthält Daten über mich, die ich bestreite. Ich bitte Sie, meine Erklärung hinzuzufügen (Artikel 16 DSGVO).',
    'The following register holds data about me that I dispute. I ask you to add my statement to them (Article 16 GDPR).',
  ),
  ERASURE: say(
    'In het volgende register staan gegevens over mij. Ik vraag u ze te wissen of, waar een wet dat niet toelaat, niet langer openbaar te maken (artikelen 17 en 18 AVG).',
    'Le registre suivant contient des données à mon sujet. Je vous demande de les effacer ou, si une loi s’y oppose, de ne plus les rendre publiques (articles 17 et 18 du RGPD).',
    'das folgende Register enthält Daten über mich. Ich bitte Sie, sie zu löschen oder, wo ein Gesetz dem entgegensteht, nicht länger zu veröffentlichen (Artikel 17 und 18 DSGVO).',
    'The following register holds data about me. I ask you to erase them or, where a law does not allow that, no longer to publish them (Articles 17 and 18 GDPR).',
  ),
} as const

const valuesFor = { RECTIFICATION: changedValues, SUPPLEMENT: disputedValues, ERASURE: () => '' } as const

const closing = say(
  'Laat mij binnen een maand weten wat u deed (artikel 12, lid 3, AVG).',
  'Veuillez m’informer dans le mois de la suite donnée (article 12, paragraphe 3, du RGPD).',
  'Bitte teilen Sie mir innerhalb eines Monats mit, was veranlasst wurde (Artikel 12 Absatz 3 DSGVO).',
  'Please tell me within one month what you did (Article 12(3) GDPR).',
)

const signature = say(
  'Naam, adres, datum en handtekening:',
  'Nom, adresse, date et signature :',
  'Name, Anschrift, Datum und Unterschrift:',
  'Name, address, date and signature:',
)

const cut = '— — —'

/** How the person has a register corrected that the company may not write to, and the letter to sign. Pure. */
export function referralLetter(facts: ReferralFacts): Labels {
  return inEveryLanguage((language) => letterIn(language, facts))
}

function letterIn(language: Language, { authority, contact, url = '', instructions, system, right, changes }: ReferralFacts): string {
  return paragraphs(
    `${instructions[language]} ${url}`.trim(),
    cut,
    `${authority}\n${contact}`,
    subjects[right][language],
    salutation[language],
    asked[right][language],
    system[language],
    valuesFor[right](changes, language),
    closing[language],
    signature[language],
  )
}
