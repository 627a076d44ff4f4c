import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')

export interface CompiledProgram {
  /** The file that node runs. */
  readonly path: string
  /** Starts it; its standard output and error can be read. */
  readonly start: (...args: string[]) => ChildProcess
  readonly remove: () => Promise<void>
}

/** Compiles a program of ours, so that a test can run it as a process of its own and kill it. `path` is from the repository's root. */
export async function compileProgram(path: string): Promise<CompiledProgram> {
  const folder = await mkdtemp(join(root, 'node_modules', '.test-program-'))
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { outDir: folder, sourceMap: false },
    include: [],
    files: [join(root, path)],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--rootDir', root])
  const program = join(folder, path.replace(/\.ts$/, '.js'))
  return {
    path: program,
    start: (...args) => spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Waits until the process prints `text`; rejects with what it printed instead if it ends. */
export async function printed(child: ChildProcess, text: string): Promise<void> {
  let output = ''
  await new Promise<void>((found, failed) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes(text)) {
        found()
      }
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => failed(new Error(`The process ended early: ${output}`)))
  })
}

/** Ends the process as a power cut would. */
export async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
