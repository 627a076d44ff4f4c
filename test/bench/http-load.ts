import { connect, type Socket } from 'node:net'

export interface Target {
  readonly port: number
  readonly path: string
  readonly token: string
}

const END_OF_HEAD = '\r\n\r\n'

function requestFor({ port, path, token }: Target, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}${END_OF_HEAD}${body}`)
}

/** Length of the first whole answer in the bytes; 0 while there is none. An answer other than 200 ends the bench. */
function answerLength(bytes: Buffer): number {
  const end = bytes.indexOf(END_OF_HEAD)
  if (end < 0) {
    return 0
  }
  const head = bytes.toString('latin1', 0, end)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
    throw new Error(`The server answered ${head.split('\r\n')[0]}`)
  }
  const total = end + END_OF_HEAD.length + Number(length)
  return bytes.length >= total ? total : 0
}

/** Sends one request after the other on one connection until the time is over; gives how many were answered. */
function client(port: number, request: Buffer, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answered = 0
    let bytes: Buffer = Buffer.alloc(0)
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => socket.write(request))
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
      const length = answerLength(bytes)
      if (length === 0) {
        return
      }
      bytes = bytes.subarray(length)
      answered += 1
      if (performance.now() >= until) {
        socket.destroy()
        resolve(answered)
        return
      }
      socket.write(request)
    })
  })
}

/** Requests a second over some keep-alive connections. */
export async function requestsPerSecond(target: Target, body: string, seconds: number): Promise<number> {
  const start = performance.now()
  const request = requestFor(target, body)
  const counts = await Promise.all(Array.from({ length: 16 }, () => client(target.port, request, start + seconds * 1000)))
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - start) / 1000)
}
