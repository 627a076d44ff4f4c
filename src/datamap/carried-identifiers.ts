import { ErasureMethod } from '../vocabulary/actionability.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import type { RecordTypeMap } from './data-map.js'
import { ValueFormat } from './value-format.js'

const identifying: readonly ValueFormat[] = [ValueFormat.EMAIL, ValueFormat.PHONE, ValueFormat.ENTERPRISE_NUMBER]

/**
 * Whether a record of the type is made of a person's identifiers, so that another one with the same means that the person
 * is back: a card, or what is erased together with the address or number in it. What merely mentions one is not.
 */
export function carriesIdentifiers({ isCard, fields }: RecordTypeMap): boolean {
  const carried = Object.values(fields).filter(({ format, origin }) => identifying.includes(format) && origin === DataOrigin.PROVIDED)
  return carried.length > 0 && (isCard === true || carried.some(({ erasure }) => erasure === ErasureMethod.DELETE_RECORD))
}
