interface Waiting<I, O> {
  readonly item: I
  readonly resolve: (outcome: O) => void
  readonly reject: (error: unknown) => void
}

/**
 * Does at once what many ask for at the same time: whatever arrives while the work is being done waits, and is then done
 * together. Where that fails each is done by itself, so that one that cannot be done does not stop the others.
 */
export class Together<I, O> {
  private waiting: Waiting<I, O>[] = []
  private isBusy = false

  /** `work` gives an outcome for each item, in their order. */
  constructor(private readonly work: (items: readonly I[]) => Promise<readonly O[]>) {}

  ask(item: I): Promise<O> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject })
      void this.serve()
    })
  }

  private async serve(): Promise<void> {
    if (this.isBusy) {
      return
    }
    this.isBusy = true
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0)
      await this.settle(group).catch((error: unknown) => this.settleApart(group, error))
    }
    this.isBusy = false
  }

  private async settle(group: readonly Waiting<I, O>[]): Promise<void> {
    const outcomes = await this.work(group.map(({ item }) => item))
    group.forEach(({ resolve }, index) => resolve(outcomes[index] as O))
  }

  private async settleApart(group: readonly Waiting<I, O>[], error: unknown): Promise<void> {
    for (const one of group) {
      await (group.length === 1 ? Promise.reject(error) : this.settle([one])).catch(one.reject)
    }
  }
}
