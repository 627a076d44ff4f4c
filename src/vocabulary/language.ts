/** Languages in which the hub speaks to people. Dutch is the default. */
export const Language = { NL: 'NL', FR: 'FR', DE: 'DE', EN: 'EN' } as const
export type Language = (typeof Language)[keyof typeof Language]

/** One text in every language. */
export type Labels = Readonly<Record<Language, string>>
