import { employees, type Inhabitant, lotte } from '../world.js'
import type { GraphObject } from './graph-object.js'
import { type DirectoryUser, objectId, type Tenant } from './tenant.js'

export const board = { given: 'Directie', family: 'Cloudware', email: 'directie@cloudware.example' }
export const trainee = { given: 'Jef', family: 'Wouters', email: 'jef.wouters@cloudware.example' }

/** Staff with and without mailbox, the guest Lotte with her sign-ins and authentication methods, a supplier as organisational contact. */
export function seedDirectory(tenant: Tenant): void {
  for (const employee of employees) {
    const user = tenant.addMember({
      ...employee,
      extra: { jobTitle: 'Dossierbeheerder', department: 'Klantendienst', preferredLanguage: 'nl-BE' },
    })
    user.memberOf.push(group('Medewerkers'))
  }
  tenant.addMember(board).isOutOfScope = true
  tenant.addMember(trainee, { isLicensed: false })
  seedGuest(tenant)
  tenant.organisationContacts.push(supplier)
}

const supplier: GraphObject = {
  id: objectId('contact:supplier'),
  displayName: 'Onthaal Papierhandel',
  mail: 'onthaal@papierhandel.example',
  mailNickname: 'onthaal',
  companyName: 'Papierhandel',
  phones: [{ type: 'business', number: '+3292000001' }],
  addresses: [],
  proxyAddresses: ['SMTP:onthaal@papierhandel.example'],
}

function seedGuest(tenant: Tenant): void {
  const guest = tenant.addGuest({
    ...lotte,
    extra: {
      mobilePhone: lotte.oldPhone ?? null,
      jobTitle: lotte.occupation ?? null,
      companyName: lotte.enterpriseName ?? null,
      streetAddress: lotte.street,
      postalCode: lotte.postcode,
      city: lotte.city,
      country: 'België',
      preferredLanguage: 'nl-BE',
    },
  })
  guest.memberOf.push(group('Externe ontwerpers'))
  guest.authenticationMethods.push(...methodsOf(lotte))
  seedSignIns(tenant, guest)
}

function group(displayName: string): GraphObject {
  return { '@odata.type': '#microsoft.graph.group', id: objectId(`group:${displayName}`), displayName, description: null, mail: null }
}

function methodsOf({ oldPhone, given }: Inhabitant): GraphObject[] {
  return [
    {
      '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
      id: '28c10230-6103-485e-b985-444c60001490',
      password: null,
      createdDateTime: '2025-01-10T08:00:00Z',
    },
    {
      '@odata.type': '#microsoft.graph.phoneAuthenticationMethod',
      id: '3179e48a-750b-4051-897c-87b9720928f7',
      phoneNumber: (oldPhone ?? '').replace(/^(\+32)/, '$1 '),
      phoneType: 'mobile',
      smsSignInState: 'notAllowedByPolicy',
    },
    {
      '@odata.type': '#microsoft.graph.microsoftAuthenticatorAuthenticationMethod',
      id: objectId('authenticator'),
      displayName: `iPhone van ${given}`,
      deviceTag: 'SoftwareTokenActivated',
      phoneAppVersion: '6.8.1',
      createdDateTime: '2025-01-10T08:05:00Z',
    },
  ]
}

const day = 86_400_000

/** Three sign-ins in the last weeks, one of them refused. */
function seedSignIns(tenant: Tenant, guest: DirectoryUser): void {
  const now = tenant.clock.now().getTime()
  for (const [daysAgo, errorCode] of [
    [20, 0],
    [9, 50126],
    [2, 0],
  ] as const) {
    tenant.addSignIn(guest, {
      createdDateTime: new Date(now - daysAgo * day).toISOString(),
      appId: '00000003-0000-0ff1-ce00-000000000000',
      appDisplayName: 'Office 365 SharePoint Online',
      ipAddress: '198.51.100.24',
      clientAppUsed: 'Browser',
      correlationId: objectId(`correlation:${daysAgo}`),
      conditionalAccessStatus: 'notApplied',
      isInteractive: true,
      riskDetail: 'none',
      status: { errorCode, failureReason: errorCode === 0 ? 'Other.' : 'Invalid username or password.', additionalDetails: null },
      deviceDetail: { deviceId: '', displayName: 'Lottes laptop', operatingSystem: 'MacOs', browser: 'Safari 17.4', isCompliant: false },
      location: { city: 'Gent', state: 'Oost-Vlaanderen', countryOrRegion: 'BE', geoCoordinates: { latitude: 51.05, longitude: 3.72 } },
    })
  }
}
