import { randomInt } from 'node:crypto'
import { json, type SimulatedResponse } from '../simulator-server.js'
import { GraphError, refusals } from './graph-error.js'
import { type GraphObject, isObject, type Json, listOf, textOf, valueAt } from './graph-object.js'
import type { IncomingCall } from './incoming-call.js'

const mostMembers = 20

interface Member {
  readonly id: string
  readonly dependsOn: readonly string[]
  readonly call: IncomingCall
}

/** The targets inside a batch body, whatever else is wrong with it. */
export function batchTargets(body: Buffer): string[] {
  try {
    return listOf(valueAt(JSON.parse(body.toString()) as Json, 'requests')).map((request) => textOf(valueAt(request, 'url')))
  } catch {
    return []
  }
}

/** Answers each member on its own; the answers come in any order and the whole is always 200. */
export function answerBatch(body: Json, authorization: string, answer: (call: IncomingCall) => SimulatedResponse): SimulatedResponse {
  const members = listOf(valueAt(body, 'requests')).map((request) => memberOf(request, authorization))
  check(members)
  const answered = new Map<string, GraphObject>()
  for (const member of members) {
    const hasFailed = member.dependsOn.some((id) => Number(answered.get(id)?.['status'] ?? 0) >= 400)
    answered.set(member.id, hasFailed ? failedDependency(member.id) : packed(member.id, answer(member.call)))
  }
  return json(200, { responses: shuffled([...answered.values()]) })
}

function memberOf(request: Json, authorization: string): Member {
  const headers = valueAt(request, 'headers')
  const own = isObject(headers) ? Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]) : []
  const body = valueAt(request, 'body')
  return {
    id: textOf(valueAt(request, 'id')),
    dependsOn: listOf(valueAt(request, 'dependsOn')).map(textOf),
    call: {
      method: textOf(valueAt(request, 'method')).toUpperCase(),
      target: textOf(valueAt(request, 'url')).replace(/^(?!\/)/, '/'),
      headers: { ...Object.fromEntries(own), authorization },
      content: body === null ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
    },
  }
}

function check(members: readonly Member[]): void {
  if (members.length > mostMembers) {
    throw new GraphError(400, 'MaximumValueExceeded', `Number of batch request steps exceeds the maximum value of ${mostMembers}.`)
  }
  const ids = members.map(({ id }) => id.toLowerCase())
  const known = new Set<string>()
  for (const [index, { dependsOn, call }] of members.entries()) {
    const id = ids[index] ?? ''
    const isSound = id !== '' && !known.has(id) && dependsOn.every((other) => known.has(other.toLowerCase()))
    const isTyped = call.content.length === 0 || 'content-type' in call.headers
    if (!isSound || !isTyped || call.target.startsWith('/$batch')) {
      throw new GraphError(400, 'BadRequest', 'Invalid batch payload format.')
    }
    known.add(id)
  }
}

function failedDependency(id: string): GraphObject {
  const { code, message } = refusals.dependencyFailed()
  return { id, status: 424, headers: { 'Content-Type': 'application/json' }, body: { error: { code, message } } }
}

/** JSON as it is, anything else in base64. */
function packed(id: string, response: SimulatedResponse): GraphObject {
  const headers = Object.fromEntries(Object.entries(response.headers ?? {}).map(([name, value]) => [canonical(name), value]))
  const content = Buffer.from(response.body ?? '')
  const isJson = (response.headers?.['content-type'] ?? '').includes('json')
  const body = isJson ? (JSON.parse(content.toString()) as Json) : content.toString('base64')
  return { id, status: response.status, headers, ...(content.length === 0 ? {} : { body }) }
}

function canonical(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`)
}

function shuffled(responses: readonly GraphObject[]): GraphObject[] {
  const order = [...responses]
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1)
    const moved = order.splice(other, 1)
    order.splice(index, 0, ...moved)
  }
  return order
}
