import type { SimulatedResponse } from '../simulator-server.js'

/** A page for people, as a proxy or the web layer answers: never the JSON a client hopes for. */
export function htmlPage(status: number, title: string, text: string, headers: Readonly<Record<string, string>> = {}): SimulatedResponse {
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body }
}

export const notFoundPage = (): SimulatedResponse => htmlPage(404, 'Not Found', 'The requested URL was not found on the server.')

export const noDatabasePage = (): SimulatedResponse =>
  htmlPage(404, 'Not Found', 'No database is selected and the requested URL was not found in the server-wide controllers.')

export const brokenPage = (): SimulatedResponse =>
  htmlPage(500, 'Internal Server Error', 'The server encountered an internal error and was unable to complete your request.')

export const gatewayPage = (status: 502 | 503 | 504): SimulatedResponse => htmlPage(status, gatewayTitles[status], 'nginx')

const gatewayTitles = { 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out' } as const

export const tooManyRequestsPage = (retryAfterSeconds: number): SimulatedResponse =>
  htmlPage(429, 'Too Many Requests', 'nginx', { 'retry-after': String(retryAfterSeconds) })
