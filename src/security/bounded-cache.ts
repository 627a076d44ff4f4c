import type { Clock } from '../kernel/clock.js'

interface Held<T> {
  readonly value: T
  readonly until: number
}

/**
 * Keeps at most `size` values, each until its time. When the young half is full it becomes the old half, whose values are
 * forgotten with the next change unless they were asked for: looking up costs no reordering.
 */
export class BoundedCache<T> {
  private young = new Map<string, Held<T>>()
  private old = new Map<string, Held<T>>()

  constructor(
    private readonly size: number,
    private readonly clock: Clock,
  ) {}

  get(key: string): T | undefined {
    const found = this.young.get(key) ?? this.old.get(key)
    if (found === undefined) {
      return undefined
    }
    if (found.until <= this.clock.now().getTime()) {
      this.forget(key)
      return undefined
    }
    if (!this.young.has(key)) {
      this.hold(key, found)
    }
    return found.value
  }

  put(key: string, value: T, milliseconds: number): void {
    this.hold(key, { value, until: this.clock.now().getTime() + milliseconds })
  }

  forget(key: string): void {
    this.young.delete(key)
    this.old.delete(key)
  }

  private hold(key: string, held: Held<T>): void {
    this.forget(key)
    if (this.young.size >= this.size / 2) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(key, held)
  }
}
