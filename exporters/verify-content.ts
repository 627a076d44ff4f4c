import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { CsvReader } from './csv-reader.js'

/** Looks at a file while it streams by. */
export interface ContentCheck {
  push(text: string): void
  end(): void
  /** Records seen; null where the file has none. */
  readonly records: number | null
  /** The first thing that is wrong; null while nothing is. */
  readonly problem: string | null
}

/** A JSON array with one record a line, each checked against the schema of its items. */
export class RecordLinesCheck implements ContentCheck {
  records = 0
  problem: string | null = null
  private rest = ''
  private lines = 0
  private isClosed = false

  constructor(private readonly isValid: ValidateFunction | null) {}

  push(text: string): void {
    const lines = (this.rest + text).split('\n')
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      this.problem ??= this.checkLine(line)
    }
  }

  end(): void {
    if (this.problem === null && (this.rest !== '' || !this.isClosed)) {
      this.problem = 'is cut short: the list of records is not closed'
    }
  }

  private checkLine(line: string): string | null {
    this.lines += 1
    if (this.lines === 1) {
      return line === '[' ? null : 'is not a list with one record a line'
    }
    if (this.isClosed) {
      return 'goes on after its end'
    }
    if (line === ']') {
      this.isClosed = true
      return null
    }
    this.records += 1
    return this.checkRecord(line.endsWith(',') ? line.slice(0, -1) : line)
  }

  private checkRecord(line: string): string | null {
    try {
      const record: unknown = JSON.parse(line)
      return this.isValid === null || this.isValid(record) ? null : `record ${this.records} does not fit its schema`
    } catch {
      return `record ${this.records} is not JSON`
    }
  }
}

/** Any other JSON file, read whole. */
export class JsonCheck implements ContentCheck {
  readonly records = null
  problem: string | null = null
  private text = ''

  push(text: string): void {
    this.text += text
  }

  end(): void {
    try {
      JSON.parse(this.text)
    } catch {
      this.problem = 'is not JSON'
    }
  }
}

/** Either CSV flavour: well-formed, as many cells in every row as in the header. */
export class CsvCheck implements ContentCheck {
  records = -1
  problem: string | null = null
  private cells = -1
  private readonly reader: CsvReader

  constructor(delimiter: string) {
    this.reader = new CsvReader(delimiter, (row) => this.checkRow(row.length))
  }

  push(text: string): void {
    this.attempt(() => this.reader.push(text))
  }

  end(): void {
    this.attempt(() => this.reader.end())
  }

  private checkRow(cells: number): void {
    this.records += 1
    this.cells = this.cells === -1 ? cells : this.cells
    if (this.cells !== cells) {
      this.problem ??= `row ${this.records + 1} has ${cells} cells instead of ${this.cells}`
    }
  }

  private attempt(read: () => void): void {
    if (this.problem !== null) {
      return
    }
    try {
      read()
    } catch (error) {
      this.problem = error instanceof Error ? `is not CSV. ${error.message}` : 'is not CSV'
    }
  }
}

/** The validator of one record, from the schema of the file; null when it is no usable schema. */
export function recordValidator(schema: unknown): ValidateFunction | null {
  const items: unknown = typeof schema === 'object' && schema !== null ? Reflect.get(schema, 'items') : undefined
  if (typeof items !== 'object' || items === null) {
    return null
  }
  try {
    return new Ajv2020({ strict: false, allErrors: false, logger: false }).compile(items)
  } catch {
    return null
  }
}
