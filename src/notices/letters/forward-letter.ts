import type { DataCategory } from '../../vocabulary/data-category.js'
import { type Right, rights } from '../../vocabulary/data-right.js'
import type { Labels, Language } from '../../vocabulary/language.js'
import { type ChangedValue, changedValues, namesOf } from './changed-values.js'
import { inEveryLanguage, listed, paragraphs, say } from './letter.js'
import { noticeTexts, reference, salutation } from './notice-texts.js'

/** A request about data that the company holds for a customer, who is the controller. */
export interface ForwardFacts {
  /** The company, as it signs. */
  readonly controller: string
  readonly right: Right
  /** ISO date on which the request came in: from then on the month counts. */
  readonly receivedOn: string
  /** Of the case. */
  readonly reference: string
  readonly system: Labels
  /** By which the customer finds the record that it is about. */
  readonly externalId: string
  readonly categories: readonly DataCategory[]
  readonly changes: readonly ChangedValue[]
}

const intro = say(
  'Wij ontvingen een verzoek van een betrokkene over gegevens die wij in uw opdracht verwerken.',
  'Nous avons reçu une demande d’une personne concernée au sujet de données que nous traitons pour votre compte.',
  'Wir haben den Antrag einer betroffenen Person zu Daten erhalten, die wir in Ihrem Auftrag verarbeiten.',
  'We received a request of a data subject about data that we process on your behalf.',
)
const labels = {
  right: say('Recht', 'Droit', 'Recht', 'Right'),
  receivedOn: say('Ontvangen op', 'Reçue le', 'Eingegangen am', 'Received on'),
  system: say('Systeem', 'Système', 'System', 'System'),
  record: say('Record', 'Enregistrement', 'Datensatz', 'Record'),
} as const

/** What the customer is told, who has to act as controller (Art. 28(3)(e)). Pure. */
export function forwardLetter(facts: ForwardFacts): Labels {
  return inEveryLanguage((language) => letterIn(language, facts))
}

function letterIn(language: Language, facts: ForwardFacts): string {
  const { told, asked } = noticeTexts.FORWARDED
  return paragraphs(
    salutation[language],
    intro[language],
    listed([
      [labels.right[language], rights[facts.right].labels[language]],
      [labels.receivedOn[language], facts.receivedOn],
      [labels.system[language], facts.system[language]],
      [labels.record[language], facts.externalId],
    ]),
    told[language],
    namesOf(facts.categories, language),
    changedValues(facts.changes, language),
    asked[language],
    `${reference[language]}: ${facts.reference}`,
    facts.controller,
  )
}
