import type { Labels } from './language.js'

/** Refusals that a well-behaved client can meet. Each is a type of the GraphQL schema, named after its code. */
export const RefusalCode = {
  NATIONAL_NUMBER_REFUSED: 'NATIONAL_NUMBER_REFUSED',
  IDENTIFIER_INVALID: 'IDENTIFIER_INVALID',
  NAME_ALONE_REFUSED: 'NAME_ALONE_REFUSED',
  IDENTITY_NOT_VERIFIED: 'IDENTITY_NOT_VERIFIED',
  CASE_CLOSED: 'CASE_CLOSED',
  RIGHT_NOT_AVAILABLE: 'RIGHT_NOT_AVAILABLE',
  RECEIVED_IN_FUTURE: 'RECEIVED_IN_FUTURE',
  CLAIM_OF_OTHER_RIGHT: 'CLAIM_OF_OTHER_RIGHT',
  BUNDLE_NOT_READY: 'BUNDLE_NOT_READY',
  BUNDLE_EXPIRED: 'BUNDLE_EXPIRED',
  STEP_UP_REQUIRED: 'STEP_UP_REQUIRED',
  RECORD_NOT_FOUND: 'RECORD_NOT_FOUND',
  RECORD_OF_ANOTHER: 'RECORD_OF_ANOTHER',
  VALUE_INVALID: 'VALUE_INVALID',
  TARGET_AMBIGUOUS: 'TARGET_AMBIGUOUS',
  TARGET_WITHHELD: 'TARGET_WITHHELD',
  NOTHING_TO_CHANGE: 'NOTHING_TO_CHANGE',
  PLAN_STALE: 'PLAN_STALE',
  PLAN_HASH_MISMATCH: 'PLAN_HASH_MISMATCH',
  APPROVAL_BY_AUTHOR: 'APPROVAL_BY_AUTHOR',
  APPROVAL_BY_OFFICER_ONLY: 'APPROVAL_BY_OFFICER_ONLY',
  PLAN_NOT_APPROVED: 'PLAN_NOT_APPROVED',
  PLAN_CLOSED: 'PLAN_CLOSED',
  STEP_NOT_WAITING: 'STEP_NOT_WAITING',
  NOTICE_NOT_WAITING: 'NOTICE_NOT_WAITING',
  CHANGED_MEANWHILE: 'CHANGED_MEANWHILE',
  EVIDENCE_REFUSED: 'EVIDENCE_REFUSED',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
} as const
export type RefusalCode = (typeof RefusalCode)[keyof typeof RefusalCode]

export interface Refusal {
  readonly code: RefusalCode
  /** With STEP_UP_REQUIRED: how recent the log-in must be and which assurance would do. */
  readonly stepUp?: { readonly maxAgeSeconds: number; readonly acrValues: readonly string[] }
  /** With VALUE_INVALID: the rule that the value fails, and a value that would do. */
  readonly format?: { readonly rule: Labels; readonly example: string }
  /** With PLAN_STALE: numbers of the steps whose records changed. */
  readonly driftedSteps?: readonly number[]
}

/** What an operation gives when refusing is one of its normal answers. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused<T>(code: RefusalCode, facts: Omit<Refusal, 'code'> = {}): Outcome<T> {
  return { ok: false, refusal: { code, ...facts } }
}

export const refusalMessages: Readonly<Record<RefusalCode, Labels>> = {
  NATIONAL_NUMBER_REFUSED: {
    NL: 'Dit lijkt een rijksregisternummer. De hub aanvaardt dat niet; gebruik een ander gegeven.',
    FR: 'Ceci ressemble à un numéro de registre national. Le hub ne l’accepte pas ; utilisez une autre donnée.',
    DE: 'Dies sieht wie eine Nationalregisternummer aus. Der Hub nimmt sie nicht an; verwenden Sie eine andere Angabe.',
    EN: 'This looks like a national register number. The hub does not accept one; use another identifier.',
  },
  IDENTIFIER_INVALID: {
    NL: 'Een van de gegevens heeft geen geldige vorm. Kijk het formaat na en probeer opnieuw.',
    FR: 'Une des données n’a pas une forme valable. Vérifiez le format et réessayez.',
    DE: 'Eine der Angaben hat keine gültige Form. Prüfen Sie das Format und versuchen Sie es erneut.',
    EN: 'One of the identifiers does not have a valid form. Check its format and try again.',
  },
  NAME_ALONE_REFUSED: {
    NL: 'Een naam of geboortedatum alleen volstaat niet. Voeg een e-mailadres, telefoonnummer of klantnummer toe.',
    FR: 'Un nom ou une date de naissance ne suffit pas. Ajoutez une adresse e-mail, un numéro de téléphone ou un numéro de client.',
    DE: 'Ein Name oder Geburtsdatum allein genügt nicht. Fügen Sie eine E-Mail-Adresse, Telefon- oder Kundennummer hinzu.',
    EN: 'A name or date of birth alone is not enough. Add an e-mail address, telephone number or customer number.',
  },
  IDENTITY_NOT_VERIFIED: {
    NL: 'De identiteit van de aanvrager is nog niet vastgesteld. Leg eerst de identiteitscontrole vast.',
    FR: 'L’identité du demandeur n’est pas encore établie. Enregistrez d’abord le contrôle d’identité.',
    DE: 'Die Identität des Antragstellers steht noch nicht fest. Erfassen Sie zuerst die Identitätsprüfung.',
    EN: 'The requester’s identity has not been established. Record the identity check first.',
  },
  CASE_CLOSED: {
    NL: 'Dit dossier is afgesloten. Dien een nieuw verzoek in.',
    FR: 'Ce dossier est clôturé. Introduisez une nouvelle demande.',
    DE: 'Dieser Fall ist abgeschlossen. Stellen Sie einen neuen Antrag.',
    EN: 'This case is closed. Submit a new request.',
  },
  RIGHT_NOT_AVAILABLE: {
    NL: 'Dit recht kan hier nog niet worden ingediend. Schrijf naar de functionaris voor gegevensbescherming.',
    FR: 'Ce droit ne peut pas encore être exercé ici. Écrivez au délégué à la protection des données.',
    DE: 'Dieses Recht kann hier noch nicht ausgeübt werden. Schreiben Sie an den Datenschutzbeauftragten.',
    EN: 'This right cannot be claimed here yet. Write to the data protection officer.',
  },
  RECEIVED_IN_FUTURE: {
    NL: 'De datum van ontvangst ligt in de toekomst. Geef de dag op waarop het verzoek toekwam.',
    FR: 'La date de réception est dans le futur. Indiquez le jour où la demande est arrivée.',
    DE: 'Das Eingangsdatum liegt in der Zukunft. Geben Sie den Tag des Eingangs an.',
    EN: 'The date of receipt lies in the future. Give the day on which the request arrived.',
  },
  CLAIM_OF_OTHER_RIGHT: {
    NL: 'Deze claim gaat over een ander recht. Een inzagekopie hoort bij inzage, een overdraagbaarheidsbundel bij overdraagbaarheid.',
    FR: 'Cette demande porte sur un autre droit. Une copie d’accès va avec l’accès, un paquet de portabilité avec la portabilité.',
    DE: 'Dieser Anspruch betrifft ein anderes Recht. Eine Auskunftskopie gehört zur Auskunft, ein Übertragungspaket zur Übertragbarkeit.',
    EN: 'This claim is about another right. An access copy goes with access, a portability bundle with portability.',
  },
  BUNDLE_NOT_READY: {
    NL: 'De bundel is nog niet klaar. Volg de voortgang en probeer het daarna opnieuw.',
    FR: 'Le paquet n’est pas encore prêt. Suivez la progression et réessayez ensuite.',
    DE: 'Das Paket ist noch nicht fertig. Verfolgen Sie den Fortschritt und versuchen Sie es dann erneut.',
    EN: 'The bundle is not ready yet. Follow its progress and try again then.',
  },
  BUNDLE_EXPIRED: {
    NL: 'De bundel is vervallen en vernietigd. Laat een nieuwe klaarmaken.',
    FR: 'Le paquet a expiré et a été détruit. Faites-en préparer un nouveau.',
    DE: 'Das Paket ist abgelaufen und wurde vernichtet. Lassen Sie ein neues erstellen.',
    EN: 'The bundle has expired and been destroyed. Have a new one prepared.',
  },
  STEP_UP_REQUIRED: {
    NL: 'Meld u opnieuw aan om dit te doen.',
    FR: 'Veuillez vous identifier à nouveau pour continuer.',
    DE: 'Bitte melden Sie sich dafür erneut an.',
    EN: 'Log in again to do this.',
  },
  RECORD_NOT_FOUND: {
    NL: 'Dit record bestaat niet in het systeem, of het systeem antwoordt niet.',
    FR: 'Cet enregistrement n’existe pas dans le système, ou le système ne répond pas.',
    DE: 'Dieser Datensatz existiert nicht im System, oder das System antwortet nicht.',
    EN: 'The system has no such record, or does not answer.',
  },
  RECORD_OF_ANOTHER: {
    NL: 'Deze kaart hoort al bij iemand anders. Maak daar eerst de koppeling los, als dat een vergissing was.',
    FR: 'Cette fiche appartient déjà à une autre personne. Si c’est une erreur, supprimez d’abord ce lien.',
    DE: 'Diese Karte gehört bereits zu einer anderen Person. War das ein Irrtum, lösen Sie zuerst dort die Verknüpfung.',
    EN: 'This card is already another person’s. If that was a mistake, unlink it there first.',
  },
  VALUE_INVALID: {
    NL: 'Deze waarde heeft niet de vorm van haar categorie. Er is niets gewijzigd; kijk de regel en het voorbeeld na.',
    FR: 'Cette valeur n’a pas la forme de sa catégorie. Rien n’a été modifié ; voyez la règle et l’exemple.',
    DE: 'Dieser Wert hat nicht die Form seiner Kategorie. Es wurde nichts geändert; beachten Sie Regel und Beispiel.',
    EN: 'This value does not have the form of its category. Nothing was changed; see the rule and the example.',
  },
  TARGET_AMBIGUOUS: {
    NL: 'De categorie bevat meer dan één waarde. Kies de vermeldingen die verkeerd zijn.',
    FR: 'La catégorie contient plus d’une valeur. Choisissez les mentions erronées.',
    DE: 'Die Kategorie enthält mehr als einen Wert. Wählen Sie die falschen Angaben.',
    EN: 'The category holds more than one value. Choose the statements that are wrong.',
  },
  TARGET_WITHHELD: {
    NL: 'Deze vermelding wordt u niet getoond en kan daarom niet worden gekozen. Schrijf naar de functionaris voor gegevensbescherming.',
    FR: 'Cette mention ne vous est pas montrée et ne peut donc pas être choisie. Écrivez au délégué à la protection des données.',
    DE: 'Diese Angabe wird Ihnen nicht gezeigt und kann daher nicht gewählt werden. Schreiben Sie an den Datenschutzbeauftragten.',
    EN: 'This statement is withheld from you and can therefore not be chosen. Write to the data protection officer.',
  },
  NOTHING_TO_CHANGE: {
    NL: 'Er is niets te wijzigen: geen enkel systeem bevat een andere waarde.',
    FR: 'Il n’y a rien à modifier : aucun système ne contient une autre valeur.',
    DE: 'Es gibt nichts zu ändern: Kein System enthält einen anderen Wert.',
    EN: 'There is nothing to change: no system holds another value.',
  },
  PLAN_STALE: {
    NL: 'De bronnen zijn veranderd sinds dit plan werd gemaakt. Maak een nieuw plan.',
    FR: 'Les sources ont changé depuis l’établissement de ce plan. Établissez-en un nouveau.',
    DE: 'Die Quellen haben sich seit diesem Plan geändert. Erstellen Sie einen neuen Plan.',
    EN: 'The sources have changed since this plan was made. Make a new plan.',
  },
  PLAN_HASH_MISMATCH: {
    NL: 'Deze hash is niet die van het plan. Bekijk het plan opnieuw voor u het goedkeurt.',
    FR: 'Ce hash n’est pas celui du plan. Revoyez le plan avant de l’approuver.',
    DE: 'Dieser Hash ist nicht der des Plans. Sehen Sie den Plan erneut an, bevor Sie ihn genehmigen.',
    EN: 'This hash is not the plan’s. Look at the plan again before approving it.',
  },
  APPROVAL_BY_AUTHOR: {
    NL: 'Wie het plan maakte, kan het niet goedkeuren. Laat een collega het bekijken.',
    FR: 'L’auteur du plan ne peut pas l’approuver. Faites-le examiner par un collègue.',
    DE: 'Wer den Plan erstellt hat, kann ihn nicht genehmigen. Lassen Sie ihn von jemand anderem prüfen.',
    EN: 'Whoever made the plan cannot approve it. Have a colleague look at it.',
  },
  APPROVAL_BY_OFFICER_ONLY: {
    NL: 'Een wissing wordt goedgekeurd door de functionaris voor gegevensbescherming.',
    FR: 'Un effacement est approuvé par le délégué à la protection des données.',
    DE: 'Eine Löschung genehmigt der Datenschutzbeauftragte.',
    EN: 'An erasure is approved by the data protection officer.',
  },
  PLAN_NOT_APPROVED: {
    NL: 'Dit plan is nog niet goedgekeurd.',
    FR: 'Ce plan n’est pas encore approuvé.',
    DE: 'Dieser Plan ist noch nicht genehmigt.',
    EN: 'This plan has not been approved yet.',
  },
  PLAN_CLOSED: {
    NL: 'Dit plan wordt al uitgevoerd, is uitgevoerd, of is vervangen door een ander.',
    FR: 'Ce plan est en cours d’exécution, exécuté ou remplacé par un autre.',
    DE: 'Dieser Plan wird bereits ausgeführt, ist ausgeführt oder durch einen anderen ersetzt.',
    EN: 'This plan is being executed, has been executed, or was replaced by another.',
  },
  STEP_NOT_WAITING: {
    NL: 'Deze stap wacht niet op wat u wilt doen. Bekijk eerst de stand van het plan.',
    FR: 'Cette étape n’attend pas ce que vous voulez faire. Consultez d’abord l’état du plan.',
    DE: 'Dieser Schritt wartet nicht auf das, was Sie tun möchten. Sehen Sie zuerst den Stand des Plans an.',
    EN: 'This step does not wait for what you want to do. Look at where the plan stands first.',
  },
  NOTICE_NOT_WAITING: {
    NL: 'Deze kennisgeving wacht hier niet op. Bekijk eerst hoe ze ervoor staat.',
    FR: 'Cette notification n’attend pas cela. Voyez d’abord où elle en est.',
    DE: 'Diese Mitteilung wartet nicht darauf. Sehen Sie zuerst nach, wie es um sie steht.',
    EN: 'This notice does not wait for that. Look at where it stands first.',
  },
  CHANGED_MEANWHILE: {
    NL: 'Iemand anders heeft dit dossier ondertussen gewijzigd. Bekijk het opnieuw.',
    FR: 'Quelqu’un d’autre a modifié ce dossier entre-temps. Consultez-le à nouveau.',
    DE: 'Jemand anderes hat diesen Fall inzwischen geändert. Sehen Sie ihn erneut an.',
    EN: 'Somebody else has changed this case meanwhile. Look at it again.',
  },
  EVIDENCE_REFUSED: {
    NL: 'Dit bewijsstuk kan niet worden aanvaard: te groot, leeg of van een soort die de hub niet bewaart.',
    FR: 'Cette pièce ne peut être acceptée : trop volumineuse, vide ou d’un type que le hub ne conserve pas.',
    DE: 'Dieser Nachweis kann nicht angenommen werden: zu groß, leer oder von einer Art, die der Hub nicht aufbewahrt.',
    EN: 'This evidence cannot be accepted: too large, empty, or of a kind that the hub does not keep.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    NL: 'Deze idempotencyKey werd al met andere invoer gebruikt. Neem een nieuwe.',
    FR: 'Cette idempotencyKey a déjà servi avec d’autres données. Prenez-en une nouvelle.',
    DE: 'Dieser idempotencyKey wurde bereits mit anderen Eingaben verwendet. Nehmen Sie einen neuen.',
    EN: 'This idempotencyKey was already used with other input. Take a new one.',
  },
}
