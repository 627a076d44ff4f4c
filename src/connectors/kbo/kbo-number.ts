/**
 * The ten digits of an enterprise number written in any of its ways (`0999.000.129`, `BE 0999 000 129`, nine digits of old);
 * null when it is none: a foreign VAT number, an establishment's number, or two digits that do not check (97 minus the rest by 97).
 */
export function enterpriseNumberOf(text: string): string | null {
  const bare = text.replace(/^\s*BE/i, '').replace(/[\s.]/g, '')
  const digits = /^\d{9}$/.test(bare) ? `0${bare}` : bare
  if (!/^[01]\d{9}$/.test(digits)) {
    return null
  }
  const check = 97 - (Number(digits.slice(0, 8)) % 97)
  return check === Number(digits.slice(8)) ? digits : null
}
