/** How Python would print a value that came as JSON: Odoo's messages quote their arguments this way. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) {
    return 'None'
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False'
  }
  if (typeof value === 'string') {
    return quoted(value)
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonRepr).join(', ')}]`
  }
  return typeof value === 'object' ? pythonDict(value) : JSON.stringify(value)
}

/** A tuple: one member keeps its comma. */
export function pythonTuple(values: readonly unknown[]): string {
  return values.length === 1 ? `(${pythonRepr(values[0])},)` : `(${values.map(pythonRepr).join(', ')})`
}

function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}

function pythonDict(value: object): string {
  return `{${Object.entries(value)
    .map(([key, member]) => `${pythonRepr(key)}: ${pythonRepr(member)}`)
    .join(', ')}}`
}
