import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { fine, type Finding, problem, warning } from './finding.js'
import { nearestFolder } from './nearest-folder.js'

const gigabyte = 1_000_000_000

/** Whether bundles can be written, and fit. */
export async function checkBundleFolder(folder: string): Promise<Finding[]> {
  const there = nearestFolder(folder)
  const { bavail, bsize } = await statfs(there)
  return [await writable(folder, there), space(bavail * bsize)]
}

async function writable(folder: string, there: string): Promise<Finding> {
  try {
    await access(there, constants.W_OK | constants.X_OK)
    return fine(folder === there ? 'The folder can be written.' : 'The folder is not there yet; the hub can make it.')
  } catch {
    return problem(
      `The hub may not write to ${there}.`,
      'Give the user that it runs as the right to write there, or write another bundles.folder.',
    )
  }
}

function space(bytes: number): Finding {
  const text = `${(bytes / gigabyte).toFixed(1)} GB of disk space are free.`
  if (bytes < gigabyte / 2) {
    return problem(text, 'Make room, or write another bundles.folder: bundles cannot be prepared.')
  }
  return bytes < 5 * gigabyte ? warning(text, 'Make room soon: a bundle with mail and files may take several GB.') : fine(text)
}
