import { say } from '../../notices/letters/letter.js'
import type { ReadBack } from '../../vocabulary/change.js'
import type { Labels } from '../../vocabulary/language.js'
import type { RetentionGround } from '../../vocabulary/retention.js'
import type { AttestedMethod } from './attestation-document.js'

/** What the printable page says. German is ours and awaits review by a lawyer who writes German. */
export const attestationTexts = {
  title: say('Verklaring van wissing', 'Attestation d’effacement', 'Erklärung über die Löschung', 'Attestation of erasure'),
  intro: say(
    'verklaart dat de gegevens hieronder werden behandeld zoals vermeld (artikel 17 AVG).',
    'atteste que les données ci-dessous ont été traitées comme indiqué (article 17 du RGPD).',
    'erklärt, dass mit den unten genannten Daten wie angegeben verfahren wurde (Artikel 17 DSGVO).',
    'attests that the data below were dealt with as stated (Article 17 GDPR).',
  ),
  person: say('Betrokkene', 'Personne concernée', 'Betroffene Person', 'Data subject'),
  unnamed: say('naam niet vermeld', 'nom non mentionné', 'Name nicht genannt', 'name not stated'),
  reference: say('Dossier', 'Dossier', 'Fall', 'Case'),
  issuedAt: say('Opgemaakt op', 'Établie le', 'Ausgestellt am', 'Issued on'),
  executedAt: say('Uitgevoerd op', 'Exécuté le', 'Ausgeführt am', 'Carried out on'),
  approvedBy: say('Goedgekeurd door', 'Approuvé par', 'Genehmigt durch', 'Approved by'),
  onlyCategories: say('Beperkt tot', 'Limité à', 'Beschränkt auf', 'Limited to'),
  systemsLeftOut: say(
    'Niet behandeld; hierover verklaren wij niets',
    'Non traité ; nous n’attestons rien à ce sujet',
    'Nicht behandelt; hierüber erklären wir nichts',
    'Not dealt with; we attest nothing about it',
  ),
  planHash: say('Plan (SHA-256)', 'Plan (SHA-256)', 'Plan (SHA-256)', 'Plan (SHA-256)'),
  recordType: say('Soort gegevens', 'Type de données', 'Art der Daten', 'Kind of data'),
  method: say('Wat er gebeurde', 'Ce qui a été fait', 'Was geschah', 'What was done'),
  count: say('Aantal', 'Nombre', 'Anzahl', 'Number'),
  when: say('Wanneer', 'Quand', 'Wann', 'When'),
  readBack: say('Nagekeken', 'Contrôlé', 'Nachgesehen', 'Looked at again'),
  why: say('Waarom en tot wanneer', 'Pourquoi et jusqu’à quand', 'Warum und bis wann', 'Why, and until when'),
  until: say('tot', 'jusqu’au', 'bis', 'until'),
  to: say('tot en met', 'au', 'bis', 'to'),
  untilUnknown: say(
    'tot een datum die nog niet vaststaat',
    'jusqu’à une date non encore fixée',
    'bis zu einem noch nicht feststehenden Datum',
    'until a date that is not known yet',
  ),
  finalOn: say('definitief weg op', 'supprimé définitivement le', 'endgültig gelöscht am', 'gone for good on'),
  backups: say('Back-ups', 'Sauvegardes', 'Sicherungen', 'Backups'),
  backupsGone: say(
    'De laatste back-up waarin deze gegevens staan, verdwijnt uiterlijk op',
    'La dernière sauvegarde contenant ces données disparaît au plus tard le',
    'Die letzte Sicherung mit diesen Daten verschwindet spätestens am',
    'The last backup that holds these data is gone by',
  ),
  backupsUnknown: say(
    'Hoe lang back-ups van dit systeem worden bewaard, is niet vastgelegd; vraag het ons.',
    'La durée de conservation des sauvegardes de ce système n’est pas établie ; demandez-la-nous.',
    'Wie lange Sicherungen dieses Systems aufbewahrt werden, ist nicht festgehalten; fragen Sie uns.',
    'How long backups of this system are kept is not laid down; ask us.',
  ),
  unread: say(
    'Niet doorzocht; hierover verklaren wij niets',
    'Non consulté ; nous n’attestons rien à ce sujet',
    'Nicht durchsucht; hierüber erklären wir nichts',
    'Not searched; we attest nothing about it',
  ),
  foundAfterwards: say(
    'Achteraf nog aangetroffen en niet gewist',
    'Encore trouvés après coup et non effacés',
    'Nachher noch gefunden und nicht gelöscht',
    'Found afterwards and not erased',
  ),
  signed: say(
    'Deze pagina geeft een ondertekend document weer. Ga na of het echt is met het document, de handtekening en de openbare sleutels van',
    'Cette page reproduit un document signé. Vérifiez-en l’authenticité avec le document, la signature et les clés publiques de',
    'Diese Seite gibt ein unterzeichnetes Dokument wieder. Prüfen Sie seine Echtheit mit dem Dokument, der Unterschrift und den öffentlichen Schlüsseln von',
    'This page shows a signed document. Check that it is genuine with the document, the signature and the public keys of',
  ),
  documentHash: say('Document (SHA-256)', 'Document (SHA-256)', 'Dokument (SHA-256)', 'Document (SHA-256)'),
  signature: say('Handtekening (JWS)', 'Signature (JWS)', 'Unterschrift (JWS)', 'Signature (JWS)'),
} as const

export const methodLabels: Readonly<Record<AttestedMethod, Labels>> = {
  ERASED: say('gewist', 'effacé', 'gelöscht', 'erased'),
  ERASED_IN_PART: say('gevraagde velden gewist', 'champs demandés effacés', 'verlangte Felder gelöscht', 'fields asked for erased'),
  DELETED_SOFT: say(
    'verwijderd, nog in de prullenbak',
    'supprimé, encore dans la corbeille',
    'gelöscht, noch im Papierkorb',
    'deleted, still in a recycle bin',
  ),
  ANONYMISED: say(
    'geanonimiseerd: persoonlijke velden leeggemaakt (FIELDS_EMPTIED)',
    'anonymisé : champs personnels vidés (FIELDS_EMPTIED)',
    'anonymisiert: persönliche Felder geleert (FIELDS_EMPTIED)',
    'anonymised: personal fields emptied (FIELDS_EMPTIED)',
  ),
  RECTIFIED: say('verbeterd', 'rectifié', 'berichtigt', 'rectified'),
  RETAINED: say('behouden', 'conservé', 'aufbewahrt', 'kept'),
  RESTRICTED: say(
    'beperkt: alleen nog bewaard, de rest leeggemaakt',
    'limité : seulement conservé, le reste vidé',
    'eingeschränkt: nur noch aufbewahrt, der Rest geleert',
    'restricted: only kept, the rest emptied',
  ),
  REFERRED: say('verwezen naar het register', 'renvoyé au registre', 'an das Register verwiesen', 'referred to the register'),
  FORWARDED: say('doorgegeven aan de klant', 'transmis au client', 'an den Kunden weitergeleitet', 'forwarded to the customer'),
  DONE_BY_HAND: say('met de hand gewist', 'effacé à la main', 'von Hand gelöscht', 'erased by hand'),
}

export const readBackLabels: Readonly<Record<ReadBack, Labels>> = {
  GONE: say('weg', 'disparu', 'weg', 'gone'),
  CHANGED: say('gewijzigd', 'modifié', 'geändert', 'changed'),
  STILL_PRESENT: say('nog aanwezig', 'encore présent', 'noch vorhanden', 'still there'),
  CANNOT_CHECK: say('niet na te gaan', 'non vérifiable', 'nicht prüfbar', 'cannot be checked'),
}

export const retentionGroundLabels: Readonly<Record<RetentionGround, Labels>> = {
  FREEDOM_OF_EXPRESSION: say('vrijheid van meningsuiting', 'liberté d’expression', 'Meinungsfreiheit', 'freedom of expression'),
  LEGAL_OBLIGATION: say('wettelijke verplichting', 'obligation légale', 'rechtliche Verpflichtung', 'legal obligation'),
  PUBLIC_HEALTH: say('volksgezondheid', 'santé publique', 'öffentliche Gesundheit', 'public health'),
  ARCHIVING: say('archivering en onderzoek', 'archivage et recherche', 'Archivierung und Forschung', 'archiving and research'),
  LEGAL_CLAIMS: say('rechtsvorderingen', 'droits en justice', 'Rechtsansprüche', 'legal claims'),
}

/** Roles as a reader knows them. HUB: under the approval of the erasure before, which the ledger proves. */
export const approverLabels: Readonly<Record<string, Labels>> = {
  DPO: say(
    'de functionaris voor gegevensbescherming',
    'le délégué à la protection des données',
    'den Datenschutzbeauftragten',
    'the data protection officer',
  ),
  CASE_HANDLER: say('een dossierbehandelaar', 'un gestionnaire de dossier', 'eine Sachbearbeitung', 'a case handler'),
  HUB: say(
    'de goedkeuring van de eerdere wissing',
    'l’approbation de l’effacement antérieur',
    'die Genehmigung der früheren Löschung',
    'the approval of the earlier erasure',
  ),
}
