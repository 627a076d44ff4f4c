import { createHash } from 'node:crypto'

export function sha512(bytes: Uint8Array | string): string {
  return createHash('sha512').update(bytes).digest('hex')
}

/** A file of a bag by its path from the base directory; SHA-512 in lower-case hex. */
export interface BagFile {
  readonly path: string
  readonly bytes: number
  readonly sha512: string
}

export const bagDeclaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** Lines that `sha512sum -c` reads, ordered by path (RFC 8493 section 2.1.3). */
export function manifest(files: readonly BagFile[]): string {
  const ordered = [...files].sort((one, other) => (one.path < other.path ? -1 : 1))
  return ordered.map(({ path, sha512: digest }) => `${digest}  ${path}\n`).join('')
}

/** Bytes and number of the payload's files, which tell a truncated bag at a glance. */
export function payloadOxum(files: readonly BagFile[]): string {
  return `${files.reduce((sum, { bytes }) => sum + bytes, 0)}.${files.length}`
}

/** `bag-info.txt`; a line break in a value is written as a space, for a value must not become a line of its own. */
export function bagInfo(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([label, value]) => `${label}: ${value.replaceAll(/[\r\n]+/g, ' ')}\n`)
    .join('')
}
