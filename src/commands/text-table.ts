const widestCell = 32
const gap = 2

/** Rows in aligned columns under their heading. What is too long for a cell is cut, but for the last of a row. */
export function alignedRows(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const last = heading.length - 1
  const all = [heading, ...rows].map((row) => row.map((cell, column) => (column === last ? cell : cut(cell, widestCell))))
  const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)) + gap)
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('')
      .trimEnd(),
  )
}

/** A text in lines that are no wider than `width`, broken between words. */
export function folded(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length === 0 || longer.length > width) {
      lines.push(word)
    } else {
      lines[lines.length - 1] = longer
    }
  }
  return lines
}

export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
