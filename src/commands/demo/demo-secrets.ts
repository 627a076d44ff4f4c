import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The master keys of a demo folder: made at the first start, the same ever after, readable by their owner alone. */
export async function demoMasterKeys(folder: string): Promise<string> {
  const file = join(folder, 'master-key')
  if (!existsSync(file)) {
    await writeFile(file, `demo:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return (await readFile(file, 'utf8')).trim()
}
