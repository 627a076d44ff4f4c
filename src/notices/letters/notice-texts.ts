import type { Labels } from '../../vocabulary/language.js'
import type { NoticeKind } from '../../vocabulary/notice.js'
import { say } from './letter.js'

export interface NoticeTexts {
  readonly subject: Labels
  /** Before the categories or the values. */
  readonly told: Labels
  readonly asked: Labels
}

export const salutation = say('Geachte heer of mevrouw,', 'Madame, Monsieur,', 'Sehr geehrte Damen und Herren,', 'Dear Sir or Madam,')

export const about = say(
  'U ontving van ons persoonsgegevens van deze persoon:',
  'Vous avez reçu de notre part des données à caractère personnel de cette personne :',
  'Sie haben von uns personenbezogene Daten dieser Person erhalten:',
  'You received personal data of this person from us:',
)

export const reference = say('Ons kenmerk', 'Notre référence', 'Unser Zeichen', 'Our reference')

export const noticeTexts: Readonly<Record<NoticeKind, NoticeTexts>> = {
  RECTIFICATION: {
    subject: say(
      'Kennisgeving van een verbetering (artikel 19 AVG)',
      'Notification d’une rectification (article 19 du RGPD)',
      'Mitteilung einer Berichtigung (Artikel 19 DSGVO)',
      'Notification of a rectification (Article 19 GDPR)',
    ),
    told: say(
      'Wij hebben deze gegevens verbeterd:',
      'Nous avons rectifié ces données :',
      'Wir haben diese Daten berichtigt:',
      'We have rectified these data:',
    ),
    asked: say(
      'Artikel 19 van de AVG verplicht ons u dit te melden. Verbeter de gegevens die u van ons kreeg, en laat ons weten dat het gebeurd is.',
      'L’article 19 du RGPD nous oblige à vous en informer. Veuillez rectifier les données reçues de notre part et nous le confirmer.',
      'Artikel 19 DSGVO verpflichtet uns, Ihnen dies mitzuteilen. Bitte berichtigen Sie die von uns erhaltenen Daten und bestätigen Sie es uns.',
      'Article 19 GDPR obliges us to tell you so. Please rectify the data that you received from us, and let us know when it is done.',
    ),
  },
  ERASURE: {
    subject: say(
      'Kennisgeving van een wissing (artikel 19 AVG)',
      'Notification d’un effacement (article 19 du RGPD)',
      'Mitteilung einer Löschung (Artikel 19 DSGVO)',
      'Notification of an erasure (Article 19 GDPR)',
    ),
    told: say(
      'Wij hebben gegevens van deze soorten gewist:',
      'Nous avons effacé des données de ces catégories :',
      'Wir haben Daten dieser Kategorien gelöscht:',
      'We have erased data of these categories:',
    ),
    asked: say(
      'Artikel 19 van de AVG verplicht ons u dit te melden. Wis ook de gegevens die u van ons kreeg, tenzij een wet u verplicht ze te bewaren, en laat ons weten wat u deed. Wis daarna ook dit bericht.',
      'L’article 19 du RGPD nous oblige à vous en informer. Veuillez effacer aussi les données reçues de notre part, sauf si une loi vous oblige à les conserver, et nous dire ce que vous avez fait. Effacez ensuite aussi ce message.',
      'Artikel 19 DSGVO verpflichtet uns, Ihnen dies mitzuteilen. Bitte löschen Sie auch die von uns erhaltenen Daten, sofern kein Gesetz ihre Aufbewahrung verlangt, und teilen Sie uns mit, was Sie getan haben. Löschen Sie danach auch diese Nachricht.',
      'Article 19 GDPR obliges us to tell you so. Please erase the data that you received from us as well, unless a law obliges you to keep them, and let us know what you did. Afterwards, erase this message too.',
    ),
  },
  RESTRICTION: {
    subject: say(
      'Kennisgeving van een beperking (artikel 19 AVG)',
      'Notification d’une limitation (article 19 du RGPD)',
      'Mitteilung einer Einschränkung (Artikel 19 DSGVO)',
      'Notification of a restriction (Article 19 GDPR)',
    ),
    told: say(
      'Wij hebben de verwerking van gegevens van deze soorten beperkt; wij bewaren ze nog, en gebruiken ze niet meer:',
      'Nous avons limité le traitement de données de ces catégories ; nous les conservons, sans plus les utiliser :',
      'Wir haben die Verarbeitung von Daten dieser Kategorien eingeschränkt; wir bewahren sie auf und nutzen sie nicht mehr:',
      'We have restricted the processing of data of these categories; we keep them and no longer use them:',
    ),
    asked: say(
      'Artikel 19 van de AVG verplicht ons u dit te melden. Beperk ook de verwerking van de gegevens die u van ons kreeg, en laat ons weten dat het gebeurd is.',
      'L’article 19 du RGPD nous oblige à vous en informer. Veuillez limiter aussi le traitement des données reçues de notre part et nous le confirmer.',
      'Artikel 19 DSGVO verpflichtet uns, Ihnen dies mitzuteilen. Bitte schränken Sie auch die Verarbeitung der von uns erhaltenen Daten ein und bestätigen Sie es uns.',
      'Article 19 GDPR obliges us to tell you so. Please restrict the processing of the data that you received from us as well, and let us know when it is done.',
    ),
  },
  SUPPLEMENT: {
    subject: say(
      'Kennisgeving van een aanvullende verklaring (artikel 19 AVG)',
      'Notification d’une déclaration complémentaire (article 19 du RGPD)',
      'Mitteilung einer ergänzenden Erklärung (Artikel 19 DSGVO)',
      'Notification of a supplementary statement (Article 19 GDPR)',
    ),
    told: say(
      'De persoon betwist gegevens van deze soorten. Ze blijven staan, en dragen bij ons een aanvullende verklaring van de persoon (artikel 16 AVG):',
      'La personne conteste des données de ces catégories. Elles restent et portent chez nous une déclaration complémentaire de la personne (article 16 du RGPD) :',
      'Die Person bestreitet Daten dieser Kategorien. Sie bleiben stehen und tragen bei uns eine ergänzende Erklärung der Person (Artikel 16 DSGVO):',
      'The person disputes data of these categories. They stay, and bear a supplementary statement of the person with us (Article 16 GDPR):',
    ),
    asked: say(
      'Artikel 19 van de AVG verplicht ons u dit te melden. Merk de gegevens die u van ons kreeg als betwist; de verklaring zelf krijgt u op vraag. Laat ons weten dat het gebeurd is.',
      'L’article 19 du RGPD nous oblige à vous en informer. Veuillez marquer comme contestées les données reçues de notre part ; la déclaration elle-même vous est remise sur demande. Veuillez nous le confirmer.',
      'Artikel 19 DSGVO verpflichtet uns, Ihnen dies mitzuteilen. Bitte kennzeichnen Sie die von uns erhaltenen Daten als bestritten; die Erklärung selbst erhalten Sie auf Anfrage. Bitte bestätigen Sie es uns.',
      'Article 19 GDPR obliges us to tell you so. Please mark the data that you received from us as disputed; the statement itself is given to you on request. Let us know when it is done.',
    ),
  },
}
