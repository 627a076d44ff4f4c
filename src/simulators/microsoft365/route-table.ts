import type { Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'

interface CompiledRoute extends Route {
  readonly matcher: RegExp
  readonly names: readonly string[]
}

export interface FoundRoute {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The routes of Graph, tried in the order of the table: literal paths stand before placeholders. */
export class RouteTable {
  private readonly routes: readonly CompiledRoute[]

  constructor(routes: readonly Route[]) {
    this.routes = routes.map(compiled)
  }

  /** By method and encoded path; 405 where the path is known with another method. */
  find(method: string, encodedPath: string): FoundRoute {
    const path = encodedPath.replaceAll(/%(?:24|27|28|29)/g, (code) => decodeURIComponent(code))
    const fitting = this.routes.filter(({ matcher }) => matcher.test(path))
    const route = fitting.find((candidate) => candidate.method === method)
    if (route !== undefined) {
      return { route, params: paramsOf(route, path) }
    }
    if (fitting.length > 0) {
      throw refusals.methodNotAllowed()
    }
    throw new GraphError(400, 'BadRequest', `Resource not found for the segment '${path.split('/').at(-1) ?? ''}'.`)
  }
}

function paramsOf({ matcher, names }: CompiledRoute, path: string): Record<string, string> {
  const values = matcher.exec(path)?.slice(1) ?? []
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
  } catch {
    throw new GraphError(400, 'BadRequest', 'The request URL is malformed.')
  }
}

function compiled(route: Route): CompiledRoute {
  const names = [...route.pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const escaped = route.pattern.replaceAll(/[.$()]/g, String.raw`\$&`)
  const source = escaped.replaceAll(/'\{\w+\}'/g, "'(.*)'").replaceAll(/\{\w+\}/g, '([^/]+)')
  return { ...route, names, matcher: new RegExp(`^${source}$`, 'i') }
}
