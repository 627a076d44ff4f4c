import type { ChildProcess } from 'node:child_process'
import type { Connector, RecordCapability } from '../../src/connectors/connector.js'
import { SourceError } from '../../src/connectors/source-error.js'
import type { CoverageReason } from '../../src/vocabulary/coverage.js'

type Method = 'locate' | 'inspect' | 'rectify' | 'erase' | 'restrict'

interface Question {
  readonly id: number
  readonly system: string
  readonly method: Method
  readonly args: readonly unknown[]
}

type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly reason: CoverageReason })

const noSignal = new AbortController().signal

/** In a process that is going to be killed: systems that live on in the process that started it. */
export class RemoteSystems {
  private readonly asked = new Map<number, (answer: Answer) => void>()
  private last = 0

  constructor() {
    process.on('message', (answer: Answer) => this.asked.get(answer.id)?.(answer))
  }

  connector(system: string, capabilities: readonly RecordCapability[]): Connector {
    const ask =
      (method: Method) =>
      (...args: readonly unknown[]): Promise<never> =>
        this.ask({ system, method, args: args.filter((arg) => !(arg instanceof AbortSignal)) })
    return {
      system,
      capabilities,
      locate: ask('locate'),
      inspect: ask('inspect'),
      rectify: ask('rectify'),
      erase: ask('erase'),
      restrict: ask('restrict'),
      collect: () => {
        throw new Error('Nothing is planned here.')
      },
      probe: async () => ({ reachable: true, authenticated: true, version: null, findings: [] }),
      close: async () => undefined,
    }
  }

  private async ask(question: Omit<Question, 'id'>): Promise<never> {
    const id = (this.last += 1)
    const answer = await new Promise<Answer>((resolve) => {
      this.asked.set(id, resolve)
      process.send?.({ id, ...question })
    })
    this.asked.delete(id)
    if ('reason' in answer) {
      throw new SourceError(answer.reason, 'The remote system failed.')
    }
    return answer.result as never
  }
}

/** Lets a child process, forked with the serialization `advanced`, reach these systems. */
export function serveSystems(child: ChildProcess, systems: ReadonlyMap<string, Connector>): void {
  child.on('message', ({ id, system, method, args }: Question) => {
    const connector = systems.get(system) as unknown as Readonly<Record<Method, (...args: readonly unknown[]) => Promise<unknown>>>
    connector[method](...args, noSignal).then(
      (result) => reply(child, { id, result }),
      (error: unknown) => reply(child, { id, reason: error instanceof SourceError ? error.reason : 'SYSTEM_ERROR' }),
    )
  })
}

/** Whoever was killed meanwhile hears nothing. */
function reply(child: ChildProcess, answer: Answer): void {
  if (child.connected) {
    child.send(answer, () => undefined)
  }
}
