/** A literal in an OData filter. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/** A path with query options, encoded. Values are never put into the path itself unencoded. */
export function withQuery(path: string, options: Readonly<Record<string, string | number>>): string {
  const query = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return `${path}?${query.join('&')}`
}

/** `$select` for dotted source fields: their first segments, and what the connector itself needs. */
export function selectFor(wanted: readonly string[], always: readonly string[]): string {
  return [...new Set([...always, ...wanted.map((name) => name.split('.')[0] ?? name)])].join(',')
}

/** One segment of a path. */
export function segment(id: string): string {
  return encodeURIComponent(id)
}

/** An address in the one form in which it is compared. */
export function normalAddress(address: string): string {
  return address.normalize('NFC').trim().toLowerCase()
}

/** Whether an address can stand in a search expression without being read as part of its grammar. */
export function isSearchable(address: string): boolean {
  return /^[^\s"()\\:<>]+@[^\s"()\\:<>]+$/.test(address)
}
