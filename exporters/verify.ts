import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { JSONWebKeySet } from 'jose'
import { keySet } from './signature.js'
import { UnreadableBundleError, whyUnreadable } from './verify-archive.js'
import { verifyBundle, type VerifyReport } from './verify-bundle.js'

/** Exit codes of `bundle verify`. */
export const VerifyExit = { INTACT: 0, NOT_INTACT: 1, UNREADABLE: 2 } as const
export type VerifyExit = (typeof VerifyExit)[keyof typeof VerifyExit]

const usage = 'Usage: bundle verify FILE.zip [PART2.zip …] [--jwks FILE|URL] [--json]'

/**
 * `bundle verify FILE… [--jwks FILE|URL] [--json]`, for someone without a hub. Prints to `out`, line by line, and gives the exit
 * code: 0 intact and signed by a known key (or intact, with the signer not checked for want of `--jwks`), 1 not intact,
 * 2 nothing could be checked.
 */
export async function runVerify(args: readonly string[], out: (line: string) => void): Promise<VerifyExit> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { jwks: { type: 'string' }, json: { type: 'boolean' } },
    })
    if (positionals.length === 0) {
      throw new UnreadableBundleError(usage)
    }
    const keys = values.jwks === undefined ? undefined : await readKeys(values.jwks)
    const report = await verifyBundle(positionals, keys)
    const lines = values.json === true ? [JSON.stringify(report)] : describe(report)
    lines.forEach((line) => out(line))
    return report.intact ? VerifyExit.INTACT : VerifyExit.NOT_INTACT
  } catch (error) {
    out(error instanceof UnreadableBundleError ? error.message : usage)
    return VerifyExit.UNREADABLE
  }
}

/** A key set from a file or from an http(s) address. */
async function readKeys(place: string): Promise<JSONWebKeySet> {
  const text = /^https?:\/\//.test(place) ? await download(place) : await readKeyFile(place)
  try {
    return keySet(JSON.parse(text))
  } catch (error) {
    throw new UnreadableBundleError(`${place} is not a JSON Web Key Set.`, error)
  }
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UnreadableBundleError(`${file} ${(await whyUnreadable(file)) ?? 'may not be read by you.'}`, error)
  }
}

async function download(url: string): Promise<string> {
  const headers = { accept: 'application/json' }
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000), headers }).catch((error: unknown) => {
    throw new UnreadableBundleError(`${url} does not answer. Check the address and the network, or save the key set to a file.`, error)
  })
  if (!response.ok) {
    throw new UnreadableBundleError(`${url} answers HTTP ${response.status} instead of the key set.`)
  }
  return response.text()
}

function describe(report: VerifyReport): string[] {
  const counted = `${report.files} files, ${report.records} records`
  if (!report.intact) {
    return [`not intact: ${report.problems.length} problem(s)`, ...report.problems.map(({ file, reason }) => `${file}: ${reason}`)]
  }
  const signer = report.signature === 'KNOWN' ? `signed by ${report.kid ?? ''}` : 'signer not checked'
  return [`intact, ${signer}`, `bundle ${report.bundleId ?? ''}: ${counted}`]
}
