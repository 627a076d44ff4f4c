/** From the root of the file to a key: names of keys, and positions in lists from 0. */
export type KeyPath = readonly (string | number)[]

/** Something wrong in the configuration: where, what, and what to write. */
export interface ConfigProblem {
  readonly path: KeyPath
  /** `is missing. Write …`: follows the key's name. */
  readonly text: string
}

/** `dataMap.recipients[1].country`: positions count from 1, as people do. */
export function nameOf(path: KeyPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step + 1}]` : `${index === 0 ? '' : '.'}${step}`)).join('')
}
