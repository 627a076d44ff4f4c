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
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
} as const
export type RefusalCode = (typeof RefusalCode)[keyof typeof RefusalCode]

export interface Refusal {
  readonly code: RefusalCode
  /** With STEP_UP_REQUIRED: how recent the log-in must be and which assurance would do. */
  readonly stepUp?: { readonly maxAgeSeconds: number; readonly acrValues: readonly string[] }
}

/** What an operation gives when refusing is one of its normal answers. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused<T>(code: RefusalCode, stepUp?: Refusal['stepUp']): Outcome<T> {
  return { ok: false, refusal: stepUp === undefined ? { code } : { code, stepUp } }
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
  IDEMPOTENCY_KEY_REUSED: {
    NL: 'Deze idempotencyKey werd al met andere invoer gebruikt. Neem een nieuwe.',
    FR: 'Cette idempotencyKey a déjà servi avec d’autres données. Prenez-en une nouvelle.',
    DE: 'Dieser idempotencyKey wurde bereits mit anderen Eingaben verwendet. Nehmen Sie einen neuen.',
    EN: 'This idempotencyKey was already used with other input. Take a new one.',
  },
}
