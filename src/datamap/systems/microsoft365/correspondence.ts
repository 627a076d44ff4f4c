import type { FieldMap, RecordTypeMap } from '../../data-map.js'
import type { Labels } from '../../../vocabulary/language.js'
import { appointment, correspondence, correspondent, document, type SharedFacts } from './facts.js'

/** Written by somebody, and perhaps about somebody else. */
function written(facts: SharedFacts, labels: Labels): FieldMap {
  return { ...facts, category: 'OTHER_PROVIDED_DATA', format: 'TEXT', freeText: true, labels }
}

function moment(facts: SharedFacts, labels: Labels): FieldMap {
  return { ...facts, category: 'OTHER_PROVIDED_DATA', format: 'DATE_TIME', labels }
}

const subject: Labels = { NL: 'Onderwerp', FR: 'Objet', DE: 'Betreff', EN: 'Subject' }
const text: Labels = { NL: 'Tekst', FR: 'Texte', DE: 'Text', EN: 'Text' }
const preview: Labels = { NL: 'Begin van de tekst', FR: 'Début du texte', DE: 'Textanfang', EN: 'Start of the text' }

/** What people wrote to each other, planned together and put into files. */
export const correspondenceTypes = {
  correspondent: {
    labels: { NL: 'Correspondent', FR: 'Correspondant', DE: 'Korrespondent', EN: 'Correspondent' },
    fields: {
      address: { ...correspondent, category: 'EMAIL_ADDRESS', format: 'EMAIL' },
      name: { ...correspondent, category: 'PERSON_NAME', format: 'NAME' },
    },
  },
  message: {
    labels: { NL: 'E-mailbericht', FR: 'Courriel', DE: 'E-Mail', EN: 'E-mail message' },
    fields: {
      subject: written(correspondence, subject),
      'body.content': written(correspondence, text),
      bodyPreview: written(correspondence, preview),
      'from.emailAddress.address': written(correspondence, { NL: 'Van', FR: 'De', DE: 'Von', EN: 'From' }),
      'toRecipients.emailAddress.address': written(correspondence, { NL: 'Aan', FR: 'À', DE: 'An', EN: 'To' }),
      'ccRecipients.emailAddress.address': written(correspondence, { NL: 'Kopie aan', FR: 'Copie à', DE: 'Kopie an', EN: 'Copied to' }),
      'bccRecipients.emailAddress.address': written(correspondence, {
        NL: 'Blinde kopie aan',
        FR: 'Copie cachée à',
        DE: 'Blindkopie an',
        EN: 'Blind copy to',
      }),
      sentDateTime: moment(correspondence, { NL: 'Verzonden op', FR: 'Envoyé le', DE: 'Gesendet am', EN: 'Sent at' }),
      receivedDateTime: moment(correspondence, { NL: 'Ontvangen op', FR: 'Reçu le', DE: 'Empfangen am', EN: 'Received at' }),
    },
  },
  event: {
    labels: { NL: 'Afspraak', FR: 'Rendez-vous', DE: 'Termin', EN: 'Appointment' },
    fields: {
      subject: written(appointment, subject),
      'body.content': written(appointment, text),
      bodyPreview: written(appointment, preview),
      'organizer.emailAddress.address': written(appointment, { NL: 'Organisator', FR: 'Organisateur', DE: 'Organisator', EN: 'Organiser' }),
      'attendees.emailAddress.address': written(appointment, { NL: 'Deelnemers', FR: 'Participants', DE: 'Teilnehmer', EN: 'Attendees' }),
      'start.dateTime': moment(appointment, { NL: 'Begin', FR: 'Début', DE: 'Beginn', EN: 'Start' }),
      'end.dateTime': moment(appointment, { NL: 'Einde', FR: 'Fin', DE: 'Ende', EN: 'End' }),
      'location.displayName': { ...appointment, category: 'LOCATION_DATA', format: 'TEXT' },
    },
  },
  file: {
    labels: { NL: 'Bestand', FR: 'Fichier', DE: 'Datei', EN: 'File' },
    fields: {
      name: {
        ...document,
        category: 'OTHER_PROVIDED_DATA',
        format: 'TEXT',
        labels: { NL: 'Bestandsnaam', FR: 'Nom du fichier', DE: 'Dateiname', EN: 'File name' },
      },
      description: written(document, { NL: 'Omschrijving', FR: 'Description', DE: 'Beschreibung', EN: 'Description' }),
      'file.mimeType': {
        ...document,
        category: 'OTHER_PROVIDED_DATA',
        format: 'TEXT',
        labels: { NL: 'Soort bestand', FR: 'Type de fichier', DE: 'Dateityp', EN: 'Kind of file' },
      },
      'createdBy.user.displayName': written(document, { NL: 'Gemaakt door', FR: 'Créé par', DE: 'Erstellt von', EN: 'Made by' }),
      'lastModifiedBy.user.displayName': written(document, {
        NL: 'Gewijzigd door',
        FR: 'Modifié par',
        DE: 'Geändert von',
        EN: 'Changed by',
      }),
      createdDateTime: moment(document, { NL: 'Gemaakt op', FR: 'Créé le', DE: 'Erstellt am', EN: 'Made at' }),
      lastModifiedDateTime: moment(document, { NL: 'Gewijzigd op', FR: 'Modifié le', DE: 'Geändert am', EN: 'Changed at' }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
