import { ErasureMethod } from '../vocabulary/actionability.js'
import type { FieldMap } from './data-map.js'
import { partsOf, sourceFieldsOf } from './field-values.js'
import { ValueFormat } from './value-format.js'

/** What stands for the name of somebody whose record must have one: the same for everybody. */
export const anonymousWord = 'Anoniem'

/** What the source fields of a mapped field become when it is emptied: nothing, or the word where something must stand. Pure. */
export function emptiedSources(name: string, field: FieldMap): ReadonlyMap<string, string | null> {
  const kept = mustHoldText(field) ? wordPlace(name, field) : null
  return new Map(sourceFieldsOf(name, field).map((source) => [source, source === kept ? anonymousWord : null]))
}

/** A field that the map anonymises, rather than clears, is one that its system requires. */
export function mustHoldText({ erasure, format }: FieldMap): boolean {
  return erasure === ErasureMethod.ANONYMISE && (format === ValueFormat.NAME || format === ValueFormat.TEXT)
}

function wordPlace(name: string, field: FieldMap): string | null {
  const parts = partsOf(field)
  return parts === null ? name : (parts['full'] ?? parts['family'] ?? null)
}
