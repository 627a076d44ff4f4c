import type { Clock } from '../kernel/clock.js'

interface Held<T> {
  readonly value: T
  readonly until: number
}

/** Keeps at most `size` values, each until its time, and lets the longest unused go first. */
export class BoundedCache<T> {
  private readonly held = new Map<string, Held<T>>()

  constructor(
    private readonly size: number,
    private readonly clock: Clock,
  ) {}

  get(key: string): T | undefined {
    const found = this.held.get(key)
    if (found === undefined) {
      return undefined
    }
    this.held.delete(key)
    if (found.until <= this.clock.now().getTime()) {
      return undefined
    }
    this.held.set(key, found)
    return found.value
  }

  put(key: string, value: T, milliseconds: number): void {
    this.held.delete(key)
    this.held.set(key, { value, until: this.clock.now().getTime() + milliseconds })
    const oldest = this.held.keys().next()
    if (this.held.size > this.size && oldest.done !== true) {
      this.held.delete(oldest.value)
    }
  }

  forget(key: string): void {
    this.held.delete(key)
  }
}
