import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

/** Options of a bench: `--json`, and numbers by name. */
export function benchOptions<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> & { json: boolean } {
  const names = Object.keys(defaults) as Name[]
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ options: { ...options, json: { type: 'boolean' } } })
  const told: Readonly<Record<string, string | boolean | undefined>> = values
  const numbers = names.map((name) => [name, Number(told[name] ?? defaults[name])])
  return { ...(Object.fromEntries(numbers) as Record<Name, number>), json: told['json'] === true }
}

/** Another program of this folder, in a process of its own, that answers every message by one. */
export class BenchProgram<Order extends object, Answer> {
  private constructor(private readonly child: ChildProcess) {}

  /** Returns when it has sent its first message. */
  static async start<Order extends object, Answer>(name: string, ...args: string[]): Promise<BenchProgram<Order, Answer>> {
    const child = fork(new URL(`./${name}.js`, import.meta.url), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const program = new BenchProgram<Order, Answer>(child)
    await program.answer()
    return program
  }

  /** Rejects when it ends instead of answering. */
  ask(order: Order): Promise<Answer> {
    const answer = this.answer()
    this.child.send(order)
    return answer
  }

  stop(): void {
    this.child.kill()
  }

  private async answer(): Promise<Answer> {
    const settled = new AbortController()
    const { signal } = settled
    try {
      const ended = once(this.child, 'exit', { signal }).then(() => Promise.reject(new Error('The program ended early.')))
      const [message] = await Promise.race([once(this.child, 'message', { signal }), ended])
      // Both programs are of this folder and agree on what they send.
      return message as Answer
    } finally {
      settled.abort()
    }
  }
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1_000
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}

/** Both in one order or the other. */
export function inAnyOrder<T>(one: T, other: T): readonly [T, T] {
  return Math.random() < 0.5 ? [one, other] : [other, one]
}

export function rounded(number: number, digits = 2): number {
  return Number(number.toFixed(digits))
}
