/*
 * Recognises the Belgian national number (RRN) and its sister for those outside the register (BIS): YYMMDD SSS CC.
 * Only to detect and refuse, never to accept: about one in sixty random numbers of eleven digits passes as well.
 */

const separators = '[ ./\\-\\u2010-\\u2015]{0,2}'
const shape = new RegExp(`(?<![\\d+])${['\\d{2}', '\\d{2}', '\\d{2}', '\\d{3}', '\\d{2}'].join(separators)}(?!\\d)`, 'g')

/** One way of writing digits, without characters that do not show. */
function readable(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '')
}

/** Month 00 where the date is unknown; a BIS number adds 20 (sex unknown) or 40. */
function hasPossibleDate(digits: string): boolean {
  const month = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  return day <= 31 && [0, 20, 40].some((offset) => month >= offset && month <= offset + 12)
}

/** 97 minus the remainder of the first nine digits; those born since 2000 count with a 2 before them. */
function hasCheckDigits(digits: string, today: Date | undefined): boolean {
  const check = Number(digits.slice(9))
  const born2000s = 2000 + Number(digits.slice(0, 2)) <= (today?.getUTCFullYear() ?? 2099)
  const stem = Number(digits.slice(0, 9))
  return 97 - (stem % 97) === check || (born2000s && 97 - ((2_000_000_000 + stem) % 97) === check)
}

function isPossible(digits: string, today: Date | undefined): boolean {
  return digits.length === 11 && hasPossibleDate(digits) && hasCheckDigits(digits, today)
}

/** Whether the text as a whole could be a national number, however punctuated. With `today`, nobody is born in the future. */
export function looksLikeNationalNumber(text: string, today?: Date): boolean {
  const plain = readable(text).trim()
  return /^[\d\s./\-\u2010-\u2015]+$/.test(plain) && isPossible(plain.replaceAll(/\D/g, ''), today)
}

/** Whether anything within the text could be a national number. Numbers with a plus before them are telephones. */
export function containsNationalNumber(text: string, today?: Date): boolean {
  const candidates = readable(text).match(shape) ?? []
  return candidates.some((candidate) => isPossible(candidate.replaceAll(/\D/g, ''), today))
}
