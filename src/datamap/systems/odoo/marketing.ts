import type { RecordTypeMap } from '../../data-map.js'
import { consentProof, credential, type FieldMaker, newsletter, noted, participation, prose, website, withRecord } from './regimes.js'

const moment = { NL: 'Tijdstip', FR: 'Moment', DE: 'Zeitpunkt', EN: 'Moment' }

/** Goes with its contact, in Odoo and by law: once nobody is on any list, an objection is proved by the register of objections. */
const subscription: FieldMaker = (category, format, own = {}) => consentProof(category, format, { ...own, ...withRecord })

/** Newsletters, objections, the website and what people answered. */
export const marketingTypes = {
  'newsletter-contact': {
    labels: { NL: 'Nieuwsbriefcontact', FR: 'Contact de newsletter', DE: 'Newsletter-Kontakt', EN: 'Newsletter contact' },
    fields: {
      name: newsletter('PERSON_NAME', 'NAME', { from: { full: 'name', given: 'first_name', family: 'last_name' } }),
      email: newsletter('EMAIL_ADDRESS', 'EMAIL'),
      company_name: newsletter('OCCUPATION', 'TEXT', { labels: { NL: 'Onderneming', FR: 'Entreprise', DE: 'Unternehmen', EN: 'Company' } }),
      country_id: newsletter('POSTAL_ADDRESS', 'TEXT', { labels: { NL: 'Land', FR: 'Pays', DE: 'Land', EN: 'Country' } }),
      is_blacklisted: consentProof('CONSENT_RECORD', 'BOOLEAN', { origin: 'DERIVED', erasure: 'FIX_SOURCE_FIELD' }),
    },
  },
  'newsletter-subscription': {
    labels: {
      NL: 'Inschrijving op een nieuwsbrief',
      FR: 'Inscription à une newsletter',
      DE: 'Newsletter-Abonnement',
      EN: 'Newsletter subscription',
    },
    fields: {
      list_id: subscription('CONSENT_RECORD', 'TEXT', { labels: { NL: 'Lijst', FR: 'Liste', DE: 'Liste', EN: 'List' } }),
      opt_out: subscription('CONSENT_RECORD', 'BOOLEAN', {
        labels: { NL: 'Uitgeschreven', FR: 'Désinscrit', DE: 'Abgemeldet', EN: 'Unsubscribed' },
      }),
      opt_out_datetime: subscription('CONSENT_RECORD', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Uitgeschreven op', FR: 'Désinscrit le', DE: 'Abgemeldet am', EN: 'Unsubscribed on' },
      }),
      opt_out_reason_id: subscription('CONSENT_RECORD', 'TEXT', { labels: { NL: 'Reden', FR: 'Raison', DE: 'Grund', EN: 'Reason' } }),
      create_date: subscription('CONSENT_RECORD', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Ingeschreven op', FR: 'Inscrit le', DE: 'Angemeldet am', EN: 'Subscribed on' },
      }),
    },
  },
  'mailing-trace': {
    labels: { NL: 'Verzonden mailing', FR: 'Mailing envoyé', DE: 'Versandtes Mailing', EN: 'Mailing sent' },
    fields: {
      email: newsletter('EMAIL_ADDRESS', 'EMAIL', { ...noted, retention: 'R-COOKIE' }),
      trace_status: newsletter('BROWSING_BEHAVIOUR', 'TEXT', {
        ...noted,
        retention: 'R-COOKIE',
        labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' },
      }),
      sent_datetime: newsletter('BROWSING_BEHAVIOUR', 'DATE_TIME', {
        ...noted,
        retention: 'R-COOKIE',
        labels: { NL: 'Verzonden op', FR: 'Envoyé le', DE: 'Versandt am', EN: 'Sent on' },
      }),
      open_datetime: newsletter('BROWSING_BEHAVIOUR', 'DATE_TIME', {
        ...noted,
        retention: 'R-COOKIE',
        labels: { NL: 'Geopend op', FR: 'Ouvert le', DE: 'Geöffnet am', EN: 'Opened on' },
      }),
      links_click_datetime: newsletter('BROWSING_BEHAVIOUR', 'DATE_TIME', {
        ...noted,
        retention: 'R-COOKIE',
        labels: { NL: 'Aangeklikt op', FR: 'Cliqué le', DE: 'Angeklickt am', EN: 'Clicked on' },
      }),
      reply_datetime: newsletter('BROWSING_BEHAVIOUR', 'DATE_TIME', {
        ...noted,
        retention: 'R-COOKIE',
        labels: { NL: 'Beantwoord op', FR: 'Répondu le', DE: 'Beantwortet am', EN: 'Answered on' },
      }),
    },
  },
  'mail-blacklist-entry': {
    labels: { NL: 'Bezwaar tegen mailings', FR: 'Opposition aux mailings', DE: 'Widerspruch gegen Mailings', EN: 'Objection to mailings' },
    fields: {
      email: consentProof('EMAIL_ADDRESS', 'EMAIL'),
      active: consentProof('CONSENT_RECORD', 'BOOLEAN', { labels: { NL: 'Van kracht', FR: 'En vigueur', DE: 'In Kraft', EN: 'In force' } }),
      opt_out_reason_id: consentProof('CONSENT_RECORD', 'TEXT', { labels: { NL: 'Reden', FR: 'Raison', DE: 'Grund', EN: 'Reason' } }),
      create_date: consentProof('CONSENT_RECORD', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Sinds', FR: 'Depuis', DE: 'Seit', EN: 'Since' },
      }),
    },
  },
  'phone-blacklist-entry': {
    labels: {
      NL: 'Bezwaar tegen sms en oproepen',
      FR: 'Opposition aux SMS et appels',
      DE: 'Widerspruch gegen SMS und Anrufe',
      EN: 'Objection to texts and calls',
    },
    fields: {
      number: consentProof('PHONE_NUMBER', 'PHONE'),
      active: consentProof('CONSENT_RECORD', 'BOOLEAN', { labels: { NL: 'Van kracht', FR: 'En vigueur', DE: 'In Kraft', EN: 'In force' } }),
      create_date: consentProof('CONSENT_RECORD', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Sinds', FR: 'Depuis', DE: 'Seit', EN: 'Since' },
      }),
    },
  },
  visitor: {
    labels: { NL: 'Bezoeker van de website', FR: 'Visiteur du site web', DE: 'Besucher der Website', EN: 'Website visitor' },
    fields: {
      country_id: website('LOCATION_DATA', 'TEXT', { origin: 'DERIVED', labels: { NL: 'Land', FR: 'Pays', DE: 'Land', EN: 'Country' } }),
      timezone: website('LOCATION_DATA', 'TEXT', { labels: { NL: 'Tijdzone', FR: 'Fuseau horaire', DE: 'Zeitzone', EN: 'Time zone' } }),
      lang_id: website('WEBSITE_ACTIVITY', 'TEXT', { labels: { NL: 'Taal', FR: 'Langue', DE: 'Sprache', EN: 'Language' } }),
      visit_count: website('WEBSITE_ACTIVITY', 'NUMBER', {
        labels: { NL: 'Aantal bezoeken', FR: 'Nombre de visites', DE: 'Anzahl Besuche', EN: 'Number of visits' },
      }),
      last_connection_datetime: website('WEBSITE_ACTIVITY', 'DATE_TIME', {
        labels: { NL: 'Laatste bezoek', FR: 'Dernière visite', DE: 'Letzter Besuch', EN: 'Last visit' },
      }),
      create_date: credential('AUTH_TOKEN', 'METADATA', {
        labels: { NL: 'Herkenningscookie', FR: 'Cookie de reconnaissance', DE: 'Wiedererkennungs-Cookie', EN: 'Recognition cookie' },
      }),
    },
  },
  'page-view': {
    labels: { NL: 'Bekeken pagina', FR: 'Page consultée', DE: 'Aufgerufene Seite', EN: 'Page viewed' },
    fields: {
      url: website('WEBSITE_ACTIVITY', 'TEXT', { labels: { NL: 'Adres', FR: 'Adresse', DE: 'Adresse', EN: 'Address' } }),
      visit_datetime: website('WEBSITE_ACTIVITY', 'DATE_TIME', { labels: moment }),
    },
  },
  rating: {
    labels: { NL: 'Beoordeling', FR: 'Évaluation', DE: 'Bewertung', EN: 'Rating' },
    fields: {
      rating: participation('OTHER_PROVIDED_DATA', 'NUMBER', { labels: { NL: 'Score', FR: 'Note', DE: 'Note', EN: 'Score' } }),
      feedback: participation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        labels: { NL: 'Opmerking', FR: 'Commentaire', DE: 'Kommentar', EN: 'Comment' },
      }),
      publisher_comment: participation('OTHER_PROVIDED_DATA', 'TEXT', {
        ...prose,
        origin: 'THIRD_PARTY',
        labels: {
          NL: 'Antwoord van het bedrijf',
          FR: 'Réponse de l’entreprise',
          DE: 'Antwort des Unternehmens',
          EN: 'Answer of the company',
        },
      }),
      create_date: participation('OTHER_PROVIDED_DATA', 'DATE_TIME', { ...noted, labels: moment }),
    },
  },
  survey: {
    labels: { NL: 'Enquête', FR: 'Enquête', DE: 'Umfrage', EN: 'Survey' },
    fields: {
      email: newsletter('EMAIL_ADDRESS', 'EMAIL'),
      nickname: newsletter('PERSON_NAME', 'NAME', { from: { full: 'nickname' } }),
      survey_id: newsletter('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        labels: { NL: 'Enquête', FR: 'Enquête', DE: 'Umfrage', EN: 'Survey' },
      }),
      create_date: newsletter('OTHER_PROVIDED_DATA', 'DATE_TIME', { ...noted, labels: moment }),
    },
  },
  'survey-answer': {
    labels: { NL: 'Antwoord op een enquête', FR: 'Réponse à une enquête', DE: 'Antwort auf eine Umfrage', EN: 'Answer to a survey' },
    fields: {
      question_id: newsletter('OTHER_PROVIDED_DATA', 'TEXT', {
        ...noted,
        labels: { NL: 'Vraag', FR: 'Question', DE: 'Frage', EN: 'Question' },
      }),
      answer: newsletter('OTHER_PROVIDED_DATA', 'TEXT', {
        from: ['value_char_box', 'value_text_box', 'value_numerical_box', 'value_date', 'value_datetime', 'suggested_answer_id'],
        labels: { NL: 'Antwoord', FR: 'Réponse', DE: 'Antwort', EN: 'Answer' },
      }),
    },
  },
  'event-registration': {
    labels: {
      NL: 'Inschrijving voor een evenement',
      FR: 'Inscription à un événement',
      DE: 'Anmeldung zu einer Veranstaltung',
      EN: 'Event registration',
    },
    fields: {
      name: participation('PERSON_NAME', 'NAME', { from: { full: 'name' } }),
      email: participation('EMAIL_ADDRESS', 'EMAIL'),
      phone: participation('PHONE_NUMBER', 'PHONE'),
      company_name: participation('OCCUPATION', 'TEXT'),
      event_id: participation('CONTRACT', 'TEXT', { labels: { NL: 'Evenement', FR: 'Événement', DE: 'Veranstaltung', EN: 'Event' } }),
      state: participation('CONTRACT', 'TEXT', { ...noted, labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' } }),
      create_date: participation('CONTRACT', 'DATE_TIME', { ...noted, labels: moment }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
