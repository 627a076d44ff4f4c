/** An input without what was left out, which canonical JSON cannot say. */
export function plain(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
