import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type CompiledProgram, compileProgram } from './child-process.js'

export interface ProgramAnswer {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** The command line as operators run it: a process of its own. */
export function compileCli(): Promise<CompiledProgram> {
  return compileProgram('src/cli.ts')
}

/** Starts it in a folder, with nothing but these variables in its environment. */
export function startIn(
  folder: string,
  program: CompiledProgram,
  args: readonly string[],
  environment: Record<string, string>,
): ChildProcess {
  return spawn(process.execPath, [program.path, ...args], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Waits until the process ends. */
export async function answerOf(child: ChildProcess): Promise<ProgramAnswer> {
  const written = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (written.out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (written.err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...written }
}
