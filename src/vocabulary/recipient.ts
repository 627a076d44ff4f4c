import type { Language } from './language.js'

/** Who receives personal data from the controller (Art. 4(9), 15(1)(c)), named, with what Art. 15(2) asks about transfers. */
export interface Recipient {
  readonly id: string
  readonly name: string
  readonly role: 'PROCESSOR' | 'CONTROLLER' | 'AUTHORITY'
  /** ISO 3166-1 alpha-2 country of establishment. */
  readonly country: string
  /** Art. 46 safeguard or Art. 45 decision; present when data may leave the European Economic Area. */
  readonly safeguard?: string
  /** Mail address to which notices go (Art. 19); without one staff send them. */
  readonly email?: string
  /** In which it is written to; without one in the language of the person concerned. */
  readonly language?: Language
}
