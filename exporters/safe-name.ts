import { InternalError } from '../src/kernel/errors.js'

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/
const safe = /^[a-z0-9._-]+$/
const maxLength = 99

/** A name that every file system takes: lower-case letters, digits, `.`, `_`, `-`, and no Windows device. */
export function safeName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .replace(/^\.+/, '_')
    .slice(0, maxLength)
  return reserved.test(name) || name === '' ? `_${name}` : name
}

/** Whether a path inside the package is relative, stays inside, and has only safe names; the README alone is in capitals. */
export function isSafePath(path: string): boolean {
  return path.split('/').every((name) => name === 'README.html' || isSafeName(name))
}

function isSafeName(name: string): boolean {
  return safe.test(name) && name.length <= maxLength && !name.startsWith('.') && !reserved.test(name)
}

/** Extension of a file in `files/`; `bin` where the given one is no plain word. */
export function safeExtension(extension: string): string {
  const lower = extension.toLowerCase()
  return /^[a-z0-9]{1,10}$/.test(lower) ? lower : 'bin'
}

/** Hands every path out once; a second time, or an unsafe one, is our own mistake and stops the package. */
export class PathRegister {
  private readonly taken = new Set<string>()

  take(path: string): string {
    if (!isSafePath(path) || this.taken.has(path)) {
      throw new InternalError('Two files of a package have the same name, or one has an unsafe name.')
    }
    this.taken.add(path)
    return path
  }
}
