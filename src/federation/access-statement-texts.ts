import { Right } from '../vocabulary/data-right.js'
import type { Labels } from '../vocabulary/language.js'
import type { RetentionRuleId } from '../vocabulary/retention.js'

/** Rights that Art. 15(1)(e) tells the person of, besides the one just exercised. */
export const rightsToMention: readonly Right[] = [Right.RECTIFICATION, Right.ERASURE, Right.RESTRICTION, Right.OBJECTION, Right.PORTABILITY]

export const rightTexts: Readonly<Record<Right, Labels>> = {
  ACCESS: {
    NL: 'U mag weten wat wij over u bewaren en er een kopie van krijgen.',
    FR: 'Vous pouvez savoir ce que nous conservons sur vous et en recevoir une copie.',
    DE: 'Sie dürfen wissen, was wir über Sie speichern, und eine Kopie davon erhalten.',
    EN: 'You may know what we hold about you and receive a copy of it.',
  },
  RECTIFICATION: {
    NL: 'U mag onjuiste gegevens laten verbeteren en onvolledige laten aanvullen.',
    FR: 'Vous pouvez faire rectifier des données inexactes et compléter des données incomplètes.',
    DE: 'Sie dürfen unrichtige Daten berichtigen und unvollständige ergänzen lassen.',
    EN: 'You may have inaccurate data corrected and incomplete data completed.',
  },
  ERASURE: {
    NL: 'U mag gegevens laten wissen, tenzij de wet ons verplicht ze te bewaren.',
    FR: 'Vous pouvez faire effacer des données, sauf si la loi nous oblige à les conserver.',
    DE: 'Sie dürfen Daten löschen lassen, sofern uns kein Gesetz zur Aufbewahrung verpflichtet.',
    EN: 'You may have data erased, unless the law obliges us to keep them.',
  },
  RESTRICTION: {
    NL: 'U mag vragen dat wij gegevens bewaren maar niet meer gebruiken.',
    FR: 'Vous pouvez demander que nous conservions des données sans plus les utiliser.',
    DE: 'Sie dürfen verlangen, dass wir Daten zwar speichern, aber nicht mehr nutzen.',
    EN: 'You may ask us to keep data without using them any more.',
  },
  OBJECTION: {
    NL: 'U mag bezwaar maken tegen verwerking op grond van een gerechtvaardigd belang, en altijd tegen direct marketing.',
    FR: 'Vous pouvez vous opposer à un traitement fondé sur l’intérêt légitime, et toujours au marketing direct.',
    DE: 'Sie dürfen einer Verarbeitung aus berechtigtem Interesse widersprechen, und jederzeit der Direktwerbung.',
    EN: 'You may object to processing based on a legitimate interest, and always to direct marketing.',
  },
  PORTABILITY: {
    NL: 'U mag de gegevens die u ons gaf meenemen of laten overdragen.',
    FR: 'Vous pouvez emporter ou faire transférer les données que vous nous avez fournies.',
    DE: 'Sie dürfen die Daten, die Sie uns gegeben haben, mitnehmen oder übertragen lassen.',
    EN: 'You may take with you, or have transferred, the data that you gave us.',
  },
  AUTOMATED_DECISION: {
    NL: 'U mag menselijke tussenkomst vragen bij een geautomatiseerd besluit.',
    FR: 'Vous pouvez demander une intervention humaine dans une décision automatisée.',
    DE: 'Sie dürfen bei einer automatisierten Entscheidung das Eingreifen einer Person verlangen.',
    EN: 'You may ask for a person to review an automated decision.',
  },
}

/** `{period}` stands for the rule's months, which operators may change. */
export const retentionTexts: Readonly<Record<RetentionRuleId, Labels>> = {
  'R-ACC': {
    NL: '{period}, vanaf 1 januari na het boekjaar (boekhouding)',
    FR: '{period}, à partir du 1er janvier suivant l’exercice (comptabilité)',
    DE: '{period} ab dem 1. Januar nach dem Geschäftsjahr (Buchführung)',
    EN: '{period} from 1 January after the financial year (accounting)',
  },
  'R-TAX': {
    NL: '{period} na het belastbare tijdperk (inkomstenbelasting)',
    FR: '{period} après la période imposable (impôt sur les revenus)',
    DE: '{period} nach dem Besteuerungszeitraum (Einkommensteuer)',
    EN: '{period} after the taxable period (income tax)',
  },
  'R-VAT': {
    NL: '{period}, vanaf 1 januari na de factuur (btw)',
    FR: '{period}, à partir du 1er janvier suivant la facture (TVA)',
    DE: '{period} ab dem 1. Januar nach der Rechnung (MwSt.)',
    EN: '{period} from 1 January after the invoice (VAT)',
  },
  'R-CONTRACT': {
    NL: 'zolang de overeenkomst loopt en {period} daarna',
    FR: 'pendant la durée du contrat et {period} après',
    DE: 'während der Vertragslaufzeit und {period} danach',
    EN: 'while the contract runs and {period} after',
  },
  'R-SOC': {
    NL: '{period} na het einde van de tewerkstelling (sociale documenten)',
    FR: '{period} après la fin de l’occupation (documents sociaux)',
    DE: '{period} nach Ende der Beschäftigung (Sozialdokumente)',
    EN: '{period} after the end of employment (social documents)',
  },
  'R-AML': {
    NL: '{period} na het einde van de relatie (witwaswetgeving)',
    FR: '{period} après la fin de la relation (législation anti-blanchiment)',
    DE: '{period} nach Ende der Beziehung (Geldwäschegesetz)',
    EN: '{period} after the end of the relation (anti-money-laundering law)',
  },
  'R-LOG': {
    NL: 'hoogstens {period} (logbestanden)',
    FR: '{period} au plus (journaux)',
    DE: 'höchstens {period} (Protokolle)',
    EN: '{period} at most (logs)',
  },
  'R-COOKIE': {
    NL: 'hoogstens {period} (cookies)',
    FR: '{period} au plus (cookies)',
    DE: 'höchstens {period} (Cookies)',
    EN: '{period} at most (cookies)',
  },
  'R-CRED': {
    NL: 'zolang de account bestaat, daarna hoogstens 30 dagen',
    FR: 'tant que le compte existe, puis 30 jours au plus',
    DE: 'solange das Konto besteht, danach höchstens 30 Tage',
    EN: 'while the account exists, then 30 days at most',
  },
  'R-BIO': {
    NL: 'tot de toestemming wordt ingetrokken of de account eindigt',
    FR: 'jusqu’au retrait du consentement ou à la fin du compte',
    DE: 'bis zum Widerruf der Einwilligung oder Ende des Kontos',
    EN: 'until consent is withdrawn or the account ends',
  },
  'R-CONSENT': {
    NL: 'zolang de verwerking loopt en {period} daarna (bewijs van toestemming)',
    FR: 'pendant le traitement et {period} après (preuve du consentement)',
    DE: 'solange die Verarbeitung läuft und {period} danach (Nachweis der Einwilligung)',
    EN: 'while processing runs and {period} after (proof of consent)',
  },
  'R-ID': {
    NL: 'wordt meteen na de controle gewist',
    FR: 'effacé immédiatement après le contrôle',
    DE: 'wird unmittelbar nach der Prüfung gelöscht',
    EN: 'erased at once after the check',
  },
  'R-DSR': {
    NL: '{period} na afsluiting van het dossier',
    FR: '{period} après la clôture du dossier',
    DE: '{period} nach Abschluss der Akte',
    EN: '{period} after the case is closed',
  },
  'R-BUNDLE': {
    NL: '14 dagen, daarna vernietigd',
    FR: '14 jours, puis détruit',
    DE: '14 Tage, danach vernichtet',
    EN: '14 days, then destroyed',
  },
  REVIEW: {
    NL: 'geen termijn bekend; wordt nagekeken',
    FR: 'aucun délai connu ; à vérifier',
    DE: 'keine Frist bekannt; wird geprüft',
    EN: 'no period known; under review',
  },
}

export const complaintText: Labels = {
  NL: 'U kunt klacht indienen bij de Gegevensbeschermingsautoriteit. Zij vraagt dat u eerst uw recht bij ons uitoefent.',
  FR: 'Vous pouvez introduire une plainte auprès de l’Autorité de protection des données. Elle demande que vous exerciez d’abord votre droit auprès de nous.',
  DE: 'Sie können bei der Datenschutzbehörde Beschwerde einlegen. Sie bittet darum, dass Sie Ihr Recht zuerst bei uns ausüben.',
  EN: 'You may complain to the Data Protection Authority. It asks that you first exercise your right with us.',
}

export const supervisoryAuthorityName: Labels = {
  NL: 'Gegevensbeschermingsautoriteit (GBA)',
  FR: 'Autorité de protection des données (APD)',
  DE: 'Datenschutzbehörde (DSB)',
  EN: 'Data Protection Authority (GBA/APD)',
}

export const noAutomatedDecisions: Labels = {
  NL: 'Over u zijn geen besluiten genomen die uitsluitend op geautomatiseerde verwerking berusten.',
  FR: 'Aucune décision fondée exclusivement sur un traitement automatisé n’a été prise à votre égard.',
  DE: 'Über Sie wurden keine Entscheidungen getroffen, die ausschließlich auf automatisierter Verarbeitung beruhen.',
  EN: 'No decisions based solely on automated processing have been taken about you.',
}

export const someAutomatedDecisions: Labels = {
  NL: 'Over u bestaan geautomatiseerde besluiten; ze staan bij uw gegevens. U kunt vragen dat een mens ze herbekijkt.',
  FR: 'Des décisions automatisées existent à votre égard ; elles figurent parmi vos données. Vous pouvez demander qu’une personne les réexamine.',
  DE: 'Über Sie bestehen automatisierte Entscheidungen; sie stehen bei Ihren Daten. Sie können verlangen, dass eine Person sie überprüft.',
  EN: 'Automated decisions exist about you; they are among your data. You may ask for a person to review them.',
}

export const unknownAutomatedDecisions: Labels = {
  NL: 'Niet elk systeem heeft geantwoord; of over u geautomatiseerde besluiten bestaan, kan nog niet worden gezegd.',
  FR: 'Tous les systèmes n’ont pas répondu ; il ne peut pas encore être dit si des décisions automatisées existent à votre égard.',
  DE: 'Nicht jedes System hat geantwortet; ob über Sie automatisierte Entscheidungen bestehen, lässt sich noch nicht sagen.',
  EN: 'Not every system answered; whether automated decisions exist about you cannot be said yet.',
}
