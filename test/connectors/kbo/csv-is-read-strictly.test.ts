import { describe, expect, test } from '@jest/globals'
import { array, assert, asyncProperty, nat, oneof, string, stringMatching } from 'fast-check'
import { CsvReader } from '../../../src/connectors/kbo/csv-reader.js'
import { gather } from '../../../src/kernel/streams.js'

const columns = ['First', 'Second', 'Third']

async function* inChunks(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size)
  }
}

async function read(bytes: Buffer, size = 7): Promise<{ line: number; cells: readonly string[] }[]> {
  return (await gather(new CsvReader('some.csv', columns).read(inChunks(bytes, size)))).flat()
}

describe('the CSV of the register', () => {
  test('comes back cell by cell, wherever the chunks are cut', async () => {
    const cell = oneof(string({ unit: 'grapheme' }), stringMatching(/^[",\né]*$/))
    await assert(
      asyncProperty(array(array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), nat({ max: 20 }), async (rows, cut) => {
        const text = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        expect((await read(Buffer.from(`X\n${text}`), cut + 1)).slice(1).map(({ cells }) => cells)).toEqual(rows)
      }),
    )
  })

  test('keeps empty and unquoted cells apart from nothing', async () => {
    const records = await read(Buffer.from('"a",,b\n,"",\n'))
    expect(records.map(({ cells }) => cells)).toEqual([
      ['a', '', 'b'],
      ['', '', ''],
    ])
  })

  test('counts the lines that a quoted value spans', async () => {
    expect((await read(Buffer.from('"a\nb",,\nc,,\n'))).map(({ line }) => line)).toEqual([1, 3])
  })

  test('a byte that is not UTF-8 is an error that names its line', async () => {
    const bytes = Buffer.concat([Buffer.from('"a"\n"b"\n"'), Buffer.from([0xe9]), Buffer.from('"\n')])
    await expect(read(bytes, 1_000)).rejects.toThrow('some.csv, line 3: the text is not UTF-8.')
  })

  test('a quote that nothing closes is noticed long before the end of the file', async () => {
    let served = 0
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        served += 1
        yield Buffer.from(served === 1 ? 'a,"b' : 'x\n'.repeat(10_000))
      }
    }
    await expect(gather(new CsvReader('some.csv', columns).read(endless()))).rejects.toThrow('line 1, column First: a quote is opened')
    expect(served).toBeLessThan(10)
  })
})
