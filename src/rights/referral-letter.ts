import type { FieldMap, Referral } from '../datamap/data-map.js'
import { PlanKind } from '../vocabulary/change.js'
import { dataCategories } from '../vocabulary/data-category.js'
import { type Labels, Language } from '../vocabulary/language.js'
import type { FieldChangeView } from './changes.js'

/** What a person needs to turn to a register: which data, and where they may already see it withheld. */
export interface ReferralFacts {
  readonly kind: PlanKind
  readonly referral: Referral
  readonly systemLabels: Labels
  /** As the viewer may see them. */
  readonly changes: readonly FieldChangeView[]
  readonly fields: Readonly<Record<string, FieldMap>>
}

const texts = {
  greeting: {
    NL: 'Geachte mevrouw, geachte heer,',
    FR: 'Madame, Monsieur,',
    DE: 'Sehr geehrte Damen und Herren,',
    EN: 'Dear Sir or Madam,',
  },
  rectification: {
    NL: 'Op grond van artikel 16 van de Algemene Verordening Gegevensbescherming vraag ik u om de volgende gegevens over mij te verbeteren:',
    FR: 'En vertu de l’article 16 du Règlement général sur la protection des données, je vous demande de rectifier les données suivantes me concernant :',
    DE: 'Nach Artikel 16 der Datenschutz-Grundverordnung bitte ich Sie, die folgenden Daten über mich zu berichtigen:',
    EN: 'Under Article 16 of the General Data Protection Regulation I ask you to rectify the following data about me:',
  },
  erasure: {
    NL: 'Op grond van artikel 17 van de Algemene Verordening Gegevensbescherming vraag ik u om de gegevens over mij te wissen waarvoor u geen wettelijke grond meer hebt.',
    FR: 'En vertu de l’article 17 du Règlement général sur la protection des données, je vous demande d’effacer les données me concernant pour lesquelles vous n’avez plus de base légale.',
    DE: 'Nach Artikel 17 der Datenschutz-Grundverordnung bitte ich Sie, die Daten über mich zu löschen, für die Sie keine Rechtsgrundlage mehr haben.',
    EN: 'Under Article 17 of the General Data Protection Regulation I ask you to erase the data about me for which you no longer have a legal basis.',
  },
  answer: {
    NL: 'Gelieve mij binnen een maand te laten weten wat u ermee hebt gedaan (artikel 12, lid 3).',
    FR: 'Veuillez me faire savoir dans un délai d’un mois la suite que vous y avez donnée (article 12, paragraphe 3).',
    DE: 'Bitte teilen Sie mir innerhalb eines Monats mit, was Sie veranlasst haben (Artikel 12 Absatz 3).',
    EN: 'Please let me know within one month what you have done about it (Article 12(3)).',
  },
  closing: {
    NL: 'Hoogachtend,',
    FR: 'Veuillez agréer mes salutations distinguées,',
    DE: 'Mit freundlichen Grüßen',
    EN: 'Yours faithfully,',
  },
} as const satisfies Readonly<Record<string, Labels>>

/** The letter with which the person asks the register, in every language, to be signed by the person. Pure. */
export function referralLetter(facts: ReferralFacts): Labels {
  const letters = Object.values(Language).map((language) => [language, letterIn(language, facts)] as const)
  return Object.fromEntries(letters) as Record<Language, string>
}

function letterIn(language: Language, { kind, referral, systemLabels, changes, fields }: ReferralFacts): string {
  const { authority, contact, url, instructions } = referral
  const isCorrection = kind === PlanKind.RECTIFICATION
  const lines = changes.map((change) => lineOf(language, change, fields[change.field]))
  return [
    [authority, contact, ...(url === undefined ? [] : [url])].join('\n'),
    texts.greeting[language],
    (isCorrection ? texts.rectification : texts.erasure)[language],
    ...(isCorrection && lines.length > 0 ? [lines.join('\n')] : []),
    `${systemLabels[language]}: ${instructions[language]}`,
    texts.answer[language],
    texts.closing[language],
  ].join('\n\n')
}

function lineOf(language: Language, { category, from, to }: FieldChangeView, field: FieldMap | undefined): string {
  const label = (field?.labels ?? dataCategories[category].labels)[language]
  return `- ${label}: ${from ?? '…'} → ${to ?? '…'}`
}
