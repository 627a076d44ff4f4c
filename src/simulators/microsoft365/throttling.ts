import { json, type SimulatedRequest, type SimulatedResponse } from '../simulator-server.js'
import { batchTargets } from './batch.js'
import type { Tenant } from './tenant.js'

/** How many requests of one application Outlook works on at a time, per mailbox. */
export const mailboxConcurrency = 4

const outlookPath = /^\/users\/([^/]+)\/(messages|mailFolders|contacts|contactFolders|events|calendars|calendarView)\b/i

/** How many more calls to each mailbox one admitted request may make. */
export class Admission {
  constructor(private readonly free: Map<string, number>) {}

  admits(mailbox: string | null): boolean {
    if (mailbox === null) {
      return true
    }
    const left = this.free.get(mailbox) ?? 0
    this.free.set(mailbox, left - 1)
    return left > 0
  }
}

/** Counts the requests under way per mailbox, from their coming in until they are answered. */
export class MailboxLanes {
  private readonly taken = new Map<string, number>()
  private readonly admissions = new WeakMap<SimulatedRequest, Admission>()

  constructor(private readonly tenant: Tenant) {}

  readonly enter = (request: SimulatedRequest): (() => void) => {
    const wanted = this.wantedBy(request)
    this.admissions.set(request, this.admission(wanted))
    this.take(wanted, 1)
    return () => this.take(wanted, -1)
  }

  admissionOf(request: SimulatedRequest): Admission {
    return this.admissions.get(request) ?? new Admission(new Map())
  }

  /** The mailbox behind a target below `/v1.0`, by its user's id. */
  mailboxOf(target: string): string | null {
    const name = outlookPath.exec(target)?.[1]
    return name === undefined ? null : (this.tenant.user(decodeURIComponent(name))?.id ?? name)
  }

  /** Outlook runs the members of a batch in as many lanes as a mailbox has. */
  private wantedBy({ url, body }: SimulatedRequest): Map<string, number> {
    const target = url.pathname.replace(/^\/v1\.0/, '')
    const wanted = new Map<string, number>()
    for (const each of target === '/$batch' ? batchTargets(body) : [target]) {
      const mailbox = this.mailboxOf(each)
      if (mailbox !== null) {
        wanted.set(mailbox, (wanted.get(mailbox) ?? 0) + 1)
      }
    }
    return wanted
  }

  /** All calls where their lanes are free, otherwise only as many as lanes are left. */
  private admission(wanted: ReadonlyMap<string, number>): Admission {
    const free = [...wanted].map(([mailbox, calls]): [string, number] => {
      const left = Math.max(0, mailboxConcurrency - (this.taken.get(mailbox) ?? 0))
      return [mailbox, lanes(calls) <= left ? calls : left]
    })
    return new Admission(new Map(free))
  }

  private take(wanted: ReadonlyMap<string, number>, sign: 1 | -1): void {
    for (const [mailbox, calls] of wanted) {
      this.taken.set(mailbox, (this.taken.get(mailbox) ?? 0) + sign * lanes(calls))
    }
  }
}

function lanes(calls: number): number {
  return Math.min(calls, mailboxConcurrency)
}

function retryHeaders(retryAfter: string | null): Record<string, string> {
  return retryAfter === null ? {} : { 'retry-after': retryAfter }
}

/** Ready-made refusals in the words of each service; `retryAfter` as it stands in the header, null for none. */
export const throttled = {
  graph: (retryAfter: string | null): SimulatedResponse => {
    const inner = { code: '429', date: '2026-01-01T00:00:00', message: 'Please retry after', 'request-id': 'throttled', status: '429' }
    return json(
      429,
      { error: { code: 'TooManyRequests', innerError: inner, message: 'Please retry again later.' } },
      retryHeaders(retryAfter),
    )
  },
  outlook: (retryAfter: string | null): SimulatedResponse =>
    json(
      429,
      { error: { code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' } },
      retryHeaders(retryAfter),
    ),
  files: (retryAfter: string | null): SimulatedResponse => {
    const inner = { code: 'throttledRequest', innerError: { code: 'quota' }, date: '2026-01-01T00:00:00', 'request-id': 'throttled' }
    const error = { code: 'activityLimitReached', message: 'The request has been throttled', innerError: inner }
    return json(429, { error }, retryHeaders(retryAfter))
  },
  sharePointBusy: (retryAfter: string | null): SimulatedResponse =>
    json(
      503,
      { error: { code: 'serviceNotAvailable', message: 'The service is not available. Try the request again after a delay.' } },
      retryHeaders(retryAfter),
    ),
  /** What a gateway in front of the service says. */
  gateway: (status: 500 | 502 | 504): SimulatedResponse => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>Our services aren't available right now</body></html>`,
  }),
} as const
