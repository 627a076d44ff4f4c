/** A small text as the content of one file. */
export async function* textFile(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'utf8')
}

/** A small value as the content of a JSON file, indented for people. */
export function jsonFile(value: unknown): AsyncGenerator<Buffer> {
  return textFile(`${JSON.stringify(value, null, 2)}\n`)
}
