import type { Labels } from './language.js'

/** The rights a request may claim; a closed list (Art. 15-22). */
export const Right = {
  ACCESS: 'ACCESS',
  RECTIFICATION: 'RECTIFICATION',
  ERASURE: 'ERASURE',
  RESTRICTION: 'RESTRICTION',
  PORTABILITY: 'PORTABILITY',
  OBJECTION: 'OBJECTION',
  AUTOMATED_DECISION: 'AUTOMATED_DECISION',
} as const
export type Right = (typeof Right)[keyof typeof Right]

export interface RightFacts {
  readonly article: number
  readonly labels: Labels
}

export const rights: Readonly<Record<Right, RightFacts>> = {
  ACCESS: { article: 15, labels: { NL: 'Recht van inzage', FR: 'Droit d’accès', DE: 'Auskunftsrecht', EN: 'Right of access' } },
  RECTIFICATION: {
    article: 16,
    labels: { NL: 'Recht op rectificatie', FR: 'Droit de rectification', DE: 'Recht auf Berichtigung', EN: 'Right to rectification' },
  },
  ERASURE: {
    article: 17,
    labels: { NL: 'Recht op gegevenswissing', FR: 'Droit à l’effacement', DE: 'Recht auf Löschung', EN: 'Right to erasure' },
  },
  RESTRICTION: {
    article: 18,
    labels: {
      NL: 'Recht op beperking van de verwerking',
      FR: 'Droit à la limitation du traitement',
      DE: 'Recht auf Einschränkung der Verarbeitung',
      EN: 'Right to restriction of processing',
    },
  },
  PORTABILITY: {
    article: 20,
    labels: {
      NL: 'Recht op overdraagbaarheid van gegevens',
      FR: 'Droit à la portabilité des données',
      DE: 'Recht auf Datenübertragbarkeit',
      EN: 'Right to data portability',
    },
  },
  OBJECTION: { article: 21, labels: { NL: 'Recht van bezwaar', FR: 'Droit d’opposition', DE: 'Widerspruchsrecht', EN: 'Right to object' } },
  AUTOMATED_DECISION: {
    article: 22,
    labels: {
      NL: 'Menselijke tussenkomst bij geautomatiseerde besluiten',
      FR: 'Intervention humaine dans les décisions automatisées',
      DE: 'Eingreifen einer Person bei automatisierten Entscheidungen',
      EN: 'Human review of automated decisions',
    },
  },
}
