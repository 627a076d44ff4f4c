/** What the register knows of one enterprise, as facts; the files are made of these. */
export interface RegisteredEntity {
  /** Ten digits. */
  readonly number: string
  readonly type: 'NATURAL_PERSON' | 'LEGAL_PERSON'
  /** Code of the legal form; natural persons have none. */
  readonly juridicalForm?: string
  /** `dd-mm-yyyy`, as the register writes dates. */
  readonly startDate: string
  readonly names: readonly RegisteredName[]
  /** The seat; natural persons have none. */
  readonly seat?: RegisteredAddress
  readonly contacts: readonly RegisteredContact[]
  readonly establishments: readonly RegisteredEstablishment[]
  readonly branches?: readonly RegisteredBranch[]
}

export interface RegisteredName {
  /** 001 name, 002 abbreviation, 003 commercial name, 004 branch name. */
  readonly type: '001' | '002' | '003' | '004'
  /** 0 unknown, 1 FR, 2 NL, 3 DE, 4 EN. */
  readonly language: '0' | '1' | '2' | '3' | '4'
  readonly text: string
}

export interface RegisteredAddress {
  readonly zipcode: string
  readonly municipalityNL: string
  readonly municipalityFR: string
  readonly streetNL: string
  readonly streetFR: string
  readonly houseNumber: string
  readonly box?: string
}

export interface RegisteredContact {
  /** TEL, EMAIL, WEB, and FAX, which code.csv does not list. */
  readonly type: 'TEL' | 'EMAIL' | 'WEB' | 'FAX'
  readonly value: string
}

export interface RegisteredEstablishment {
  /** Ten digits, the first 2 to 8. */
  readonly number: string
  readonly startDate: string
  readonly address: RegisteredAddress
  readonly names: readonly RegisteredName[]
  readonly contacts: readonly RegisteredContact[]
  /** NACE 2025 codes, the first the main one. */
  readonly activities: readonly string[]
}

export interface RegisteredBranch {
  /** Ten digits, the first 9. */
  readonly number: string
  readonly startDate: string
}

/** Eight digits and the two that check them: 97 minus the rest of the division by 97. */
export function withCheckDigits(first: number): string {
  const digits = String(first).padStart(8, '0')
  return digits + String(97 - (first % 97)).padStart(2, '0')
}
