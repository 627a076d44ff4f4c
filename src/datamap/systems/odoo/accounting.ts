import type { RecordTypeMap } from '../../data-map.js'
import { bookkeepingField, credential, derived, noted, paymentField, prose } from './regimes.js'

/** Invoices and payments: what the law makes the company keep. */
export const accountingTypes = {
  invoice: {
    labels: { NL: 'Factuur', FR: 'Facture', DE: 'Rechnung', EN: 'Invoice' },
    keptWhile: { field: 'state', values: ['posted', 'cancel'] },
    fields: {
      name: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Nummer', FR: 'Numéro', DE: 'Nummer', EN: 'Number' } }),
      invoice_date: bookkeepingField('TRANSACTION', 'DATE', { labels: { NL: 'Datum', FR: 'Date', DE: 'Datum', EN: 'Date' } }),
      invoice_date_due: bookkeepingField('TRANSACTION', 'DATE', {
        labels: { NL: 'Vervaldatum', FR: 'Échéance', DE: 'Fällig am', EN: 'Due date' },
      }),
      amount_total: bookkeepingField('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
      amount_residual: bookkeepingField('TRANSACTION', 'NUMBER', {
        labels: { NL: 'Openstaand', FR: 'Restant dû', DE: 'Offener Betrag', EN: 'Still due' },
      }),
      currency_id: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Munt', FR: 'Devise', DE: 'Währung', EN: 'Currency' } }),
      state: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' } }),
      payment_state: bookkeepingField('TRANSACTION', 'TEXT', {
        ...noted,
        labels: { NL: 'Betaling', FR: 'Paiement', DE: 'Zahlung', EN: 'Payment' },
      }),
      invoice_partner_display_name: bookkeepingField('PERSON_NAME', 'NAME', { ...derived, from: { full: 'invoice_partner_display_name' } }),
      invoice_source_email: bookkeepingField('EMAIL_ADDRESS', 'EMAIL', { origin: 'PROVIDED' }),
      ref: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Referentie', FR: 'Référence', DE: 'Referenz', EN: 'Reference' } }),
      payment_reference: bookkeepingField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Betaalmededeling', FR: 'Communication de paiement', DE: 'Verwendungszweck', EN: 'Payment reference' },
      }),
      narration: bookkeepingField('TRANSACTION', 'HTML', {
        ...prose,
        labels: { NL: 'Opmerkingen', FR: 'Remarques', DE: 'Bemerkungen', EN: 'Remarks' },
      }),
    },
  },
  'invoice-line': {
    labels: { NL: 'Factuurregel', FR: 'Ligne de facture', DE: 'Rechnungszeile', EN: 'Invoice line' },
    keptWhile: { field: 'parent_state', values: ['posted', 'cancel'] },
    fields: {
      name: bookkeepingField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Omschrijving', FR: 'Description', DE: 'Beschreibung', EN: 'Description' },
      }),
      quantity: bookkeepingField('TRANSACTION', 'NUMBER', { labels: { NL: 'Aantal', FR: 'Quantité', DE: 'Menge', EN: 'Quantity' } }),
      price_total: bookkeepingField('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
      date: bookkeepingField('TRANSACTION', 'DATE', { labels: { NL: 'Datum', FR: 'Date', DE: 'Datum', EN: 'Date' } }),
      parent_state: bookkeepingField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Toestand van de factuur', FR: 'État de la facture', DE: 'Zustand der Rechnung', EN: 'State of the invoice' },
      }),
    },
  },
  payment: {
    labels: { NL: 'Betaling', FR: 'Paiement', DE: 'Zahlung', EN: 'Payment' },
    fields: {
      name: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Nummer', FR: 'Numéro', DE: 'Nummer', EN: 'Number' } }),
      date: bookkeepingField('TRANSACTION', 'DATE', { labels: { NL: 'Datum', FR: 'Date', DE: 'Datum', EN: 'Date' } }),
      amount: bookkeepingField('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
      memo: bookkeepingField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Mededeling', FR: 'Communication', DE: 'Verwendungszweck', EN: 'Memo' },
      }),
      ref: bookkeepingField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Mededeling', FR: 'Communication', DE: 'Verwendungszweck', EN: 'Memo' },
      }),
      partner_bank_id: bookkeepingField('BANK_ACCOUNT', 'TEXT', { origin: 'PROVIDED' }),
    },
  },
  'online-payment': {
    labels: { NL: 'Online betaling', FR: 'Paiement en ligne', DE: 'Online-Zahlung', EN: 'Online payment' },
    fields: {
      partner_name: paymentField('PERSON_NAME', 'NAME', { from: { full: 'partner_name' }, erasure: 'ANONYMISE' }),
      partner_email: paymentField('EMAIL_ADDRESS', 'EMAIL', { erasure: 'ANONYMISE' }),
      partner_phone: paymentField('PHONE_NUMBER', 'PHONE', { erasure: 'ANONYMISE' }),
      postalAddress: paymentField('POSTAL_ADDRESS', 'ADDRESS', {
        erasure: 'ANONYMISE',
        from: {
          street: 'partner_address',
          postcode: 'partner_zip',
          city: 'partner_city',
          region: 'partner_state_id',
          country: 'partner_country_id',
        },
      }),
      amount: paymentField('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
      reference: paymentField('TRANSACTION', 'TEXT', {
        origin: 'DERIVED',
        labels: { NL: 'Referentie', FR: 'Référence', DE: 'Referenz', EN: 'Reference' },
      }),
      provider_reference: paymentField('TRANSACTION', 'TEXT', {
        origin: 'THIRD_PARTY',
        labels: {
          NL: 'Referentie van de betaaldienst',
          FR: 'Référence du prestataire',
          DE: 'Referenz des Zahlungsdienstes',
          EN: 'Reference of the payment service',
        },
      }),
      provider_code: paymentField('TRANSACTION', 'TEXT', {
        labels: { NL: 'Betaaldienst', FR: 'Prestataire de paiement', DE: 'Zahlungsdienst', EN: 'Payment service' },
      }),
      state: paymentField('TRANSACTION', 'TEXT', { ...noted, labels: { NL: 'Toestand', FR: 'État', DE: 'Zustand', EN: 'State' } }),
      create_date: paymentField('TRANSACTION', 'DATE_TIME', {
        ...noted,
        labels: { NL: 'Tijdstip', FR: 'Moment', DE: 'Zeitpunkt', EN: 'Moment' },
      }),
    },
  },
  'payment-token': {
    labels: { NL: 'Bewaarde betaalkaart', FR: 'Carte de paiement enregistrée', DE: 'Gespeicherte Zahlkarte', EN: 'Stored payment card' },
    fields: {
      payment_details: paymentField('BANK_ACCOUNT', 'TEXT', {
        erasure: 'DELETE_RECORD',
        labels: { NL: 'Laatste cijfers', FR: 'Derniers chiffres', DE: 'Letzte Ziffern', EN: 'Last digits' },
      }),
      create_date: credential('AUTH_TOKEN', 'METADATA'),
    },
  },
  'pos-order': {
    labels: { NL: 'Aankoop aan de kassa', FR: 'Achat en caisse', DE: 'Kassenkauf', EN: 'Purchase at the till' },
    fields: {
      name: bookkeepingField('TRANSACTION', 'TEXT', { labels: { NL: 'Nummer', FR: 'Numéro', DE: 'Nummer', EN: 'Number' } }),
      date_order: bookkeepingField('TRANSACTION', 'DATE_TIME', { labels: { NL: 'Tijdstip', FR: 'Moment', DE: 'Zeitpunkt', EN: 'Moment' } }),
      amount_total: bookkeepingField('TRANSACTION', 'NUMBER', { labels: { NL: 'Bedrag', FR: 'Montant', DE: 'Betrag', EN: 'Amount' } }),
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
