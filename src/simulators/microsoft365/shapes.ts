import type { ResourceShape } from './graph-call.js'

/** What `$select` may name per type, after Microsoft's published v1.0 metadata; anything else is refused. */
const userDefaults = words(
  'id businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName',
)
const userOthers = words(`
  aboutMe accountEnabled ageGroup assignedLicenses assignedPlans birthday city companyName consentProvidedForMinor country createdDateTime
  creationType deletedDateTime department employeeHireDate employeeId employeeLeaveDateTime employeeOrgData employeeType externalUserState
  externalUserStateChangeDateTime faxNumber hireDate identities imAddresses interests isResourceAccount lastPasswordChangeDateTime
  legalAgeGroupClassification mailNickname mySite onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes
  onPremisesImmutableId onPremisesLastSyncDateTime onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesSyncEnabled
  onPremisesUserPrincipalName otherMails passwordPolicies passwordProfile pastProjects postalCode preferredDataLocation preferredName
  proxyAddresses responsibilities schools securityIdentifier showInAddressList signInActivity signInSessionsValidFromDateTime skills state
  streetAddress usageLocation userType authorizationInfo cloudRealtimeCommunicationInfo customSecurityAttributes deviceEnrollmentLimit
  identityParentId isManagementRestricted licenseAssignmentStates mailboxSettings onPremisesProvisioningErrors onPremisesSyncBehavior print
  provisionedPlans serviceProvisioningErrors`)
const outlookItem = 'id createdDateTime lastModifiedDateTime changeKey categories'
const message = words(`
  ${outlookItem} receivedDateTime sentDateTime hasAttachments internetMessageId internetMessageHeaders subject bodyPreview importance
  parentFolderId conversationId conversationIndex isDeliveryReceiptRequested isReadReceiptRequested isRead isDraft webLink
  inferenceClassification body uniqueBody sender from toRecipients ccRecipients bccRecipients replyTo flag`)
const contact = words(`
  ${outlookItem} parentFolderId birthday fileAs displayName givenName initials middleName nickName surname title yomiGivenName yomiSurname
  yomiCompanyName generation imAddresses jobTitle companyName department officeLocation profession businessHomePage assistantName manager
  homePhones mobilePhone businessPhones spouseName personalNotes children emailAddresses homeAddress businessAddress otherAddress`)
const event = words(`
  ${outlookItem} transactionId originalStartTimeZone originalEndTimeZone iCalUId reminderMinutesBeforeStart isReminderOn hasAttachments
  subject bodyPreview importance sensitivity isAllDay isCancelled isOrganizer responseRequested seriesMasterId showAs type webLink
  onlineMeetingUrl isOnlineMeeting onlineMeetingProvider allowNewTimeProposals occurrenceId isDraft hideAttendees responseStatus body start
  end location locations recurrence attendees organizer onlineMeeting uniqueBody`)
const driveItem = words(`
  id name description eTag cTag size webUrl createdDateTime lastModifiedDateTime createdBy lastModifiedBy file fileSystemInfo folder
  parentReference shared root searchResult deleted @microsoft.graph.downloadUrl sharepointIds webDavUrl audio
  bundle cTag image location malware package pendingOperations photo publication remoteItem retentionLabel specialFolder video`)
const orgContact = words(`
  id displayName givenName surname mail mailNickname jobTitle companyName department phones addresses proxyAddresses deletedDateTime
  onPremisesSyncEnabled onPremisesLastSyncDateTime`)
const signIn = words(`
  id createdDateTime userDisplayName userPrincipalName userId appId appDisplayName ipAddress clientAppUsed correlationId
  conditionalAccessStatus appliedConditionalAccessPolicies isInteractive riskDetail riskLevelAggregated riskLevelDuringSignIn riskState
  riskEventTypes resourceDisplayName resourceId status deviceDetail location`)
const authenticationMethod = words(`
  @odata.type id createdDateTime displayName phoneNumber phoneType smsSignInState emailAddress aaGuid model deviceTag phoneAppVersion`)
const etag = '@odata.etag'

export const shapes = {
  user: shape('user', 'users', { known: [...userDefaults, ...userOthers], defaults: userDefaults, pageSize: 100, maximum: 999 }),
  deletedUser: shape('user', 'directoryObjects', {
    known: [...userDefaults, ...userOthers],
    defaults: [...userDefaults, 'deletedDateTime'],
    pageSize: 100,
    maximum: 999,
  }),
  orgContact: shape('orgContact', 'contacts', { known: orgContact, pageSize: 100, maximum: 999 }),
  directoryObject: shape('directoryObject', 'directoryObjects', {
    known: words('@odata.type id displayName mail description'),
    always: ['@odata.type'],
    pageSize: 100,
    maximum: 999,
  }),
  signIn: shape('signIn', 'auditLogs/signIns', { known: signIn, pageSize: 1000, maximum: 1000 }),
  authenticationMethod: shape('authenticationMethod', 'users/authentication/methods', {
    known: authenticationMethod,
    pageSize: 100,
    maximum: 999,
  }),
  message: shape('message', 'users/messages', {
    known: message,
    defaults: [etag, ...message.filter((name) => name !== 'internetMessageHeaders' && name !== 'uniqueBody')],
    always: [etag, 'id'],
    pageSize: 10,
    maximum: 1000,
  }),
  contact: shape('contact', 'users/contacts', {
    known: contact,
    defaults: [etag, ...contact],
    always: [etag, 'id'],
    pageSize: 10,
    maximum: 1000,
  }),
  event: shape('event', 'users/events', { known: event, defaults: [etag, ...event], always: [etag, 'id'], pageSize: 10, maximum: 1000 }),
  attachment: shape('attachment', 'users/messages/attachments', {
    known: words('@odata.type id name contentType size isInline lastModifiedDateTime contentBytes contentId'),
    always: ['@odata.type', 'id'],
    pageSize: 100,
    maximum: 1000,
  }),
  mailFolder: shape('mailFolder', 'users/mailFolders', {
    known: words('id displayName parentFolderId childFolderCount unreadItemCount totalItemCount isHidden'),
    pageSize: 10,
    maximum: 1000,
  }),
  contactFolder: shape('contactFolder', 'users/contactFolders', {
    known: words('id displayName parentFolderId'),
    pageSize: 10,
    maximum: 1000,
  }),
  calendar: shape('calendar', 'users/calendars', { known: words('id name isDefaultCalendar'), pageSize: 10, maximum: 1000 }),
  drive: shape('drive', 'drives', { known: words('id driveType webUrl name owner'), pageSize: 200, maximum: 999 }),
  driveItem: shape('driveItem', 'driveItems', { known: driveItem, pageSize: 200, maximum: 999 }),
} as const satisfies Record<string, ResourceShape>

interface ShapeFacts {
  readonly known: readonly string[]
  readonly defaults?: readonly string[]
  readonly always?: readonly string[]
  readonly pageSize: number
  readonly maximum: number
}

function shape(type: string, context: string, facts: ShapeFacts): ResourceShape {
  return { type, context, ...facts, known: new Set(facts.known), defaults: facts.defaults ?? null, always: facts.always ?? [] }
}

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}
