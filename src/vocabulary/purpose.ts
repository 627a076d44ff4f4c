import type { Labels } from './language.js'

/** What the controller processes data for (Art. 13(1)(c), 15(1)(a), 30(1)(b)). */
export const Purpose = {
  CUSTOMER_RELATIONSHIP: 'CUSTOMER_RELATIONSHIP',
  CONTRACT_PERFORMANCE: 'CONTRACT_PERFORMANCE',
  INVOICING: 'INVOICING',
  SUPPORT: 'SUPPORT',
  CORRESPONDENCE: 'CORRESPONDENCE',
  COLLABORATION: 'COLLABORATION',
  MARKETING: 'MARKETING',
  WEBSITE: 'WEBSITE',
  SECURITY: 'SECURITY',
  PERSONNEL: 'PERSONNEL',
  RECRUITMENT: 'RECRUITMENT',
  REGISTER_CHECK: 'REGISTER_CHECK',
  RIGHTS_HANDLING: 'RIGHTS_HANDLING',
} as const
export type Purpose = (typeof Purpose)[keyof typeof Purpose]

export const purposeLabels: Readonly<Record<Purpose, Labels>> = {
  CUSTOMER_RELATIONSHIP: {
    NL: 'Klanten- en relatiebeheer',
    FR: 'Gestion de la relation client',
    DE: 'Pflege der Kundenbeziehung',
    EN: 'Customer relationship',
  },
  CONTRACT_PERFORMANCE: {
    NL: 'Uitvoering van de overeenkomst',
    FR: 'Exécution du contrat',
    DE: 'Vertragserfüllung',
    EN: 'Performance of the contract',
  },
  INVOICING: {
    NL: 'Facturatie en boekhouding',
    FR: 'Facturation et comptabilité',
    DE: 'Rechnungsstellung und Buchhaltung',
    EN: 'Invoicing and accounting',
  },
  SUPPORT: { NL: 'Ondersteuning en helpdesk', FR: 'Assistance et support', DE: 'Support und Helpdesk', EN: 'Support and helpdesk' },
  CORRESPONDENCE: { NL: 'Briefwisseling', FR: 'Correspondance', DE: 'Schriftverkehr', EN: 'Correspondence' },
  COLLABORATION: {
    NL: 'Samenwerken en documenten delen',
    FR: 'Collaboration et partage de documents',
    DE: 'Zusammenarbeit und Dokumentenaustausch',
    EN: 'Collaboration and document sharing',
  },
  MARKETING: { NL: 'Direct marketing', FR: 'Marketing direct', DE: 'Direktwerbung', EN: 'Direct marketing' },
  WEBSITE: { NL: 'Werking van de website', FR: 'Fonctionnement du site web', DE: 'Betrieb der Website', EN: 'Running the website' },
  SECURITY: { NL: 'Beveiliging van systemen', FR: 'Sécurité des systèmes', DE: 'Systemsicherheit', EN: 'Security of systems' },
  PERSONNEL: { NL: 'Personeelsbeheer', FR: 'Gestion du personnel', DE: 'Personalverwaltung', EN: 'Personnel administration' },
  RECRUITMENT: { NL: 'Werving en selectie', FR: 'Recrutement', DE: 'Personalbeschaffung', EN: 'Recruitment' },
  REGISTER_CHECK: {
    NL: 'Nazicht van ondernemingsgegevens',
    FR: 'Vérification des données d’entreprise',
    DE: 'Prüfung von Unternehmensdaten',
    EN: 'Checking enterprise data',
  },
  RIGHTS_HANDLING: {
    NL: 'Behandeling van privacyverzoeken',
    FR: 'Traitement des demandes relatives à la vie privée',
    DE: 'Bearbeitung von Datenschutzanträgen',
    EN: 'Handling privacy requests',
  },
}
