import { fine, type Finding, problem } from './finding.js'

const timeoutMs = 5_000
const checkProvider = 'Check tokens.issuer, that the provider runs, and that this machine may reach it.'

export interface ProviderAnswer {
  readonly findings: readonly Finding[]
  /** The provider's own clock, from its answer; null where it did not tell. */
  readonly date: Date | null
}

/** Whether the identity provider describes itself as the one that is configured, and publishes keys. */
export async function checkIdentityProvider(issuer: string, signal: AbortSignal): Promise<ProviderAnswer> {
  const description = await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, signal)
  if (description === null) {
    return { date: null, findings: [problem('The identity provider does not answer.', checkProvider)] }
  }
  const { issuer: claimed, jwks_uri: jwksUri } = description.body
  if (claimed !== issuer) {
    const remedy = 'Write tokens.issuer exactly as the provider writes it, slashes included.'
    return { date: description.date, findings: [problem('The provider calls itself by another name.', remedy)] }
  }
  const keys = typeof jwksUri === 'string' ? await read(jwksUri, signal) : null
  return { date: description.date, findings: [fine('The provider answers, under the configured name.'), keyFinding(keys)] }
}

function keyFinding(keys: Answer | null): Finding {
  const list = keys?.body['keys']
  const count = Array.isArray(list) ? list.length : 0
  return count > 0
    ? fine(`It publishes ${count} key(s).`)
    : problem('It publishes no keys.', 'Check the jwks_uri in the provider’s description.')
}

interface Answer {
  readonly body: Readonly<Record<string, unknown>>
  readonly date: Date | null
}

/** Null for whatever is no JSON document with status 200. */
async function read(address: string, signal: AbortSignal): Promise<Answer | null> {
  try {
    const response = await fetch(address, { redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) })
    const header = response.headers.get('date')
    const body = (await response.json()) as Record<string, unknown> | null
    return response.ok && body !== null ? { body, date: header === null ? null : new Date(header) } : null
  } catch {
    signal.throwIfAborted()
    return null
  }
}
