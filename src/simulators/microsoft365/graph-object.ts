/** Anything that JSON can carry; a resource of Graph is such an object. */
export type Json = null | boolean | number | string | Json[] | GraphObject

export interface GraphObject {
  [property: string]: Json
}

export function isObject(value: Json | undefined): value is GraphObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** The value at `a/b/c`; `$count` is the length of a list; null where nothing is. */
export function valueAt(object: Json, path: string): Json {
  return path.split('/').reduce<Json>((value, step) => {
    if (step === '$count') {
      return listOf(value).length
    }
    return isObject(value) ? (value[step] ?? null) : null
  }, object)
}

export function pick(object: GraphObject, properties: Iterable<string>): GraphObject {
  return Object.fromEntries([...properties].flatMap((name) => (name in object ? [[name, object[name] ?? null]] : [])))
}
