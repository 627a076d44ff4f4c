import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Checks an unpacked bag against RFC 8493 by the text of the RFC; shares nothing with the exporter. Returns what is wrong. */
export function checkBag(folder: string): string[] {
  return [...declaration(folder), ...payload(folder), ...tags(folder), ...oxum(folder)]
}

/** Section 2.1.1: exactly these two lines. */
function declaration(folder: string): string[] {
  const lines = readFileSync(join(folder, 'bagit.txt'), 'utf8').split(/\r?\n/)
  const isRight = lines[0] === 'BagIt-Version: 1.0' && lines[1] === 'Tag-File-Character-Encoding: UTF-8' && lines[2] === ''
  return isRight ? [] : ['bagit.txt']
}

function filesBelow(folder: string, inside: string): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(folder, `${inside}/${entry.name}`) : [`${inside}/${entry.name}`],
  )
}

function listed(folder: string, manifest: string): Map<string, string> {
  const lines = readFileSync(join(folder, manifest), 'utf8').trimEnd().split('\n')
  return new Map(lines.map((line) => [line.slice(130), line.slice(0, 128)]))
}

function mismatches(folder: string, expected: ReadonlyMap<string, string>): string[] {
  return [...expected].flatMap(([path, digest]) => {
    const file = join(folder, path)
    const isSame = existsSync(file) && createHash('sha512').update(readFileSync(file)).digest('hex') === digest
    return isSame ? [] : [`${path} differs`]
  })
}

/** Section 3: complete (every payload file in the manifest and no other) and valid (each digest right). */
function payload(folder: string): string[] {
  const expected = listed(folder, 'manifest-sha512.txt')
  const extra = filesBelow(folder, 'data').filter((path) => !expected.has(path))
  return [...extra.map((path) => `${path} unlisted`), ...mismatches(folder, expected)]
}

/** Section 2.2.1: a tag manifest lists no payload and no tag manifest. */
function tags(folder: string): string[] {
  const expected = listed(folder, 'tagmanifest-sha512.txt')
  const wrong = [...expected.keys()].filter((path) => path.startsWith('data/') || path.startsWith('tagmanifest'))
  return [...wrong.map((path) => `${path} in tag manifest`), ...mismatches(folder, expected)]
}

function oxum(folder: string): string[] {
  const files = filesBelow(folder, 'data')
  const bytes = files.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)
  const info = readFileSync(join(folder, 'bag-info.txt'), 'utf8')
  return info.includes(`Payload-Oxum: ${bytes}.${files.length}\n`) ? [] : ['Payload-Oxum']
}
