import { GraphError } from './graph-error.js'
import type { Json } from './graph-object.js'

/** A request as the router needs it: from the wire, or from inside a batch. */
export interface IncomingCall {
  readonly method: string
  /** Below `/v1.0`, with its query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly content: Buffer
}

/** The JSON body; null where there is none or it is something else. */
export function bodyOf({ headers, content }: IncomingCall): Json {
  if (content.length === 0 || !(headers['content-type'] ?? '').includes('json')) {
    return null
  }
  try {
    return JSON.parse(content.toString()) as Json
  } catch {
    const message = 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'
    throw new GraphError(400, 'BadRequest', message)
  }
}
