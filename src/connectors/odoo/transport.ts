/** Named arguments of an ORM method; `ids` selects the records that it is called on. */
export interface OdooParams {
  readonly ids?: readonly number[]
  readonly context?: Readonly<Record<string, unknown>>
  readonly [name: string]: unknown
}

/** One call of one ORM method. The answer is JSON as the protocol gave it; failures are OdooFault or SourceError. */
export interface OdooTransport {
  readonly version: string
  call(model: string, method: string, params: OdooParams, signal: AbortSignal): Promise<unknown>
}

/** Methods that change nothing: only their calls may be sent again when nobody knows whether they arrived. */
const reads: ReadonlySet<string> = new Set(['search_read', 'read', 'fields_get'])

export function isRead(method: string): boolean {
  return reads.has(method)
}
