/** The known key that was most likely meant; null when none is near. */
export function nearestKey(written: string, known: readonly string[]): string | null {
  const most = Math.max(2, Math.floor(written.length / 3))
  const ranked = known
    .map((key) => ({ key, distance: distance(written.toLowerCase(), key.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)
  const [best] = ranked
  return best !== undefined && best.distance <= most ? best.key : null
}

/** Levenshtein's: letters to add, drop or change. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1]
    for (const [position, other] of to.split('').entries()) {
      const changed = (row[position] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[position + 1] ?? 0) + 1, (next[position] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
