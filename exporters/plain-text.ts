import { type Column, ColumnKind } from './columns.js'
import { isScalarLike } from './csv-cells.js'

/** Characters of one or two bytes in UTF-8. */
const shortCharacters = 0x800

function charactersThat(suit: RegExp): Uint8Array {
  return Uint8Array.from({ length: shortCharacters }, (_, code) => Number(suit.test(String.fromCharCode(code))))
}

/** 1 for each character that neither JSON escapes nor CSV of any kind quotes, wherever it stands. */
export const isPlainInside = charactersThat(/[ !#-+\--:<-[\]-~\u00a0-\u07ff]/)

/** 1 for each of them that can begin a text without making it look like a formula, a guard, a list or an object. */
const isPlainFirst = charactersThat(/[\dA-Za-z\u00a0-\u07ff]/)

/** Whether a text, where all of it is plain, is written the same in every format. */
export function beginsPlain(text: string, { kind, closed }: Column): boolean {
  if (kind === ColumnKind.ANY && isScalarLike(text)) {
    return false
  }
  return isPlainFirst[text.charCodeAt(0)] === 1 || closed?.test(text) === true
}
