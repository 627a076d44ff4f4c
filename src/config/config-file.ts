import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type Alias, type Document, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { ConfigurationError } from '../kernel/errors.js'
import { type ConfigProblem, type KeyPath, nameOf } from './config-problem.js'

/** A YAML file that can be read, and can say on which line a key stands. */
export class ConfigFile {
  private constructor(
    readonly path: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** Throws ConfigurationError with line and column where the file is not YAML. */
  static read(path: string): ConfigFile {
    const lines = new LineCounter()
    const document = parseDocument(textOf(path), { lineCounter: lines, prettyErrors: false })
    const found = [...document.errors, ...document.warnings].map(({ pos: [at], code }) => ({ at, text: faultNames[code] }))
    const faults = [...found, ...aliasFaults(document)].map(({ at, text = 'this is not valid YAML' }) => {
      const { line, col } = lines.linePos(at)
      return `${basename(path)}, line ${line}, column ${col}: ${text}.`
    })
    if (faults.length > 0) {
      throw new ConfigurationError(faults)
    }
    if (!isMap(document.contents)) {
      throw new ConfigurationError([`${basename(path)}: holds no keys. Start from privacy-hub.example.yaml.`])
    }
    return new ConfigFile(resolve(path), document, lines)
  }

  /** Relative paths in the file count from where it stands. */
  get folder(): string {
    return dirname(this.path)
  }

  /** Throws ConfigurationError where aliases would make it far larger than what is written. */
  get content(): Record<string, unknown> {
    try {
      return this.document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>
    } catch {
      throw new ConfigurationError([`${basename(this.path)}: its aliases repeat too much. Write the values out.`])
    }
  }

  describe({ path, text }: ConfigProblem): string {
    const line = this.lineOf(path)
    const place = line === null ? basename(this.path) : `${basename(this.path)}, line ${line}`
    return `${place}: ${nameOf(path)} ${text}`
  }

  private lineOf(path: KeyPath): number | null {
    const parent = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true)
    const last = path.at(-1)
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined
    const node = isCollection(parent) && typeof last === 'number' ? parent.get(last, true) : pair?.key
    const start = isNode(node) ? node.range?.[0] : undefined
    return start === undefined ? null : this.lines.linePos(start).line
  }
}

/** Of the faults that people make, what they are called; the parser's own words may repeat what stands there. */
const faultNames: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands there twice; keep one',
  BAD_INDENT: 'the indentation is wrong; keys of one level start in one column',
  TAB_AS_INDENT: 'a tab indents; write spaces',
  MISSING_CHAR: 'a quote or bracket is not closed, or a colon is missing',
  UNEXPECTED_TOKEN: 'something stands here that does not belong; texts with : or # need quotes',
  MULTIPLE_DOCS: 'a second document starts here; keep one',
  BLOCK_AS_IMPLICIT_KEY: 'a key cannot start here; check the colons and the indentation',
  MULTILINE_IMPLICIT_KEY: 'a key runs over several lines; is a colon missing?',
}

interface Fault {
  readonly at: number
  readonly text: string
}

/** Aliases that name nothing, or what they stand in. */
function aliasFaults(document: Document): Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias: (_key, alias, path) => {
      const text = aliasFault(alias.resolve(document), path)
      if (text !== null) {
        faults.push({ at: alias.range?.[0] ?? 0, text })
      }
    },
  })
  return faults
}

function aliasFault(named: ReturnType<Alias['resolve']>, path: readonly unknown[]): string | null {
  if (named === undefined) {
    return 'this alias names no anchor above it; write the value out'
  }
  return path.includes(named) ? 'this alias stands in what it names; write the value out' : null
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new ConfigurationError([`${path}: this file cannot be read. Copy privacy-hub.example.yaml there, or name another with --config.`])
  }
}
