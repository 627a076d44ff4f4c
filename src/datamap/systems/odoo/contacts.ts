import type { RecordTypeMap } from '../../data-map.js'
import {
  account,
  addressFrom,
  agreement,
  bankField,
  consentProof,
  credential,
  derived,
  erasableLog,
  inferred,
  mirrored,
  noted,
  prose,
  relation,
  securityLog,
  withRecord,
} from './regimes.js'

/** Cards of people, their bank accounts, and their way in. */
export const contactTypes = {
  contact: {
    labels: { NL: 'Contact', FR: 'Contact', DE: 'Kontakt', EN: 'Contact' },
    isCard: true,
    keptWith: {
      recordTypes: ['invoice', 'payment', 'pos-order', 'order', 'online-payment'],
      fields: ['name', 'postalAddress', 'vat', 'company_registry', 'employer'],
    },
    fields: {
      name: relation('PERSON_NAME', 'NAME', { from: { full: 'name' }, erasure: 'ANONYMISE' }),
      email: relation('EMAIL_ADDRESS', 'EMAIL'),
      phone: relation('PHONE_NUMBER', 'PHONE'),
      mobile: relation('PHONE_NUMBER', 'PHONE'),
      postalAddress: relation('POSTAL_ADDRESS', 'ADDRESS', { from: addressFrom() }),
      vat: relation('VAT_ENTERPRISE_NUMBER', 'ENTERPRISE_NUMBER', {
        retention: 'R-VAT',
        recipients: ['odoo', 'accountant', 'tax-authority'],
      }),
      company_registry: relation('VAT_ENTERPRISE_NUMBER', 'ENTERPRISE_NUMBER'),
      peppol_endpoint: relation('VAT_ENTERPRISE_NUMBER', 'TEXT', {
        labels: { NL: 'Peppol-adres', FR: 'Adresse Peppol', DE: 'Peppol-Adresse', EN: 'Peppol address' },
      }),
      industry_id: relation('ENTERPRISE_ACTIVITY', 'TEXT'),
      function: relation('OCCUPATION', 'TEXT'),
      employer: relation('OCCUPATION', 'TEXT', {
        from: ['parent_id'],
        labels: { NL: 'Werkt bij', FR: 'Travaille chez', DE: 'Arbeitet bei', EN: 'Works for' },
      }),
      title: relation('OTHER_PROVIDED_DATA', 'TEXT', { labels: { NL: 'Aanspreking', FR: 'Titre', DE: 'Anrede', EN: 'Title' } }),
      lang: relation('OTHER_PROVIDED_DATA', 'TEXT', { labels: { NL: 'Taal', FR: 'Langue', DE: 'Sprache', EN: 'Language' } }),
      tz: relation('LOCATION_DATA', 'TEXT', { labels: { NL: 'Tijdzone', FR: 'Fuseau horaire', DE: 'Zeitzone', EN: 'Time zone' } }),
      coordinates: relation('LOCATION_DATA', 'JSON', {
        ...derived,
        from: { latitude: 'partner_latitude', longitude: 'partner_longitude' },
        labels: {
          NL: 'Coördinaten van het adres',
          FR: 'Coordonnées de l’adresse',
          DE: 'Koordinaten der Anschrift',
          EN: 'Coordinates of the address',
        },
      }),
      website: relation('OTHER_PROVIDED_DATA', 'TEXT', { labels: { NL: 'Website', FR: 'Site web', DE: 'Website', EN: 'Website' } }),
      comment: relation('OTHER_PROVIDED_DATA', 'HTML', {
        ...prose,
        origin: 'THIRD_PARTY',
        labels: { NL: 'Notities', FR: 'Notes', DE: 'Notizen', EN: 'Notes' },
      }),
      ref: relation('CONTRACT', 'TEXT', {
        origin: 'DERIVED',
        labels: { NL: 'Klantnummer', FR: 'Numéro de client', DE: 'Kundennummer', EN: 'Customer number' },
      }),
      barcode: relation('OTHER_PROVIDED_DATA', 'TEXT', {
        origin: 'DERIVED',
        labels: { NL: 'Streepjescode', FR: 'Code-barres', DE: 'Strichcode', EN: 'Barcode' },
      }),
      trust: relation('CREDIT_SCORE', 'TEXT', {
        ...inferred,
        purposes: ['INVOICING'],
        labels: { NL: 'Betrouwbaarheid als betaler', FR: 'Fiabilité de paiement', DE: 'Zahlungsverhalten', EN: 'Trust as a payer' },
      }),
      credit_limit: relation('CREDIT_SCORE', 'NUMBER', {
        ...inferred,
        purposes: ['INVOICING'],
        labels: { NL: 'Kredietlimiet', FR: 'Limite de crédit', DE: 'Kreditlimit', EN: 'Credit limit' },
      }),
      total_invoiced: relation('TRANSACTION', 'NUMBER', {
        ...derived,
        purposes: ['INVOICING'],
        labels: { NL: 'Totaal gefactureerd', FR: 'Total facturé', DE: 'Gesamt in Rechnung gestellt', EN: 'Total invoiced' },
      }),
      is_blacklisted: consentProof('CONSENT_RECORD', 'BOOLEAN', {
        ...derived,
        labels: { NL: 'Geen mailings', FR: 'Pas de mailings', DE: 'Keine Mailings', EN: 'No mailings' },
      }),
      phone_blacklisted: consentProof('CONSENT_RECORD', 'BOOLEAN', {
        ...derived,
        labels: { NL: 'Geen sms of oproepen', FR: 'Ni SMS ni appels', DE: 'Keine SMS oder Anrufe', EN: 'No texts or calls' },
      }),
    },
  },
  'contact-address': {
    labels: { NL: 'Bijkomend adres', FR: 'Adresse supplémentaire', DE: 'Weitere Anschrift', EN: 'Further address' },
    fields: {
      name: relation('PERSON_NAME', 'NAME', { ...withRecord, from: { full: 'name' } }),
      email: relation('EMAIL_ADDRESS', 'EMAIL', withRecord),
      phone: relation('PHONE_NUMBER', 'PHONE', withRecord),
      mobile: relation('PHONE_NUMBER', 'PHONE', withRecord),
      postalAddress: relation('POSTAL_ADDRESS', 'ADDRESS', { ...withRecord, from: addressFrom() }),
      comment: relation('OTHER_PROVIDED_DATA', 'HTML', { ...prose, ...withRecord, origin: 'THIRD_PARTY' }),
    },
  },
  'bank-account': {
    labels: { NL: 'Bankrekening', FR: 'Compte bancaire', DE: 'Bankkonto', EN: 'Bank account' },
    fields: {
      acc_number: bankField('BANK_ACCOUNT', 'IBAN'),
      acc_holder_name: bankField('PERSON_NAME', 'NAME', { from: { full: 'acc_holder_name' } }),
      bank_name: bankField('BANK_ACCOUNT', 'TEXT', {
        ...derived,
        labels: { NL: 'Bank', FR: 'Banque', DE: 'Bank', EN: 'Bank' },
        disclosure: 'VALUE',
      }),
      bank_bic: bankField('BANK_ACCOUNT', 'TEXT', {
        ...derived,
        labels: { NL: 'BIC', FR: 'BIC', DE: 'BIC', EN: 'BIC' },
        disclosure: 'VALUE',
      }),
      note: bankField('OTHER_PROVIDED_DATA', 'TEXT', { ...prose, origin: 'THIRD_PARTY' }),
    },
  },
  'portal-user': {
    labels: { NL: 'Gebruikersaccount', FR: 'Compte utilisateur', DE: 'Benutzerkonto', EN: 'User account' },
    fields: {
      login: account('USERNAME', 'TEXT'),
      email: account('LOGIN_EMAIL', 'EMAIL', mirrored),
      name: account('PERSON_NAME', 'NAME', { ...mirrored, from: { full: 'name' } }),
      signature: account('OTHER_PROVIDED_DATA', 'HTML', {
        labels: { NL: 'Handtekening onder berichten', FR: 'Signature des messages', DE: 'Signatur', EN: 'Signature under messages' },
      }),
      out_of_office_message: account('OTHER_PROVIDED_DATA', 'HTML', {
        labels: { NL: 'Afwezigheidsbericht', FR: 'Message d’absence', DE: 'Abwesenheitsnotiz', EN: 'Out-of-office message' },
      }),
      login_date: securityLog('ACCESS_LOG', 'DATE_TIME', {
        labels: { NL: 'Laatste aanmelding', FR: 'Dernière connexion', DE: 'Letzte Anmeldung', EN: 'Last login' },
      }),
      password: credential('PASSWORD', 'METADATA', { from: ['login_date'] }),
      totp_enabled: credential('TWO_FACTOR_DATA', 'METADATA'),
      totp_trusted_device_ids: credential('TWO_FACTOR_DATA', 'METADATA'),
      auth_passkey_key_ids: credential('TWO_FACTOR_DATA', 'METADATA'),
      api_key_ids: credential('AUTH_TOKEN', 'METADATA'),
      share: account('CONTRACT', 'BOOLEAN', {
        ...derived,
        labels: { NL: 'Externe gebruiker', FR: 'Utilisateur externe', DE: 'Externer Benutzer', EN: 'External user' },
      }),
      create_date: account('ACCESS_LOG', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Account gemaakt op', FR: 'Compte créé le', DE: 'Konto erstellt am', EN: 'Account made on' },
      }),
    },
  },
  login: {
    labels: { NL: 'Aanmelding', FR: 'Connexion', DE: 'Anmeldung', EN: 'Login' },
    fields: { create_date: securityLog('ACCESS_LOG', 'DATE_TIME') },
  },
  device: {
    labels: { NL: 'Toestel en sessie', FR: 'Appareil et session', DE: 'Gerät und Sitzung', EN: 'Device and session' },
    fields: {
      ip_address: erasableLog('SECURITY_IP', 'IP_ADDRESS'),
      linked_ip_addresses: erasableLog('SECURITY_IP', 'TEXT'),
      place: erasableLog('LOCATION_DATA', 'PLACE', { from: { locality: 'city', country: 'country' }, origin: 'DERIVED' }),
      browser: erasableLog('DEVICE_INVENTORY', 'TEXT', { labels: { NL: 'Browser', FR: 'Navigateur', DE: 'Browser', EN: 'Browser' } }),
      platform: erasableLog('DEVICE_INVENTORY', 'TEXT', {
        labels: { NL: 'Besturingssysteem', FR: 'Système d’exploitation', DE: 'Betriebssystem', EN: 'Operating system' },
      }),
      device_type: erasableLog('DEVICE_INVENTORY', 'TEXT', {
        labels: { NL: 'Soort toestel', FR: 'Type d’appareil', DE: 'Geräteart', EN: 'Kind of device' },
      }),
      first_activity: erasableLog('ACCESS_LOG', 'DATE_TIME', {
        labels: { NL: 'Eerste activiteit', FR: 'Première activité', DE: 'Erste Aktivität', EN: 'First activity' },
      }),
      last_activity: erasableLog('ACCESS_LOG', 'DATE_TIME', {
        labels: { NL: 'Laatste activiteit', FR: 'Dernière activité', DE: 'Letzte Aktivität', EN: 'Last activity' },
      }),
      session: credential('AUTH_TOKEN', 'METADATA', { from: ['create_date'] }),
    },
  },
  'trusted-device': {
    labels: { NL: 'Vertrouwd toestel', FR: 'Appareil de confiance', DE: 'Vertrauenswürdiges Gerät', EN: 'Trusted device' },
    fields: {
      create_date: credential('TWO_FACTOR_DATA', 'METADATA'),
      expiration_date: credential('TWO_FACTOR_DATA', 'METADATA'),
    },
  },
  'api-key': {
    labels: { NL: 'API-sleutel', FR: 'Clé API', DE: 'API-Schlüssel', EN: 'API key' },
    fields: {
      create_date: credential('AUTH_TOKEN', 'METADATA'),
      expiration_date: credential('AUTH_TOKEN', 'METADATA'),
    },
  },
  order: {
    labels: { NL: 'Offerte of bestelling', FR: 'Devis ou commande', DE: 'Angebot oder Auftrag', EN: 'Quotation or order' },
    keptWhile: { field: 'state', values: ['sale', 'done'] },
    fields: {
      name: agreement('CONTRACT', 'TEXT', { origin: 'DERIVED', labels: { NL: 'Nummer', FR: 'Numéro', DE: 'Nummer', EN: 'Number' } }),
      date_order: agreement('CONTRACT', 'DATE_TIME', { labels: { NL: 'Datum', FR: 'Date', DE: 'Datum', EN: 'Date' } }),
      state: agreement('CONTRACT', 'TEXT', { origin: 'OBSERVED', labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' } }),
      amount_total: agreement('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
      client_order_ref: agreement('CONTRACT', 'TEXT', {
        labels: { NL: 'Referentie van de klant', FR: 'Référence du client', DE: 'Kundenreferenz', EN: 'Customer reference' },
      }),
      signed_by: agreement('PERSON_NAME', 'NAME', {
        from: { full: 'signed_by' },
        labels: { NL: 'Ondertekend door', FR: 'Signé par', DE: 'Unterzeichnet von', EN: 'Signed by' },
      }),
      signed_on: agreement('CONTRACT', 'DATE_TIME', {
        origin: 'OBSERVED',
        labels: { NL: 'Ondertekend op', FR: 'Signé le', DE: 'Unterzeichnet am', EN: 'Signed on' },
      }),
      note: agreement('CONTRACT', 'HTML', {
        ...prose,
        labels: {
          NL: 'Voorwaarden en opmerkingen',
          FR: 'Conditions et remarques',
          DE: 'Bedingungen und Bemerkungen',
          EN: 'Terms and remarks',
        },
      }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
