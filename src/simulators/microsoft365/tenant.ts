import { createHash } from 'node:crypto'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { Drive } from './drive.js'
import { type GraphObject, textOf } from './graph-object.js'
import { Mailbox } from './mailbox.js'

export interface DirectoryUser {
  readonly id: string
  resource: GraphObject
  /** Null for guests and members without a licence. */
  mailbox: Mailbox | null
  drive: Drive | null
  /** The application's mail permissions do not reach this mailbox. */
  isOutOfScope: boolean
  readonly authenticationMethods: GraphObject[]
  readonly memberOf: GraphObject[]
}

/** Ways in which real tenants differ, which the document could not settle. */
export interface Quirks {
  /** Whether `mail eq .. or proxyAddresses/any(..)` may be asked in one filter. */
  allowsMixedOr: boolean
  /** Whether sign-in data may be read at all. */
  isPremium: boolean
  /** Each page with something in it is preceded by an empty one. */
  hasEmptyPages: boolean
  /** The most rows of a page, whatever the client asks. */
  pageSize: number
  /** The only region in which `/search/query` finds anything. */
  region: string
}

export const tenantDomain = 'cloudware.onmicrosoft.example'

/** Everything the simulated organisation keeps in Microsoft 365, open to tests. */
export class Tenant {
  readonly users: DirectoryUser[] = []
  readonly deletedUsers: DirectoryUser[] = []
  readonly organisationContacts: GraphObject[] = []
  readonly signIns: GraphObject[] = []
  readonly sites: Drive[] = []
  readonly quirks: Quirks

  constructor(
    readonly clock: Clock,
    quirks: Partial<Quirks> = {},
  ) {
    this.quirks = { allowsMixedOr: true, isPremium: true, hasEmptyPages: false, pageSize: 1000, region: 'EMEA', ...quirks }
  }

  /** An employee; with a licence comes a mailbox and a OneDrive. */
  addMember(facts: { given: string; family: string; email: string; extra?: GraphObject }, options = { isLicensed: true }): DirectoryUser {
    const user = this.addUser({
      ...nameOf(facts),
      mail: facts.email,
      mailNickname: facts.email.split('@')[0] ?? '',
      userPrincipalName: facts.email,
      userType: 'Member',
      proxyAddresses: [`SMTP:${facts.email}`],
      assignedLicenses: options.isLicensed ? [{ skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', disabledPlans: [] }] : [],
      companyName: 'Cloudware',
      ...facts.extra,
    })
    if (options.isLicensed) {
      user.mailbox = new Mailbox(facts.email, this.clock)
      const alias = facts.email.replaceAll(/[^a-z0-9]/gi, '_')
      user.drive = new Drive('business', `https://cloudware-my.sharepoint.example/personal/${alias}/Documents`, this.clock)
    }
    return user
  }

  /** An outsider who was invited: a user object without mailbox or drive. */
  addGuest(facts: { given: string; family: string; email: string; extra?: GraphObject }): DirectoryUser {
    const nickname = `${facts.email.replace('@', '_')}#EXT#`
    return this.addUser({
      ...nameOf(facts),
      mail: facts.email,
      mailNickname: nickname,
      userPrincipalName: `${nickname}@${tenantDomain}`,
      userType: 'Guest',
      creationType: 'Invitation',
      externalUserState: 'Accepted',
      otherMails: [facts.email],
      proxyAddresses: [`SMTP:${facts.email}`],
      ...facts.extra,
    })
  }

  /** By object id or user principal name. */
  user(idOrName: string): DirectoryUser | undefined {
    const sought = idOrName.toLowerCase()
    return this.users.find(({ id, resource }) => id === sought || textOf(resource['userPrincipalName']).toLowerCase() === sought)
  }

  /** Deleted users whose thirty days are not over. */
  recycled(): DirectoryUser[] {
    const oldest = this.clock.now().getTime() - 30 * 86_400_000
    return this.deletedUsers.filter(({ resource }) => Date.parse(textOf(resource['deletedDateTime'])) > oldest)
  }

  /** The mailbox at this address; an error in a test that names none. */
  mailbox(address: string): Mailbox {
    const mailbox = this.user(address)?.mailbox
    if (!mailbox) {
      throw new Error('No such mailbox in the simulated tenant')
    }
    return mailbox
  }

  addSignIn(user: DirectoryUser, facts: GraphObject): void {
    this.signIns.push({
      id: objectId(`sign-in:${this.signIns.length}`),
      createdDateTime: timestamp(this.clock),
      userDisplayName: user.resource['displayName'] ?? null,
      userPrincipalName: textOf(user.resource['userPrincipalName']).toLowerCase(),
      userId: user.id,
      ...facts,
    })
  }

  addSite(name: string): Drive {
    const site = new Drive('documentLibrary', `https://cloudware.sharepoint.example/sites/${name}/Gedeelde documenten`, this.clock)
    this.sites.push(site)
    return site
  }

  drives(): Drive[] {
    return [...this.users.flatMap(({ drive }) => (drive === null ? [] : [drive])), ...this.sites]
  }

  drive(id: string): Drive | undefined {
    return this.drives().find((drive) => drive.id === id)
  }

  private addUser(resource: GraphObject): DirectoryUser {
    const id = objectId(`user:${this.users.length}:${textOf(resource['mail'])}`)
    const user: DirectoryUser = {
      id,
      resource: { ...emptyUser, createdDateTime: timestamp(this.clock), ...resource, id },
      mailbox: null,
      drive: null,
      isOutOfScope: false,
      authenticationMethods: [],
      memberOf: [],
    }
    this.users.push(user)
    return user
  }
}

function nameOf({ given, family }: { given: string; family: string }): GraphObject {
  return { displayName: `${given} ${family}`, givenName: given, surname: family }
}

const emptyUser: GraphObject = {
  accountEnabled: true,
  businessPhones: [],
  jobTitle: null,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  otherMails: [],
  identities: [],
  imAddresses: [],
  streetAddress: null,
  city: null,
  state: null,
  postalCode: null,
  country: null,
  companyName: null,
  department: null,
  employeeId: null,
  faxNumber: null,
  assignedLicenses: [],
  externalUserState: null,
  creationType: null,
  onPremisesSyncEnabled: null,
  deletedDateTime: null,
}

/** A UUID that is the same in every run. */
export function objectId(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
