import type { RecordLink } from '../connector.js'
import { normalAddress } from './odata.js'
import { Microsoft365RecordType as Type } from './record-types.js'

/** External ids of linked records, each with the subjects that are linked to it. */
export type Linked = ReadonlyMap<string, readonly string[]>

/** Whom a reading is about, by what finds them. */
export class Subjects {
  /** E-mail addresses under which the subjects are known. */
  readonly addresses: Linked
  /** E-mail addresses and telephone numbers. */
  readonly terms: Linked

  constructor(private readonly links: readonly RecordLink[]) {
    const correspondents = links.filter(({ ref }) => ref.recordType === Type.CORRESPONDENT)
    const pairs = correspondents.map(({ ref, subjectId }) => [normalAddress(ref.externalId), subjectId] as const)
    this.terms = grouped(pairs)
    this.addresses = grouped(pairs.filter(([value]) => value.includes('@')))
  }

  /** Records that the subjects are linked to. */
  linked(...recordTypes: readonly Type[]): Linked {
    const wanted: readonly string[] = recordTypes
    return grouped(this.links.filter(({ ref }) => wanted.includes(ref.recordType)).map(({ ref, subjectId }) => [ref.externalId, subjectId]))
  }

  /** The subjects who are among these addresses. */
  among(addresses: readonly string[]): string[] {
    return [...new Set(addresses.flatMap((address) => this.addresses.get(normalAddress(address)) ?? []))]
  }

  /** Whether an address is one of the subject's own. */
  isOwn(subjectId: string, address: string | undefined): boolean {
    return address !== undefined && (this.addresses.get(normalAddress(address))?.includes(subjectId) ?? false)
  }
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const [key, subjectId] of pairs) {
    const group = groups.get(key) ?? []
    groups.set(key, group.includes(subjectId) ? group : [...group, subjectId])
  }
  return groups
}
