export type Operation = 'read' | 'write' | 'create' | 'unlink'

/** What a test closes: whole models for some operation, single records as a record rule would. */
export class AccessBarriers {
  private readonly denied = new Map<string, ReadonlySet<Operation>>()
  private readonly hidden = new Set<string>()

  deny(model: string, operations: readonly Operation[] = ['read', 'write', 'create', 'unlink']): void {
    this.denied.set(model, new Set(operations))
  }

  hide(model: string, id: number): void {
    this.hidden.add(`${model},${id}`)
  }

  open(): void {
    this.denied.clear()
    this.hidden.clear()
  }

  isDenied(model: string, operation: Operation): boolean {
    return this.denied.get(model)?.has(operation) ?? false
  }

  isHidden(model: string, id: number): boolean {
    return this.hidden.has(`${model},${id}`)
  }
}
