/** The lower-case address of a text that names one; the first when it names several; `false` when none. */
export function normalisedEmail(text: unknown): string | false {
  const found = typeof text === 'string' ? /[^\s<>"',;@]+(?:'[^\s<>"',;@]+)*@[^\s<>"',;@]+\.[^\s<>"',;@]+/.exec(text) : null
  return found === null ? false : found[0].toLowerCase()
}

/** E.164 for a number that can be read as one, Belgian when it names no country. */
export function sanitisedPhone(text: unknown): string | false {
  const compact = typeof text === 'string' || typeof text === 'number' ? String(text).replaceAll(/[\s./()-]/g, '') : ''
  const international = compact.replace(/^00/, '+').replace(/^0/, '+32')
  return /^\+\d{8,15}$/.test(international) ? international : false
}

/** Only letters and digits, upper case: how bank account numbers are compared. */
export function sanitisedAccount(text: unknown): string | false {
  return typeof text === 'string' ? text.replaceAll(/\W/g, '').toUpperCase() : false
}

/** Whether the digits of a Belgian VAT or enterprise number end in their own check. */
export function isBelgianVat(vat: string): boolean {
  const digits = vat.replaceAll(/[\s.]/g, '').replace(/^BE/i, '').padStart(10, '0')
  return /^[01]\d{9}$/.test(digits) && 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8))
}
