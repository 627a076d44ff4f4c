import type { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'

export interface RpcAnswer {
  readonly jsonrpc: string
  readonly id: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data: OdooFailure }
}

export interface OdooFailure {
  readonly name: string
  readonly message: string
  readonly arguments: readonly unknown[]
}

export interface Json2Answer {
  readonly status: number
  readonly type: string
  readonly headers: Headers
  readonly body: unknown
}

/** Sends raw requests to a simulated Odoo, as its documentation writes them. */
export function odooCalls(odoo: OdooSimulator) {
  async function service(name: string, method: string, args: readonly unknown[]): Promise<RpcAnswer> {
    const body = JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 7, params: { service: name, method, args } })
    const response = await fetch(`${odoo.url}/jsonrpc`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return (await response.json()) as RpcAnswer
  }

  async function userId(login: string, secret: string): Promise<unknown> {
    return (await service('common', 'authenticate', [odoo.database, login, secret, {}])).result
  }

  /** `execute_kw` as the service user with every right. */
  async function rpc(model: string, method: string, args: readonly unknown[] = [], named: object = {}): Promise<RpcAnswer> {
    const uid = await userId(odoo.login, odoo.apiKey)
    return service('object', 'execute_kw', [odoo.database, uid, odoo.apiKey, model, method, args, named])
  }

  async function rpcRestricted(model: string, method: string, args: readonly unknown[] = [], named: object = {}): Promise<RpcAnswer> {
    const uid = await userId(odoo.restrictedLogin, odoo.restrictedKey)
    return service('object', 'execute_kw', [odoo.database, uid, odoo.restrictedKey, model, method, args, named])
  }

  async function json2(
    path: string,
    body: unknown,
    init: { readonly key?: string; readonly headers?: Record<string, string>; readonly method?: string } = {},
  ): Promise<Json2Answer> {
    const headers = {
      authorization: `bearer ${init.key ?? odoo.apiKey}`,
      'x-odoo-database': odoo.database,
      'content-type': 'application/json',
      ...init.headers,
    }
    const isGet = init.method === 'GET'
    const response = await fetch(`${odoo.url}/json/2/${path}`, {
      method: init.method ?? 'POST',
      headers,
      redirect: 'manual',
      body: isGet ? undefined : textOfBody(body),
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    return {
      status: response.status,
      type,
      headers: response.headers,
      body: type.startsWith('application/json') ? (JSON.parse(text) as unknown) : text,
    }
  }

  return { service, userId, rpc, rpcRestricted, json2 }
}

function textOfBody(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}
