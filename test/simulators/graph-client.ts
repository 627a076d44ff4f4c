import { type Microsoft365Options, Microsoft365Simulator } from '../../src/simulators/microsoft365/microsoft365-simulator.js'

/** Parsed JSON, looked into freely by tests. */
type Row = ReturnType<typeof JSON.parse>

export type Answer = { status: number; headers: Headers; text: string; body: Row }

/** The least client that can speak to the simulator: for its own tests only. */
export class GraphTestClient {
  private constructor(
    readonly simulator: Microsoft365Simulator,
    readonly token: string,
  ) {}

  static async start(options: Microsoft365Options = {}): Promise<GraphTestClient> {
    const simulator = await Microsoft365Simulator.start(options)
    return new GraphTestClient(simulator, await tokenOf(simulator))
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers)
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.simulator.url}/v1.0${path}`
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return answerOf(response)
  }

  /** Every row of a collection, following the links. */
  async all(path: string, headers: Record<string, string> = {}): Promise<Row[]> {
    const rows: Row[] = []
    for (let next: string | undefined = path; next !== undefined;) {
      const { body } = await this.get(next, headers)
      rows.push(...body['value'])
      next = body['@odata.nextLink']
    }
    return rows
  }
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
}

export async function askToken(
  simulator: Microsoft365Simulator,
  changes: Record<string, string> = {},
  tenant = simulator.tenantId,
): Promise<Answer> {
  const form = {
    client_id: simulator.clientId,
    client_secret: simulator.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    grant_type: 'client_credentials',
    ...changes,
  }
  return answerOf(await fetch(`${simulator.loginUrl}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) }))
}

export async function tokenOf(simulator: Microsoft365Simulator): Promise<string> {
  return (await askToken(simulator)).body['access_token']
}

export function query(options: Record<string, string>): string {
  return `?${new URLSearchParams(options).toString()}`
}
