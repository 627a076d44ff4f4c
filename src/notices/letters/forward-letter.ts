import type { DataCategory } from '../../vocabulary/data-category.js'
import { type Right, rights } from '../../vocabulary/data-right.js'
import type { Labels, Language } from '../../vocabulary/language.js'
import { type ChangedValue, changedValues, disputedValues, namesOf } from './changed-values.js'
import { inEveryLanguage, listed, paragraphs, say } from './letter.js'
import { reference, salutation } from './notice-texts.js'

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
  /** Whether `to` is a statement that is to stand beside the value. */
  readonly isSupplement: boolean
}

const intro = say(
  'Wij ontvingen een verzoek van een betrokkene over gegevens die wij in uw opdracht verwerken.',
  'Nous avons reçu une demande d’une personne concernée au sujet de données que nous traitons pour votre compte.',
  'Wir haben den Antrag einer betroffenen Person zu Daten erhalten, die wir in Ihrem Auftrag verarbeiten.',
  'We received a request of a data subject about data that we process on your behalf.',
)
const told = say(
  'Wij verwerken deze gegevens als uw verwerker. Het verzoek gaat over deze soorten:',
  'Nous traitons ces données comme votre sous-traitant. La demande porte sur ces catégories :',
  'Wir verarbeiten diese Daten als Ihr Auftragsverarbeiter. Der Antrag betrifft diese Kategorien:',
  'We process these data as your processor. The request is about these categories:',
)
const asked = say(
  'Artikel 28, lid 3, onder e), van de AVG verplicht ons u bij te staan. Beslis over het verzoek binnen een maand en laat ons weten wat wij moeten doen; zonder uw opdracht wijzigen wij niets.',
  'L’article 28, paragraphe 3, point e), du RGPD nous oblige à vous assister. Veuillez décider dans le mois et nous dire ce que nous devons faire ; sans votre instruction, nous ne modifions rien.',
  'Artikel 28 Absatz 3 Buchstabe e DSGVO verpflichtet uns, Sie zu unterstützen. Bitte entscheiden Sie innerhalb eines Monats und teilen Sie uns mit, was wir tun sollen; ohne Ihre Weisung ändern wir nichts.',
  'Article 28(3)(e) GDPR obliges us to assist you. Please decide on the request within one month and tell us what to do; without your instruction we change nothing.',
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
    facts.isSupplement ? disputedValues(facts.changes, language) : changedValues(facts.changes, language),
    asked[language],
    `${reference[language]}: ${facts.reference}`,
    facts.controller,
  )
}
