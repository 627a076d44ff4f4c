/** ISO 13616: the first four characters moved to the end and letters read as numbers (A = 10) leave 1 modulo 97. */
function hasCheckDigits(iban: string): boolean {
  const rearranged = iban.slice(4) + iban.slice(0, 4)
  const digits = rearranged.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}

/** Within a Belgian IBAN the account's last two digits are the remainder of its first ten, 97 standing for 0. */
function isBelgianAccount(iban: string): boolean {
  const account = iban.slice(4)
  return /^\d{12}$/.test(account) && (Number(account.slice(0, 10)) % 97 || 97) === Number(account.slice(10))
}

/** The IBAN without spaces in capitals, or null when its check digits are wrong. */
export function parseIban(text: string): string | null {
  const iban = text
    .normalize('NFKC')
    .replaceAll(/[\s\-.]/g, '')
    .toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || !hasCheckDigits(iban)) {
    return null
  }
  return !iban.startsWith('BE') || isBelgianAccount(iban) ? iban : null
}
