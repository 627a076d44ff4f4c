import { expect, test } from '@jest/globals'
import { HttpClient } from '../../src/connectors/http-client.js'
import { SimulatorServer } from '../../src/simulators/simulator-server.js'

test('an answer larger than allowed is malformed and not asked for again', async () => {
  const server = await new SimulatorServer(() => ({ status: 200, body: 'x'.repeat(200_000) })).start()
  const client = new HttpClient({ origin: server.url, maxAnswerBytes: 100_000 })
  const request = { method: 'GET', path: '/', signal: new AbortController().signal, safe: true } as const
  try {
    await expect(client.request(request)).rejects.toMatchObject({ reason: 'MALFORMED_ANSWER' })
    expect(server.requests).toHaveLength(1)
  } finally {
    await client.close()
    await server.stop()
  }
})
