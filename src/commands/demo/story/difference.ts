import { BundleArchive } from '../../../../exporters/verify-archive.js'
import type { Narrator } from '../narrator.js'
import { type CopyKind, type FetchedBundle, present } from './bundles.js'

interface WithheldLine {
  readonly count: number
  readonly reason: { readonly ground: string; readonly article: string }
}

/** What lies in a bundle. */
interface Contents {
  readonly paths: readonly string[]
  readonly categories: readonly string[]
  readonly withheld: ReadonlyMap<string, number>
}

/** What one bundle holds and the other does not, and on which ground. */
export async function showDifference(narrator: Narrator, bundles: readonly FetchedBundle[]): Promise<void> {
  narrator.chapter('What differs between the two, and why')
  const [access, portability] = await Promise.all([contentsOf(bundles, 'ACCESS_COPY'), contentsOf(bundles, 'PORTABILITY')])
  narrator.table(['', 'access copy (Art. 15)', 'portability (Art. 20)'], comparison(access, portability))
  const onlyThere = access.categories.filter((category) => !portability.categories.includes(category))
  narrator.say('Only in the access copy, for Art. 20 does not cover them:', ...wrapped(onlyThere), '')
  narrator.check('the statement of Art. 15 goes with the access copy alone', hasStatement(access) && !hasStatement(portability))
  narrator.check('portability leaves out what was not provided on consent or contract', (portability.withheld.get(outside) ?? 0) > 0)
  narrator.check('letters that others wrote are withheld from both, and counted', isWithheldFromBoth(access, portability))
}

const outside = 'OUTSIDE_PORTABILITY'
const othersRights = 'RIGHTS_OF_OTHERS'
const lineWidth = 96

function comparison(access: Contents, portability: Contents): string[][] {
  const grounds = [...new Set([...access.withheld.keys(), ...portability.withheld.keys()])].sort()
  const counted = (name: string, count: (contents: Contents) => number): string[] => [
    name,
    String(count(access)),
    String(count(portability)),
  ]
  return [
    counted('files', ({ paths }) => paths.length),
    counted('record types', ({ paths }) => recordFilesIn(paths).length),
    counted('letters and other files', ({ paths }) => paths.filter((path) => isAttachment(path)).length),
    counted('categories on her cards', ({ categories }) => categories.length),
    ...grounds.map((ground) => counted(`withheld: ${ground}`, ({ withheld }) => withheld.get(ground) ?? 0)),
  ]
}

async function contentsOf(bundles: readonly FetchedBundle[], wanted: CopyKind): Promise<Contents> {
  const { file } = present(
    bundles.find(({ kind }) => kind === wanted),
    wanted,
  )
  const archive = await BundleArchive.open([file])
  try {
    const lines = JSON.parse((await archive.readText('data/withheld.json')) ?? '[]') as readonly WithheldLine[]
    const profile = JSON.parse((await archive.readText('data/profile.json')) ?? '[]') as readonly { readonly category: string }[]
    return { paths: archive.paths, categories: [...new Set(profile.map(({ category }) => category))], withheld: countedByGround(lines) }
  } finally {
    archive.close()
  }
}

function countedByGround(lines: readonly WithheldLine[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { count, reason } of lines) {
    counts.set(reason.ground, (counts.get(reason.ground) ?? 0) + count)
  }
  return counts
}

function recordFilesIn(paths: readonly string[]): string[] {
  return paths.filter((path) => /^data\/[^/]+\/[^/]+\.json$/.test(path) && !/^data\/(schemas|files)\//.test(path))
}

function isAttachment(path: string): boolean {
  return path.startsWith('data/files/') && !path.endsWith('.json')
}

function hasStatement({ paths }: Contents): boolean {
  return paths.includes('data/statement.json')
}

function isWithheldFromBoth(...both: readonly Contents[]): boolean {
  return both.every(({ withheld }) => (withheld.get(othersRights) ?? 0) > 0)
}

/** Words in lines that fit. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length + 2 > lineWidth) {
      lines.push(word)
    } else {
      lines[lines.length - 1] = `${last}, ${word}`
    }
  }
  return lines
}
