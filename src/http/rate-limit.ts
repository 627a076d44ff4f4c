import type { Clock } from '../kernel/clock.js'
import { RateLimitedError } from '../kernel/errors.js'

export interface RateLimitOptions {
  /** Requests that an account may make at once. */
  readonly burst: number
  /** Requests a second that it gets back. */
  readonly perSecond: number
}

interface Bucket {
  tokens: number
  filledAt: number
}

const MOST_ACCOUNTS = 50_000

/** A bucket of requests for each account, in memory. A full bucket is forgotten, so that idle accounts cost nothing. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>()

  constructor(
    private readonly options: RateLimitOptions,
    private readonly clock: Clock,
  ) {}

  /** Takes one request from the account's bucket, or throws RateLimitedError with the time to wait. */
  take(account: string): void {
    const now = this.clock.now().getTime()
    const bucket = this.filled(account, now)
    if (bucket.tokens < 1) {
      throw new RateLimitedError(Math.ceil((1 - bucket.tokens) / this.options.perSecond))
    }
    bucket.tokens -= 1
  }

  private filled(account: string, now: number): Bucket {
    const known = this.buckets.get(account)
    if (known === undefined) {
      return this.opened(account, now)
    }
    const gained = (Math.max(0, now - known.filledAt) / 1000) * this.options.perSecond
    known.tokens = Math.min(this.options.burst, known.tokens + gained)
    known.filledAt = now
    return known
  }

  private opened(account: string, now: number): Bucket {
    if (this.buckets.size >= MOST_ACCOUNTS) {
      this.forgetFull(now)
    }
    const bucket = { tokens: this.options.burst, filledAt: now }
    this.buckets.set(account, bucket)
    return bucket
  }

  private forgetFull(now: number): void {
    const fillingTime = (this.options.burst / this.options.perSecond) * 1000
    for (const [account, { filledAt }] of this.buckets) {
      if (now - filledAt >= fillingTime) {
        this.buckets.delete(account)
      }
    }
  }
}
