import type { RecordTypeMap } from '../../data-map.js'
import { credential, securityLog } from './facts.js'

/** What exists around an account: who logged in from where, and with which methods. */
export const activity = {
  'sign-in': {
    labels: { NL: 'Aanmelding', FR: 'Connexion', DE: 'Anmeldung', EN: 'Sign-in' },
    fields: {
      createdDateTime: { ...securityLog, category: 'ACCESS_LOG', format: 'DATE_TIME' },
      appDisplayName: {
        ...securityLog,
        category: 'ACCESS_LOG',
        format: 'TEXT',
        labels: { NL: 'Toepassing', FR: 'Application', DE: 'Anwendung', EN: 'Application' },
      },
      clientAppUsed: {
        ...securityLog,
        category: 'ACCESS_LOG',
        format: 'TEXT',
        labels: { NL: 'Soort toegang', FR: 'Type d’accès', DE: 'Zugangsart', EN: 'Kind of access' },
      },
      'status.errorCode': {
        ...securityLog,
        category: 'ACCESS_LOG',
        format: 'NUMBER',
        labels: { NL: 'Resultaatcode', FR: 'Code de résultat', DE: 'Ergebniscode', EN: 'Result code' },
      },
      conditionalAccessStatus: {
        ...securityLog,
        category: 'ACCESS_LOG',
        format: 'TEXT',
        labels: { NL: 'Toegangsbeleid', FR: 'Politique d’accès', DE: 'Zugriffsrichtlinie', EN: 'Access policy' },
      },
      riskDetail: {
        ...securityLog,
        category: 'ACCESS_LOG',
        format: 'TEXT',
        origin: 'INFERRED',
        labels: { NL: 'Risico-inschatting', FR: 'Évaluation du risque', DE: 'Risikoeinschätzung', EN: 'Risk assessment' },
      },
      userPrincipalName: { ...securityLog, category: 'LOGIN_EMAIL', format: 'EMAIL' },
      ipAddress: { ...securityLog, category: 'SECURITY_IP', format: 'IP_ADDRESS' },
      place: {
        ...securityLog,
        category: 'LOCATION_DATA',
        format: 'PLACE',
        origin: 'DERIVED',
        from: { locality: 'location.city', country: 'location.countryOrRegion' },
      },
      'location.geoCoordinates': { ...securityLog, category: 'LOCATION_DATA', format: 'JSON', origin: 'DERIVED' },
      'deviceDetail.displayName': { ...securityLog, category: 'DEVICE_INVENTORY', format: 'TEXT' },
      'deviceDetail.operatingSystem': { ...securityLog, category: 'DEVICE_INVENTORY', format: 'TEXT' },
      'deviceDetail.browser': { ...securityLog, category: 'DEVICE_INVENTORY', format: 'TEXT' },
    },
  },
  'authentication-method': {
    labels: { NL: 'Aanmeldmethode', FR: 'Méthode d’authentification', DE: 'Authentifizierungsmethode', EN: 'Authentication method' },
    fields: {
      secondFactor: { ...credential, category: 'TWO_FACTOR_DATA', format: 'METADATA' },
      password: { ...credential, category: 'PASSWORD', format: 'METADATA' },
      windowsHello: { ...credential, category: 'BIOMETRIC', format: 'METADATA', legalBasis: 'CONSENT', retention: 'R-BIO' },
      phoneNumber: { ...credential, category: 'PHONE_NUMBER', format: 'PHONE' },
      emailAddress: { ...credential, category: 'LOGIN_EMAIL', format: 'EMAIL' },
      displayName: { ...credential, category: 'DEVICE_INVENTORY', format: 'TEXT' },
      model: { ...credential, category: 'DEVICE_INVENTORY', format: 'TEXT' },
    },
  },
} as const satisfies Readonly<Record<string, RecordTypeMap>>
