/** Places at the services that answer only so many requests at a time: each mailbox, the sign-in log, the file search. */
export class Lanes {
  private readonly taken = new Map<string, number>()
  private readonly waiting = new Set<() => void>()

  constructor(private readonly width: number) {}

  /** Takes a place, where one is free. */
  take(lane: string): boolean {
    const taken = this.taken.get(lane) ?? 0
    if (taken >= this.width) {
      return false
    }
    this.taken.set(lane, taken + 1)
    return true
  }

  /** Waits for a place and takes it. */
  async enter(lane: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    while (!this.take(lane)) {
      await this.freed(signal)
      signal.throwIfAborted()
    }
  }

  leave(lanes: readonly string[]): void {
    for (const lane of lanes) {
      this.taken.set(lane, (this.taken.get(lane) ?? 1) - 1)
    }
    const waiting = [...this.waiting]
    this.waiting.clear()
    waiting.forEach((resume) => resume())
  }

  /** Resolves when somebody leaves or the signal aborts; which of the two, the caller asks. */
  async freed(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const resume = (): void => {
        signal.removeEventListener('abort', resume)
        this.waiting.delete(resume)
        resolve()
      }
      this.waiting.add(resume)
      signal.addEventListener('abort', resume, { once: true })
    })
  }
}
