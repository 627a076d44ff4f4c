import type { RecordTypeMap } from '../../data-map.js'
import {
  addressFrom,
  correspondence,
  credential,
  derived,
  erasableLog,
  inferred,
  noted,
  notedWith,
  participation,
  prose,
  prospect,
  relation,
  support,
} from './regimes.js'

const moment = { NL: 'Tijdstip', FR: 'Moment', DE: 'Zeitpunkt', EN: 'Moment' }
const subject = { NL: 'Onderwerp', FR: 'Sujet', DE: 'Betreff', EN: 'Subject' }
const text = { NL: 'Tekst', FR: 'Texte', DE: 'Text', EN: 'Text' }
const description = { NL: 'Beschrijving', FR: 'Description', DE: 'Beschreibung', EN: 'Description' }

/** What people asked, wrote and planned with the company. */
export const correspondenceTypes = {
  lead: {
    labels: {
      NL: 'Aanvraag of verkoopkans',
      FR: 'Demande ou opportunité',
      DE: 'Anfrage oder Verkaufschance',
      EN: 'Enquiry or opportunity',
    },
    fields: {
      contact_name: prospect('PERSON_NAME', 'NAME', { from: { full: 'contact_name' } }),
      email_from: prospect('EMAIL_ADDRESS', 'EMAIL'),
      email_cc: prospect('EMAIL_ADDRESS', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        labels: { NL: 'In kopie', FR: 'En copie', DE: 'In Kopie', EN: 'In copy' },
      }),
      phone: prospect('PHONE_NUMBER', 'PHONE'),
      mobile: prospect('PHONE_NUMBER', 'PHONE'),
      postalAddress: prospect('POSTAL_ADDRESS', 'ADDRESS', { from: addressFrom() }),
      function: prospect('OCCUPATION', 'TEXT'),
      partner_name: prospect('ENTERPRISE_ACTIVITY', 'TEXT', {
        labels: { NL: 'Onderneming', FR: 'Entreprise', DE: 'Unternehmen', EN: 'Company' },
      }),
      website: prospect('OTHER_PROVIDED_DATA', 'TEXT', { labels: { NL: 'Website', FR: 'Site web', DE: 'Website', EN: 'Website' } }),
      name: prospect('OTHER_PROVIDED_DATA', 'TEXT', { labels: subject }),
      description: prospect('OTHER_PROVIDED_DATA', 'HTML', { ...prose, labels: description }),
      referred: prospect('OTHER_PROVIDED_DATA', 'TEXT', {
        origin: 'THIRD_PARTY',
        labels: { NL: 'Doorverwezen door', FR: 'Recommandé par', DE: 'Empfohlen von', EN: 'Referred by' },
      }),
      campaign: prospect('CROSS_SITE_BROWSING', 'TEXT', {
        ...noted,
        from: ['campaign_id', 'source_id', 'medium_id'],
        legalBasis: 'CONSENT',
        labels: { NL: 'Campagne en bron', FR: 'Campagne et source', DE: 'Kampagne und Quelle', EN: 'Campaign and source' },
      }),
      automated_probability: prospect('AUTOMATED_DECISION', 'NUMBER', {
        ...inferred,
        rectifiable: { mode: 'NO', reason: 'Odoo computes it from the other fields and from past sales.' },
        labels: { NL: 'Berekende slaagkans', FR: 'Probabilité calculée', DE: 'Berechnete Wahrscheinlichkeit', EN: 'Computed probability' },
      }),
      create_date: prospect('OTHER_PROVIDED_DATA', 'DATE_TIME', { ...noted, labels: moment }),
    },
  },
  task: {
    labels: { NL: 'Taak', FR: 'Tâche', DE: 'Aufgabe', EN: 'Task' },
    fields: {
      name: support('SUPPORT_TICKET', 'TEXT', { erasure: 'ANONYMISE', labels: subject }),
      description: support('SUPPORT_TICKET', 'HTML', { ...prose, labels: description }),
      earlierDescriptions: support('SUPPORT_TICKET', 'METADATA', {
        ...notedWith,
        from: ['html_field_history_metadata'],
        labels: { NL: 'Eerdere beschrijvingen', FR: 'Descriptions antérieures', DE: 'Frühere Beschreibungen', EN: 'Earlier descriptions' },
      }),
      partner_name: support('PERSON_NAME', 'NAME', { from: { full: 'partner_name' } }),
      email_from: support('EMAIL_ADDRESS', 'EMAIL'),
      email_cc: support('EMAIL_ADDRESS', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        labels: { NL: 'In kopie', FR: 'En copie', DE: 'In Kopie', EN: 'In copy' },
      }),
      partner_phone: support('PHONE_NUMBER', 'PHONE'),
      partner_company_name: support('ENTERPRISE_ACTIVITY', 'TEXT', {
        labels: { NL: 'Onderneming', FR: 'Entreprise', DE: 'Unternehmen', EN: 'Company' },
      }),
      create_date: support('SUPPORT_TICKET', 'DATE_TIME', { ...notedWith, labels: moment }),
    },
  },
  ticket: {
    labels: { NL: 'Helpdeskticket', FR: 'Ticket d’assistance', DE: 'Support-Ticket', EN: 'Helpdesk ticket' },
    fields: {
      name: support('SUPPORT_TICKET', 'TEXT', { erasure: 'ANONYMISE', labels: subject }),
      description: support('SUPPORT_TICKET', 'HTML', { ...prose, labels: description }),
      partner_name: support('PERSON_NAME', 'NAME', { from: { full: 'partner_name' } }),
      partner_email: support('EMAIL_ADDRESS', 'EMAIL'),
      partner_phone: support('PHONE_NUMBER', 'PHONE'),
      create_date: support('SUPPORT_TICKET', 'DATE_TIME', { ...notedWith, labels: moment }),
    },
  },
  message: {
    labels: { NL: 'Bericht', FR: 'Message', DE: 'Nachricht', EN: 'Message' },
    fields: {
      date: correspondence('OTHER_PROVIDED_DATA', 'DATE_TIME', { origin: 'OBSERVED', labels: moment }),
      subject: correspondence('OTHER_PROVIDED_DATA', 'TEXT', { ...prose, labels: subject }),
      body: correspondence('OTHER_PROVIDED_DATA', 'HTML', { ...prose, labels: text }),
      email_from: correspondence('EMAIL_ADDRESS', 'TEXT', {
        ...prose,
        labels: { NL: 'Afzender', FR: 'Expéditeur', DE: 'Absender', EN: 'Sender' },
      }),
      recipients: correspondence('EMAIL_ADDRESS', 'TEXT', {
        ...prose,
        from: ['incoming_email_to', 'incoming_email_cc', 'outgoing_email_to'],
        labels: { NL: 'Geadresseerden', FR: 'Destinataires', DE: 'Empfänger', EN: 'Addressees' },
      }),
      message_type: correspondence('OTHER_PROVIDED_DATA', 'TEXT', {
        origin: 'OBSERVED',
        labels: { NL: 'Soort', FR: 'Type', DE: 'Art', EN: 'Kind' },
      }),
    },
  },
  change: {
    labels: { NL: 'Vroegere waarde', FR: 'Ancienne valeur', DE: 'Früherer Wert', EN: 'Former value' },
    fields: {
      field_id: relation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        erasure: 'DELETE_RECORD',
        labels: { NL: 'Veld', FR: 'Champ', DE: 'Feld', EN: 'Field' },
      }),
      formerValue: relation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        erasure: 'DELETE_RECORD',
        from: ['old_value_char', 'old_value_text'],
        labels: { NL: 'Vroegere waarde', FR: 'Ancienne valeur', DE: 'Früherer Wert', EN: 'Former value' },
      }),
      newValue: relation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        erasure: 'DELETE_RECORD',
        from: ['new_value_char', 'new_value_text'],
        labels: { NL: 'Nieuwe waarde', FR: 'Nouvelle valeur', DE: 'Neuer Wert', EN: 'New value' },
      }),
      create_date: relation('OTHER_PROVIDED_DATA', 'DATE_TIME', { ...noted, erasure: 'DELETE_RECORD', labels: moment }),
    },
  },
  follower: {
    labels: { NL: 'Volgt een document', FR: 'Suit un document', DE: 'Folgt einem Dokument', EN: 'Follows a document' },
    fields: {
      name: correspondence('PERSON_NAME', 'NAME', { ...derived, from: { full: 'name' } }),
      email: correspondence('EMAIL_ADDRESS', 'EMAIL', derived),
      res_model: correspondence('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        labels: { NL: 'Soort document', FR: 'Type de document', DE: 'Art des Dokuments', EN: 'Kind of document' },
      }),
    },
  },
  notification: {
    labels: { NL: 'Melding van een bericht', FR: 'Notification d’un message', DE: 'Benachrichtigung', EN: 'Notification of a message' },
    fields: {
      notification_type: erasableLog('ACCESS_LOG', 'TEXT', {
        purposes: ['CORRESPONDENCE'],
        labels: { NL: 'Kanaal', FR: 'Canal', DE: 'Kanal', EN: 'Channel' },
      }),
      notification_status: erasableLog('ACCESS_LOG', 'TEXT', {
        purposes: ['CORRESPONDENCE'],
        labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' },
      }),
      read_date: erasableLog('ACCESS_LOG', 'DATE_TIME', {
        purposes: ['CORRESPONDENCE'],
        labels: { NL: 'Gelezen op', FR: 'Lu le', DE: 'Gelesen am', EN: 'Read on' },
      }),
      mail_email_address: erasableLog('EMAIL_ADDRESS', 'EMAIL', { purposes: ['CORRESPONDENCE'] }),
      sms_number: erasableLog('PHONE_NUMBER', 'PHONE', { purposes: ['CORRESPONDENCE'] }),
    },
  },
  activity: {
    labels: { NL: 'Geplande activiteit', FR: 'Activité planifiée', DE: 'Geplante Aktivität', EN: 'Planned activity' },
    fields: {
      summary: correspondence('OTHER_PROVIDED_DATA', 'TEXT', { ...prose, origin: 'THIRD_PARTY', labels: subject }),
      note: correspondence('OTHER_PROVIDED_DATA', 'HTML', { ...prose, origin: 'THIRD_PARTY', labels: text }),
      feedback: correspondence('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        labels: { NL: 'Resultaat', FR: 'Résultat', DE: 'Ergebnis', EN: 'Feedback' },
      }),
      date_deadline: correspondence('OTHER_PROVIDED_DATA', 'DATE', {
        origin: 'THIRD_PARTY',
        labels: { NL: 'Gepland op', FR: 'Prévu le', DE: 'Geplant am', EN: 'Planned on' },
      }),
    },
  },
  'chat-guest': {
    labels: { NL: 'Bezoeker van de chat', FR: 'Visiteur du chat', DE: 'Chat-Gast', EN: 'Chat guest' },
    fields: {
      name: participation('PERSON_NAME', 'NAME', { from: { full: 'name' } }),
      email: participation('EMAIL_ADDRESS', 'EMAIL'),
      country_id: participation('LOCATION_DATA', 'TEXT', { ...derived, legalBasis: 'LEGITIMATE_INTERESTS' }),
      timezone: participation('LOCATION_DATA', 'TEXT', { ...noted, legalBasis: 'LEGITIMATE_INTERESTS' }),
      create_date: credential('AUTH_TOKEN', 'METADATA'),
    },
  },
  'chat-membership': {
    labels: {
      NL: 'Deelname aan een gesprek',
      FR: 'Participation à une discussion',
      DE: 'Teilnahme an einem Gespräch',
      EN: 'Membership of a conversation',
    },
    fields: {
      channel_id: participation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        ...prose,
        labels: { NL: 'Gesprek', FR: 'Discussion', DE: 'Gespräch', EN: 'Conversation' },
      }),
      last_seen_dt: erasableLog('ACCESS_LOG', 'DATE_TIME', { purposes: ['SUPPORT'] }),
    },
  },
  'text-message': {
    labels: { NL: 'Sms', FR: 'SMS', DE: 'SMS', EN: 'Text message' },
    fields: {
      number: correspondence('PHONE_NUMBER', 'PHONE'),
      body: correspondence('OTHER_PROVIDED_DATA', 'TEXT', { ...prose, labels: text }),
      state: correspondence('OTHER_PROVIDED_DATA', 'TEXT', {
        origin: 'OBSERVED',
        labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' },
      }),
      create_date: correspondence('OTHER_PROVIDED_DATA', 'DATE_TIME', { origin: 'OBSERVED', labels: moment }),
    },
  },
  letter: {
    labels: { NL: 'Brief met de post', FR: 'Lettre postale', DE: 'Brief per Post', EN: 'Letter by post' },
    fields: {
      postalAddress: correspondence('POSTAL_ADDRESS', 'ADDRESS', { from: addressFrom() }),
      state: correspondence('OTHER_PROVIDED_DATA', 'TEXT', {
        origin: 'OBSERVED',
        labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' },
      }),
      create_date: correspondence('OTHER_PROVIDED_DATA', 'DATE_TIME', { origin: 'OBSERVED', labels: moment }),
    },
  },
  'calendar-event': {
    labels: { NL: 'Afspraak', FR: 'Rendez-vous', DE: 'Termin', EN: 'Appointment' },
    fields: {
      name: correspondence('OTHER_PROVIDED_DATA', 'TEXT', { ...prose, rectifiable: { mode: 'YES' }, labels: subject }),
      description: correspondence('OTHER_PROVIDED_DATA', 'HTML', { ...prose, rectifiable: { mode: 'YES' }, labels: description }),
      notes: correspondence('OTHER_PROVIDED_DATA', 'HTML', {
        ...prose,
        rectifiable: { mode: 'YES' },
        labels: { NL: 'Notities', FR: 'Notes', DE: 'Notizen', EN: 'Notes' },
      }),
      location: correspondence('LOCATION_DATA', 'TEXT', {
        rectifiable: { mode: 'YES' },
        labels: { NL: 'Plaats', FR: 'Lieu', DE: 'Ort', EN: 'Place' },
      }),
      start: correspondence('OTHER_PROVIDED_DATA', 'DATE_TIME', { labels: { NL: 'Begin', FR: 'Début', DE: 'Beginn', EN: 'Start' } }),
      stop: correspondence('OTHER_PROVIDED_DATA', 'DATE_TIME', { labels: { NL: 'Einde', FR: 'Fin', DE: 'Ende', EN: 'End' } }),
    },
  },
  attendance: {
    labels: {
      NL: 'Deelname aan een afspraak',
      FR: 'Participation à un rendez-vous',
      DE: 'Teilnahme an einem Termin',
      EN: 'Attendance of an appointment',
    },
    fields: {
      common_name: correspondence('PERSON_NAME', 'NAME', { ...derived, from: { full: 'common_name' } }),
      email: correspondence('EMAIL_ADDRESS', 'EMAIL', derived),
      phone: correspondence('PHONE_NUMBER', 'PHONE', derived),
      state: correspondence('OTHER_PROVIDED_DATA', 'TEXT', { labels: { NL: 'Antwoord', FR: 'Réponse', DE: 'Antwort', EN: 'Answer' } }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
