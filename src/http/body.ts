import type { IncomingMessage } from 'node:http'
import { HttpRefusal } from './http-refusal.js'

function tooLarge(limit: number): HttpRefusal {
  return new HttpRefusal(413, `A request body has at most ${limit} bytes.`, { connection: 'close' })
}

/** The whole body as text. Stops reading at the limit. */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(tooLarge(limit))
      return
    }
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) {
        request.pause()
        reject(tooLarge(limit))
      }
      chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()))
    request.on('error', reject)
    request.on('close', () => request.complete || reject(new HttpRefusal(400, 'The request ended before its body did.')))
  })
}
