import { gather } from '../../kernel/streams.js'
import { type CoverageGap, CoverageReason } from '../../vocabulary/coverage.js'
import type { GraphFailure } from './graph-failure.js'
import type { GraphRead, GraphReads } from './graph-reads.js'
import { textAt } from './graph-object.js'
import { segment, withQuery } from './odata.js'
import type { Microsoft365Settings } from './options.js'

/** A mailbox in scope, named to the outside by its number only. */
export interface Mailbox {
  /** Null where a configured address leads to no mailbox. */
  readonly id: string | null
  /** `mailbox 2 of 5`. */
  readonly scope: string
}

/** A mailbox that can be asked. */
export interface OpenMailbox extends Mailbox {
  readonly id: string
}

const freshForMs = 300_000

/** Which mailboxes are searched. The list is kept for five minutes. */
export class Mailboxes {
  private known: { readonly mailboxes: readonly Mailbox[]; readonly until: number } | null = null

  constructor(
    private readonly reads: GraphReads,
    private readonly settings: Pick<Microsoft365Settings, 'mailboxes' | 'clock'>,
  ) {}

  async inScope(signal: AbortSignal): Promise<readonly Mailbox[]> {
    const now = this.settings.clock.now().getTime()
    if (this.known !== null && now < this.known.until) {
      return this.known.mailboxes
    }
    const ids = await this.read(signal)
    const mailboxes = ids.map((id, index) => ({ id, scope: `mailbox ${index + 1} of ${ids.length}` }))
    this.known = { mailboxes, until: now + freshForMs }
    return mailboxes
  }

  private async read(signal: AbortSignal): Promise<(string | null)[]> {
    const { mailboxes } = this.settings
    const reads = mailboxes === 'all' ? [this.licensed()] : mailboxes.map(ofAddress)
    const found = await gather(this.reads.carryOut(reads, signal))
    return found.sort((left, right) => left.order - right.order).map(({ id }) => id)
  }

  private licensed(): GraphRead<FoundMailbox> {
    return this.reads.paged<FoundMailbox>({
      path: withQuery('/users', { $filter: 'assignedLicenses/$count ne 0', $count: 'true', $select: 'id', $top: 999 }),
      headers: { ConsistencyLevel: 'eventual' },
      page: (users) => ({ found: users.map((user) => ({ order: 0, id: textAt(user, 'id') ?? null })), next: [] }),
    })
  }
}

interface FoundMailbox {
  readonly order: number
  readonly id: string | null
}

function ofAddress(address: string, order: number): GraphRead<FoundMailbox> {
  return {
    path: withQuery(`/users/${segment(address)}`, { $select: 'id' }),
    take: (user) => ({ found: [{ order, id: textAt(user, 'id') ?? null }], next: [] }),
    refused: () => ({ found: [{ order, id: null }], next: [] }),
  }
}

export function isOpen(mailbox: Mailbox): mailbox is OpenMailbox {
  return mailbox.id !== null
}

/** A mailbox that refused, or was not there: not searched, which is not the same as nothing found. */
export function mailboxGap(recordType: string, mailbox: Mailbox, failure?: GraphFailure): CoverageGap {
  const told: readonly CoverageReason[] = [CoverageReason.NO_PERMISSION, CoverageReason.THROTTLED]
  const reason = failure !== undefined && told.includes(failure.reason) ? failure.reason : CoverageReason.NOT_SEARCHED
  return { recordType, scope: mailbox.scope, reason }
}
