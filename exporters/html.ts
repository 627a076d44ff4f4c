/** Text that means nothing to a browser. */
export function safeText(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** Rows of cells that are HTML already. */
export function htmlTable(rows: readonly (readonly string[])[]): string {
  return `<table>${rows.map((cells) => `<tr>${cells.map((html) => `<td>${html}</td>`).join('')}</tr>`).join('\n')}</table>`
}
