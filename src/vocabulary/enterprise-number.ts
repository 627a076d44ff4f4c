/** The last two digits are 97 minus the remainder of the first eight. */
function hasCheckDigits(digits: string): boolean {
  return 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8))
}

function digitsOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  return /^[\d\s.-]+$/.test(plain) ? plain.replaceAll(/\D/g, '') : null
}

/** The ten digits of a Belgian enterprise or VAT number, or null. Takes dots, spaces, `BE` and the old form of nine digits. */
export function parseEnterpriseNumber(text: string): string | null {
  const digits = digitsOf(text.normalize('NFKC').replace(/^\s*BE/i, ''))
  const ten = digits?.length === 9 ? `0${digits}` : digits
  return ten !== null && /^[01]\d{9}$/.test(ten) && hasCheckDigits(ten) ? ten : null
}

/** The ten digits of an establishment number (2 to 8 first), or null. */
export function parseEstablishmentNumber(text: string): string | null {
  const digits = digitsOf(text)
  return digits !== null && /^[2-8]\d{9}$/.test(digits) && hasCheckDigits(digits) ? digits : null
}

/** `0405056855` -> `0405.056.855`, as the register prints it. */
export function formatEnterpriseNumber(digits: string): string {
  return `${digits.slice(0, 4)}.${digits.slice(4, 7)}.${digits.slice(7)}`
}

/** `2000000339` -> `2.000.000.339`. */
export function formatEstablishmentNumber(digits: string): string {
  return `${digits.slice(0, 1)}.${digits.slice(1, 4)}.${digits.slice(4, 7)}.${digits.slice(7)}`
}
