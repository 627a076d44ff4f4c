/** The kinds of records that the connector knows, by the names of the data map. CORRESPONDENT is an address that wrote or was written to. */
export const Microsoft365RecordType = {
  USER: 'user',
  GUEST: 'guest',
  DELETED_USER: 'deleted-user',
  ORG_CONTACT: 'org-contact',
  SIGN_IN: 'sign-in',
  AUTHENTICATION_METHOD: 'authentication-method',
  CORRESPONDENT: 'correspondent',
  MESSAGE: 'message',
  EVENT: 'event',
  OUTLOOK_CONTACT: 'outlook-contact',
  FILE: 'file',
} as const
export type Microsoft365RecordType = (typeof Microsoft365RecordType)[keyof typeof Microsoft365RecordType]
