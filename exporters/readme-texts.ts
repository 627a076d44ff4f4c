import type { BundleKind } from '../src/vocabulary/bundle-state.js'
import type { CoverageAnswer, CoverageReason } from '../src/vocabulary/coverage.js'
import type { WithheldGround } from '../src/vocabulary/disclosure.js'
import type { Labels } from '../src/vocabulary/language.js'

function say(NL: string, FR: string, DE: string, EN: string): Labels {
  return { NL, FR, DE, EN }
}

/** What the README says. German is ours and awaits review by a lawyer who writes German. */
export const readmeTexts = {
  languageName: say('Nederlands', 'Français', 'Deutsch', 'English'),
  for: say('Voor', 'Pour', 'Für', 'For'),
  from: say('Van', 'De', 'Von', 'From'),
  made: say('Opgemaakt op', 'Établi le', 'Erstellt am', 'Made on'),
  isComplete: say(
    'Dit pakket is volledig: elke bron heeft geantwoord.',
    'Ce paquet est complet : chaque source a répondu.',
    'Dieses Paket ist vollständig: Jede Quelle hat geantwortet.',
    'This package is complete: every source has answered.',
  ),
  isPartial: say(
    'Dit pakket is NIET volledig. Wat ontbreekt en waarom staat hieronder; het kan later worden aangevuld.',
    'Ce paquet n’est PAS complet. Ce qui manque, et pourquoi, est indiqué ci-dessous ; il pourra être complété.',
    'Dieses Paket ist NICHT vollständig. Was fehlt und warum, steht unten; es kann später ergänzt werden.',
    'This package is NOT complete. What is missing, and why, is said below; it can be completed later.',
  ),
  cards: say('Wat over u bewaard wordt', 'Ce qui est conservé à votre sujet', 'Was über Sie gespeichert ist', 'What is held about you'),
  noCards: say(
    'Geen enkele bron heeft een kaart van u. Wat er verder is, staat in de bestanden hieronder.',
    'Aucune source n’a de fiche à votre nom. Le reste figure dans les fichiers ci-dessous.',
    'Keine Quelle hat eine Karte von Ihnen. Alles Weitere steht in den Dateien unten.',
    'No source has a card of you. All else is in the files below.',
  ),
  moreInProfile: say(
    'Dit zijn de eerste waarden; profile.json bevat ze alle.',
    'Ce sont les premières valeurs ; profile.json les contient toutes.',
    'Dies sind die ersten Werte; profile.json enthält alle.',
    'These are the first values; profile.json has them all.',
  ),
  existsOnly: say(
    'bestaat; de waarde zelf wordt niet getoond',
    'existe ; la valeur n’est pas montrée',
    'vorhanden; der Wert wird nicht gezeigt',
    'exists; the value itself is not shown',
  ),
  purposes: say('Waarvoor, en welke gegevens', 'Finalités et données', 'Zwecke und Daten', 'What for, and which data'),
  recipients: say('Ontvangers', 'Destinataires', 'Empfänger', 'Recipients'),
  retention: say('Hoe lang', 'Durée', 'Wie lange', 'How long'),
  rights: say('Uw rechten', 'Vos droits', 'Ihre Rechte', 'Your rights'),
  complaint: say('Klacht', 'Réclamation', 'Beschwerde', 'Complaint'),
  origin: say('Herkomst buiten u om', 'Sources autres que vous', 'Quellen außer Ihnen', 'Sources other than you'),
  decisions: say('Geautomatiseerde besluiten', 'Décisions automatisées', 'Automatisierte Entscheidungen', 'Automated decisions'),
  transfers: say('Doorgifte buiten de EER', 'Transferts hors EEE', 'Übermittlung außerhalb des EWR', 'Transfers outside the EEA'),
  contents: say('Inhoud', 'Contenu', 'Inhalt', 'Contents'),
  record: say('record', 'enregistrement', 'Datensatz', 'record'),
  records: say('records', 'enregistrements', 'Datensätze', 'records'),
  attachments: say(
    'Bijlagen en berichten, met naast elk bestand de oorspronkelijke naam',
    'Pièces jointes et messages, avec à côté de chaque fichier son nom d’origine',
    'Anlagen und Nachrichten, neben jeder Datei ihr ursprünglicher Name',
    'Attachments and messages, with the original name beside each file',
  ),
  profile: say(
    'Uw kaart in elke bron, elke waarde met herkomst, doel, rechtsgrond en bewaartermijn; al het andere staat in de bestanden per soort',
    'Votre fiche dans chaque source, chaque valeur avec origine, finalité, base juridique et durée de conservation ; tout le reste figure dans les fichiers par type',
    'Ihre Karte in jeder Quelle, jeder Wert mit Herkunft, Zweck, Rechtsgrundlage und Speicherdauer; alles Weitere steht in den Dateien je Art',
    'Your card in each source, every value with origin, purpose, legal basis and retention; all else is in the files by kind',
  ),
  statement: say(
    'De antwoorden van artikel 15 AVG',
    'Les réponses de l’article 15 du RGPD',
    'Die Auskünfte nach Artikel 15 DSGVO',
    'The answers of Article 15 GDPR',
  ),
  schemas: say('Wat elk veld betekent', 'La signification de chaque champ', 'Was jedes Feld bedeutet', 'What every field means'),
  csvWarning: say(
    'Open in een rekenblad alleen de bestanden in de map spreadsheet; de andere CSV-bestanden zijn voor programma’s. JSON is de referentie.',
    'Dans un tableur, n’ouvrez que les fichiers du dossier spreadsheet ; les autres CSV sont destinés aux programmes. Le JSON fait référence.',
    'Öffnen Sie in einer Tabellenkalkulation nur die Dateien im Ordner spreadsheet; die anderen CSV-Dateien sind für Programme. JSON ist maßgeblich.',
    'Open only the files in the folder spreadsheet in a spreadsheet; the other CSV files are for programs. JSON is the reference.',
  ),
  sources: say('Bronnen', 'Sources', 'Quellen', 'Sources'),
  withheld: say('Wat niet is opgenomen', 'Ce qui n’est pas repris', 'Was nicht enthalten ist', 'What is withheld'),
  nothingWithheld: say('Niets.', 'Rien.', 'Nichts.', 'Nothing.'),
  verify: say('Controleren', 'Vérifier', 'Prüfen', 'How to verify'),
  verifyText: say(
    'Pak het bestand uit en voer in de map de eerste opdracht uit; de tweede controleert ook de handtekening.',
    'Décompressez le fichier et exécutez la première commande dans le dossier ; la seconde vérifie aussi la signature.',
    'Entpacken Sie die Datei und führen Sie im Ordner den ersten Befehl aus; der zweite prüft auch die Unterschrift.',
    'Unpack the file and run the first command in its folder; the second also checks the signature.',
  ),
} as const

export const kindLabels: Readonly<Record<BundleKind, Labels>> = {
  ACCESS_COPY: say(
    'Kopie van uw gegevens (recht van inzage, artikel 15 AVG)',
    'Copie de vos données (droit d’accès, article 15 du RGPD)',
    'Kopie Ihrer Daten (Auskunftsrecht, Artikel 15 DSGVO)',
    'Copy of your data (right of access, Article 15 GDPR)',
  ),
  PORTABILITY: say(
    'Uw overdraagbare gegevens (artikel 20 AVG)',
    'Vos données portables (article 20 du RGPD)',
    'Ihre übertragbaren Daten (Artikel 20 DSGVO)',
    'Your portable data (Article 20 GDPR)',
  ),
  EVIDENCE: say('Bewijspakket', 'Dossier de preuves', 'Nachweispaket', 'Evidence pack'),
}

export const answerLabels: Readonly<Record<CoverageAnswer, Labels>> = {
  FOUND: say('gevonden', 'trouvé', 'gefunden', 'found'),
  NOTHING_FOUND: say('niets gevonden', 'rien trouvé', 'nichts gefunden', 'nothing found'),
  WITHHELD: say('niet meegedeeld', 'non communiqué', 'nicht mitgeteilt', 'withheld'),
  UNREACHABLE: say('niet bereikbaar', 'inaccessible', 'nicht erreichbar', 'unreachable'),
  NOT_COVERED: say('niet doorzocht', 'non couvert', 'nicht erfasst', 'not covered'),
  PENDING: say('nog geen antwoord', 'pas encore de réponse', 'noch keine Antwort', 'no answer yet'),
}

export const reasonLabels: Readonly<Record<CoverageReason, Labels>> = {
  TIMEOUT: say('geen antwoord binnen de tijd', 'pas de réponse à temps', 'keine Antwort in der Zeit', 'no answer in time'),
  THROTTLED: say('de bron remt af', 'la source limite les accès', 'die Quelle drosselt', 'the source throttles'),
  CREDENTIALS_REFUSED: say('toegang geweigerd', 'accès refusé', 'Zugang verweigert', 'access refused'),
  SYSTEM_ERROR: say('fout in de bron', 'erreur de la source', 'Fehler der Quelle', 'error in the source'),
  MALFORMED_ANSWER: say('onleesbaar antwoord', 'réponse illisible', 'unlesbare Antwort', 'unreadable answer'),
  CIRCUIT_OPEN: say('de bron viel eerder uit', 'la source était en panne', 'die Quelle war ausgefallen', 'the source had failed before'),
  PAUSED: say('gepauzeerd door de beheerder', 'mis en pause par l’exploitant', 'vom Betreiber angehalten', 'paused by the operator'),
  ABORTED: say('afgebroken', 'interrompu', 'abgebrochen', 'aborted'),
  NOT_SEARCHED: say('niet doorzocht', 'non consulté', 'nicht durchsucht', 'not searched'),
  NOT_INSTALLED: say('bestaat daar niet', 'n’y existe pas', 'dort nicht vorhanden', 'does not exist there'),
  SWITCHED_OFF: say(
    'niet doorzocht, door de beheerder beslist',
    'non couvert, par décision de l’exploitant',
    'nicht erfasst, vom Betreiber so entschieden',
    'not covered by the operator’s decision',
  ),
  NO_PERMISSION: say('geen toestemming', 'pas d’autorisation', 'keine Berechtigung', 'no permission'),
  RESULT_LIMIT: say('te veel resultaten', 'trop de résultats', 'zu viele Ergebnisse', 'too many results'),
  NOT_IMPORTED: say('nog niet ingelezen', 'pas encore importé', 'noch nicht eingelesen', 'not imported yet'),
  AWAITING_DECISION: say('wacht op een beslissing', 'en attente d’une décision', 'wartet auf eine Entscheidung', 'awaits a decision'),
  PROCESSOR_DATA: say(
    'beheerd voor een klant, die antwoordt',
    'traité pour un client, qui répond',
    'für einen Kunden verarbeitet, der antwortet',
    'held for a customer, who answers',
  ),
  NO_IDENTIFIER: say(
    'geen gegeven om op te zoeken',
    'aucun identifiant pour chercher',
    'keine Angabe für die Suche',
    'no identifier to search by',
  ),
}

export const groundLabels: Readonly<Record<WithheldGround, Labels>> = {
  RIGHTS_OF_OTHERS: say('rechten van anderen', 'droits d’autrui', 'Rechte anderer', 'rights of others'),
  NATIONAL_NUMBER: say('rijksregisternummer', 'numéro de registre national', 'Nationalregisternummer', 'national register number'),
  SECURITY: say('beveiliging', 'sécurité', 'Sicherheit', 'security'),
  OUTSIDE_PORTABILITY: say(
    'valt buiten overdraagbaarheid; zie de kopie van artikel 15',
    'hors portabilité ; voir la copie de l’article 15',
    'nicht übertragbar; siehe die Kopie nach Artikel 15',
    'outside portability; see the copy of Article 15',
  ),
  PROCESSOR_DATA: say(
    'beheerd voor een klant, die antwoordt',
    'traité pour un client, qui répond',
    'für einen Kunden verarbeitet, der antwortet',
    'held for a customer, who answers',
  ),
}
