import { parseJson, recordJson, rowFromJson } from './json.js'
import type { RecordFormat } from './record-format.js'

/** JSON Lines: one record a line and nothing around it, for readers that take one line at a time. */
export const jsonl: RecordFormat = {
  extension: 'jsonl',
  mediaType: 'application/jsonl',
  head: () => '',
  row: (columns, row) => `${recordJson(columns, row)}\n`,
  tail: () => '',
  parse: (text, columns) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => rowFromJson(parseJson(line), columns)),
}
