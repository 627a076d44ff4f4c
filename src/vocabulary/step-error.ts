import type { CoverageReason } from './coverage.js'
import type { Labels } from './language.js'
import { type WriteRefusalReason, writeRefusalTexts } from './write-refusal.js'

/** What stopped a step that neither failed as a call nor was refused by a rule. */
export const StepHindrance = {
  /** The record is not what the plan saw. */
  RECORD_CHANGED: 'RECORD_CHANGED',
  /** The record that was to be changed or kept is no longer there. */
  RECORD_GONE: 'RECORD_GONE',
  /** The system took the write, and the record is still what it was, or is found again. */
  STILL_PRESENT: 'STILL_PRESENT',
  /** Every worker that took it was lost. */
  WORKER_LOST: 'WORKER_LOST',
} as const
export type StepHindrance = (typeof StepHindrance)[keyof typeof StepHindrance]

/** Every word that can stand as a step's last error. */
export type StepError = StepHindrance | WriteRefusalReason | CoverageReason

const hindranceTexts: Readonly<Record<StepHindrance, Labels>> = {
  RECORD_CHANGED: {
    NL: 'Het record is gewijzigd sinds het plan werd gemaakt; er is niets geschreven. Maak een nieuw plan.',
    FR: 'L’enregistrement a changé depuis l’établissement du plan ; rien n’a été écrit. Établissez un nouveau plan.',
    DE: 'Der Datensatz hat sich seit dem Plan geändert; es wurde nichts geschrieben. Erstellen Sie einen neuen Plan.',
    EN: 'The record has changed since the plan was made; nothing was written. Make a new plan.',
  },
  RECORD_GONE: {
    NL: 'Het record bestaat niet meer in het systeem. Maak een nieuw plan, of sluit de stap met de hand af.',
    FR: 'L’enregistrement n’existe plus dans le système. Établissez un nouveau plan, ou clôturez l’étape à la main.',
    DE: 'Den Datensatz gibt es im System nicht mehr. Erstellen Sie einen neuen Plan oder schließen Sie den Schritt von Hand ab.',
    EN: 'The record no longer exists in the system. Make a new plan, or complete the step by hand.',
  },
  STILL_PRESENT: {
    NL: 'Het systeem nam de opdracht aan, maar het record staat er nog zoals het was. Kijk het na in het systeem.',
    FR: 'Le système a accepté l’ordre, mais l’enregistrement est resté tel quel. Vérifiez dans le système.',
    DE: 'Das System nahm den Auftrag an, aber der Datensatz ist noch, wie er war. Sehen Sie im System nach.',
    EN: 'The system took the order, but the record still stands as it was. Look into it in the system.',
  },
  WORKER_LOST: {
    NL: 'De uitvoering brak telkens af. Verwittig de beheerder van de hub en probeer de stap daarna opnieuw.',
    FR: 'L’exécution s’est chaque fois interrompue. Avertissez l’exploitant du hub, puis réessayez l’étape.',
    DE: 'Die Ausführung brach jedes Mal ab. Verständigen Sie den Betreiber des Hubs und versuchen Sie den Schritt dann erneut.',
    EN: 'The execution broke off every time. Tell the hub’s operator, then try the step once more.',
  },
}

const texts = new Map<string, Labels>([...Object.entries(hindranceTexts), ...Object.entries(writeRefusalTexts)])

/** What staff read about it; null where the word says enough: the system did not answer and is tried again. */
export function stepErrorText(error: string | null): Labels | null {
  return error === null ? null : (texts.get(error) ?? null)
}
