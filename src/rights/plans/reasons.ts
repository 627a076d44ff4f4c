import type { Binding } from '../../datamap/retention-binding.js'
import type { Labels } from '../../vocabulary/language.js'

/** Why a step is what it is: texts for the person and for staff. */
export const reasons = {
  erased: {
    NL: 'Het record wordt verwijderd, met wat het systeem er elders van bewaart.',
    FR: 'L’enregistrement est supprimé, avec ce que le système en conserve ailleurs.',
    DE: 'Der Datensatz wird gelöscht, mit dem, was das System anderswo davon aufbewahrt.',
    EN: 'The record is removed, with what the system keeps of it elsewhere.',
  },
  erasedInPart: {
    NL: 'Alleen de gevraagde velden worden leeggemaakt; het record blijft.',
    FR: 'Seuls les champs demandés sont vidés ; l’enregistrement reste.',
    DE: 'Nur die verlangten Felder werden geleert; der Datensatz bleibt.',
    EN: 'Only the fields asked for are emptied; the record stays.',
  },
  anonymised: {
    NL: 'De persoonlijke velden worden leeggemaakt (methode: FIELDS_EMPTIED). Wat blijft noemt niemand; wie datum, bedrag of nummer ook elders kent, zou ze nog kunnen verbinden.',
    FR: 'Les champs personnels sont vidés (méthode : FIELDS_EMPTIED). Le reste ne nomme personne ; qui connaît aussi ailleurs la date, le montant ou le numéro pourrait encore faire le lien.',
    DE: 'Die persönlichen Felder werden geleert (Methode: FIELDS_EMPTIED). Was bleibt, nennt niemanden; wer Datum, Betrag oder Nummer auch anderswo kennt, könnte sie noch verbinden.',
    EN: 'The personal fields are emptied (method: FIELDS_EMPTIED). What stays names nobody; whoever knows date, amount or number from elsewhere too could still connect them.',
  },
  referred: {
    NL: 'Een officieel register houdt dit bij en beslist zelf; u krijgt de brief waarmee u het vraagt.',
    FR: 'Un registre officiel le tient et décide lui-même ; vous recevez la lettre pour le demander.',
    DE: 'Ein amtliches Register führt dies und entscheidet selbst; Sie erhalten den Brief, mit dem Sie es verlangen.',
    EN: 'An official register keeps this and decides for itself; you get the letter with which to ask for it.',
  },
  forwarded: {
    NL: 'Dit wordt bijgehouden voor een klant, die verwerkingsverantwoordelijke is en op de hoogte wordt gebracht.',
    FR: 'Ceci est détenu pour un client, qui est responsable du traitement et en est informé.',
    DE: 'Dies wird für einen Kunden geführt, der Verantwortlicher ist und unterrichtet wird.',
    EN: 'This is held for a customer, who is the controller and is told.',
  },
  erasedByHand: {
    NL: 'Het systeem laat het de hub niet doen: een medewerker wist het in het systeem zelf.',
    FR: 'Le système ne permet pas au hub de le faire : un collaborateur l’efface dans le système même.',
    DE: 'Das System lässt es den Hub nicht tun: Jemand löscht es im System selbst.',
    EN: 'The system does not let the hub do it: staff erase it in the system itself.',
  },
  goesWithOthers: {
    NL: 'Wordt uit andere records gemaakt en verdwijnt daarmee.',
    FR: 'Est tiré d’autres enregistrements et disparaît avec eux.',
    DE: 'Wird aus anderen Datensätzen gebildet und verschwindet mit ihnen.',
    EN: 'Is made of other records and goes with them.',
  },
  rectified: {
    NL: 'Hier staat de onjuiste waarde; ze wordt vervangen.',
    FR: 'La valeur erronée figure ici ; elle est remplacée.',
    DE: 'Hier steht der falsche Wert; er wird ersetzt.',
    EN: 'The wrong value stands here; it is replaced.',
  },
  completed: {
    NL: 'Hier ontbreekt de waarde; ze wordt ingevuld.',
    FR: 'La valeur manque ici ; elle est ajoutée.',
    DE: 'Hier fehlt der Wert; er wird ergänzt.',
    EN: 'The value is missing here; it is filled in.',
  },
  supplemented: {
    NL: 'De waarde blijft; zet de verklaring van de persoon ernaast waar het systeem plaats heeft voor opmerkingen, en merk de waarde als betwist.',
    FR: 'La valeur reste ; ajoutez-y la déclaration de la personne là où le système prévoit des remarques, et marquez la valeur comme contestée.',
    DE: 'Der Wert bleibt; setzen Sie die Erklärung der Person daneben, wo das System Platz für Bemerkungen hat, und kennzeichnen Sie den Wert als bestritten.',
    EN: 'The value stays; put the person’s statement beside it where the system has room for remarks, and mark the value as disputed.',
  },
} as const satisfies Readonly<Record<string, Labels>>

/** Kept by a rule; `emptied` where the rest of the record is emptied. */
export function keptReason({ retainUntil }: Binding, source: string, emptied: boolean): Labels {
  return {
    NL: `Moet bewaard blijven tot ${retainUntil ?? 'wat het bewaren beëindigt zich voordoet'} (${source}).${emptied ? ' De overige velden worden leeggemaakt.' : ''}`,
    FR: `Doit être conservé jusqu’au ${retainUntil ?? 'fait qui met fin à la conservation'} (${source}).${emptied ? ' Les autres champs sont vidés.' : ''}`,
    DE: `Muss aufbewahrt werden bis ${retainUntil ?? 'zu dem, was die Aufbewahrung beendet'} (${source}).${emptied ? ' Die übrigen Felder werden geleert.' : ''}`,
    EN: `Must be kept until ${retainUntil ?? 'what ends the keeping happens'} (${source}).${emptied ? ' The other fields are emptied.' : ''}`,
  }
}

/** Cannot be erased by anybody and goes by itself. */
export function expiresReason(until: string | null): Labels {
  return {
    NL: `Kan niet met de hand worden gewist en vervalt vanzelf${until === null ? '' : `, uiterlijk op ${until}`}.`,
    FR: `Ne peut être effacé à la main et disparaît de lui-même${until === null ? '' : `, au plus tard le ${until}`}.`,
    DE: `Kann nicht von Hand gelöscht werden und verfällt von selbst${until === null ? '' : `, spätestens am ${until}`}.`,
    EN: `Cannot be erased by hand and expires by itself${until === null ? '' : `, on ${until} at the latest`}.`,
  }
}

/** `why` is the data map's own sentence, which it has in English. */
export function rectifiedByHandReason(why: string | undefined): Labels {
  return {
    NL: 'Hier staat de onjuiste waarde; een medewerker verbetert ze in het systeem zelf.',
    FR: 'La valeur erronée figure ici ; un collaborateur la corrige dans le système même.',
    DE: 'Hier steht der falsche Wert; jemand berichtigt ihn im System selbst.',
    EN: `The wrong value stands here; staff correct it in the system itself.${why === undefined ? '' : ` ${why}`}`,
  }
}

/** What may not be corrected, counted and named. */
export function notCorrectedReason(count: number, type: Labels, why: string | undefined): Labels {
  return {
    NL: `${count} × ${type.NL}: blijft zoals het werd opgemaakt of verzonden en wordt niet gewijzigd.`,
    FR: `${count} × ${type.FR} : reste tel qu’il a été établi ou envoyé et n’est pas modifié.`,
    DE: `${count} × ${type.DE}: bleibt, wie es erstellt oder gesendet wurde, und wird nicht geändert.`,
    EN: `${count} × ${type.EN}: stays as it was made or sent and is not changed.${why === undefined ? '' : ` ${why}`}`,
  }
}
