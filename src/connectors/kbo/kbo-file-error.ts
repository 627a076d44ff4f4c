import { BadInputError } from '../../kernel/errors.js'

/** Where in a file something is wrong. Lines count from 1, the header included. */
export interface FilePosition {
  readonly file: string
  readonly line?: number
  readonly column?: string
}

/** The zip, or a file in it, is not what KBO Open Data describes. Names the place and what was expected, never what stands there. */
export class KboFileError extends BadInputError {
  constructor(
    readonly position: FilePosition,
    expectation: string,
    cause?: unknown,
  ) {
    const { file, line, column } = position
    const place = [file, line === undefined ? null : `line ${line}`, column === undefined ? null : `column ${column}`]
    super(`${place.filter((part) => part !== null).join(', ')}: ${expectation}`, cause)
  }
}
