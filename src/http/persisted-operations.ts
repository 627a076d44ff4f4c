import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigurationError } from '../kernel/errors.js'
import type { PersistedOperations } from './operation-request.js'

/** Reads the known operations: a JSON object of SHA-256 (lower-case hex) -> text. Throws ConfigurationError where it is none. */
export function readPersistedOperations({ file, enforced }: { readonly file: string; readonly enforced: boolean }): PersistedOperations {
  const texts = new Map(Object.entries(contentOf(file)))
  const problems = [...texts].flatMap(([hash, text]) =>
    hash === sha256(text) ? [] : [`${file}: the operation under ${hash.slice(0, 12)} has another SHA-256. Write the hash of its text.`],
  )
  if (problems.length > 0) {
    throw new ConfigurationError(problems)
  }
  return { texts: new Map([...texts].map(([hash, text]) => [hash, String(text)])), enforced }
}

function sha256(text: unknown): string | null {
  return typeof text === 'string' ? createHash('sha256').update(text).digest('hex') : null
}

function contentOf(file: string): object {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
      return content
    }
  } catch {
    throw new ConfigurationError([`${file}: this file cannot be read as JSON. limits.persistedOperations.file names it.`])
  }
  throw new ConfigurationError([`${file}: holds no JSON object. Write one of SHA-256 to text.`])
}
