import type { Labels } from './language.js'

/** Why a system refuses a write that reached it. A closed list: what the system itself said may hold anything and is never passed on. */
export const WriteRefusalReason = {
  /** The period is locked in the books. */
  LOCK_DATE: 'LOCK_DATE',
  /** A posted accounting document, or a person on one. */
  POSTED_DOCUMENT: 'POSTED_DOCUMENT',
  /** Kept by a restricted audit trail. */
  AUDIT_TRAIL: 'AUDIT_TRAIL',
  /** Another record of the system still points to it. */
  STILL_REFERENCED: 'STILL_REFERENCED',
  /** An active account hangs on it. */
  ACTIVE_ACCOUNT: 'ACTIVE_ACCOUNT',
  /** A legal hold or retention label of the system. */
  LEGAL_HOLD: 'LEGAL_HOLD',
  /** Kept in another system, from which this one gets it. */
  MASTERED_ELSEWHERE: 'MASTERED_ELSEWHERE',
  /** The system does not take the value. */
  VALUE_REFUSED: 'VALUE_REFUSED',
  /** The hub's account lacks the right. */
  NO_PERMISSION: 'NO_PERMISSION',
  /** The system offers no way to do it without a person. */
  NOT_SUPPORTED: 'NOT_SUPPORTED',
  /** A rule of the system that is none of the above. */
  RULE_OF_SYSTEM: 'RULE_OF_SYSTEM',
} as const
export type WriteRefusalReason = (typeof WriteRefusalReason)[keyof typeof WriteRefusalReason]

/** What staff read: why, and what to do. */
export const writeRefusalTexts: Readonly<Record<WriteRefusalReason, Labels>> = {
  LOCK_DATE: {
    NL: 'De boekhoudperiode is afgesloten. Vraag de boekhouder of ze opnieuw open mag.',
    FR: 'La période comptable est clôturée. Demandez au comptable si elle peut être rouverte.',
    DE: 'Der Buchungszeitraum ist gesperrt. Fragen Sie die Buchhaltung, ob er geöffnet werden kann.',
    EN: 'The accounting period is locked. Ask the accountant whether it may be opened.',
  },
  POSTED_DOCUMENT: {
    NL: 'Een geboekt document houdt dit vast. De wet verlangt dat het blijft tot de bewaartermijn om is.',
    FR: 'Un document comptabilisé s’y rattache. La loi impose de le garder jusqu’à la fin du délai de conservation.',
    DE: 'Ein gebuchter Beleg hängt daran. Das Gesetz verlangt, ihn bis zum Ende der Aufbewahrungsfrist zu behalten.',
    EN: 'A posted document holds on to it. The law requires keeping it until its retention ends.',
  },
  AUDIT_TRAIL: {
    NL: 'Het controlespoor van de boekhouding verbiedt dit te verwijderen.',
    FR: 'La piste d’audit comptable interdit de le supprimer.',
    DE: 'Der Prüfpfad der Buchhaltung verbietet das Löschen.',
    EN: 'The accounting audit trail forbids removing it.',
  },
  STILL_REFERENCED: {
    NL: 'Een ander record verwijst er nog naar. Verwijder of ontkoppel dat eerst in het systeem.',
    FR: 'Un autre enregistrement y renvoie encore. Supprimez-le ou détachez-le d’abord dans le système.',
    DE: 'Ein anderer Datensatz verweist noch darauf. Löschen oder lösen Sie diesen zuerst im System.',
    EN: 'Another record still refers to it. Remove or detach that one in the system first.',
  },
  ACTIVE_ACCOUNT: {
    NL: 'Er hangt nog een actief account aan. Sluit dat eerst af in het systeem.',
    FR: 'Un compte actif y est encore lié. Désactivez-le d’abord dans le système.',
    DE: 'Ein aktives Konto hängt noch daran. Schließen Sie dieses zuerst im System.',
    EN: 'An active account still hangs on it. Close that in the system first.',
  },
  LEGAL_HOLD: {
    NL: 'Een bewaarplicht in het systeem (legal hold of label) houdt dit vast.',
    FR: 'Une conservation légale dans le système (legal hold ou étiquette) le retient.',
    DE: 'Eine Aufbewahrung im System (Legal Hold oder Etikett) hält dies fest.',
    EN: 'A legal hold or retention label in the system keeps it.',
  },
  MASTERED_ELSEWHERE: {
    NL: 'Dit komt uit een ander systeem. Verbeter het daar.',
    FR: 'Ceci provient d’un autre système. Corrigez-le là.',
    DE: 'Dies stammt aus einem anderen System. Berichtigen Sie es dort.',
    EN: 'This comes from another system. Correct it there.',
  },
  VALUE_REFUSED: {
    NL: 'Het systeem aanvaardt deze waarde niet. Kijk ze na en maak een nieuw plan.',
    FR: 'Le système n’accepte pas cette valeur. Vérifiez-la et établissez un nouveau plan.',
    DE: 'Das System nimmt diesen Wert nicht an. Prüfen Sie ihn und erstellen Sie einen neuen Plan.',
    EN: 'The system does not accept this value. Check it and make a new plan.',
  },
  NO_PERMISSION: {
    NL: 'Het account van de hub mist hiervoor het recht. Geef het recht, of doe het met de hand in het systeem.',
    FR: 'Le compte du hub n’en a pas le droit. Accordez-le, ou faites-le à la main dans le système.',
    DE: 'Dem Konto des Hubs fehlt das Recht dazu. Erteilen Sie es, oder tun Sie es von Hand im System.',
    EN: 'The hub’s account lacks the right for it. Grant it, or do it by hand in the system.',
  },
  NOT_SUPPORTED: {
    NL: 'Het systeem kan dit niet zonder een mens. Doe het met de hand in het systeem.',
    FR: 'Le système ne le permet pas sans intervention. Faites-le à la main dans le système.',
    DE: 'Das System kann dies nicht ohne einen Menschen. Tun Sie es von Hand im System.',
    EN: 'The system cannot do this without a person. Do it by hand in the system.',
  },
  RULE_OF_SYSTEM: {
    NL: 'Een regel van het systeem laat dit niet toe. Kijk in het systeem na welke, en doe het daar.',
    FR: 'Une règle du système ne le permet pas. Voyez laquelle dans le système, et faites-le là.',
    DE: 'Eine Regel des Systems lässt dies nicht zu. Sehen Sie im System nach, welche, und tun Sie es dort.',
    EN: 'A rule of the system does not allow it. See there which, and do it there.',
  },
}
