import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The master keys of a demo folder: made at the first start, the same ever after, readable by their owner alone. */
export async function demoMasterKeys(folder: string): Promise<string> {
  const file = join(folder, 'master-key')
  try {
    await writeFile(file, `demo:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!isThereAlready(error)) {
      throw error
    }
  }
  return (await readFile(file, 'utf8')).trim()
}

function isThereAlready(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
