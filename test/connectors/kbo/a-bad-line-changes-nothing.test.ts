import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { writeFile } from 'node:fs/promises'
import { KboFileError } from '../../../src/connectors/kbo/kbo-file-error.js'
import type { ExtractFiles } from '../../../src/simulators/kbo/extract-files.js'
import { databases } from '../../builders/databases.js'
import { fullFiles, type KboBench, namedNumber, openKbo, withFile } from '../../builders/kbo.js'

/** Something wrong in a file, and the place that the message must name. */
const badLines: readonly (readonly [string, string, (lines: string[]) => string[], string])[] = [
  ['a number that is none', 'denomination.csv', (lines) => replaced(lines, 2, '"09990001","2","001","X"'), 'line 3, column EntityNumber'],
  [
    'a date that is none',
    'enterprise.csv',
    (lines) => replaced(lines, 1, '"0999.000.129","AC","000","1",,,2015-04-01'),
    'line 2, column StartDate',
  ],
  [
    'a value that is too long',
    'contact.csv',
    (lines) => replaced(lines, 1, `"0999.000.129","ENT","TEL","${'1'.repeat(255)}"`),
    'line 2, column Value',
  ],
  ['a missing column', 'address.csv', (lines) => replaced(lines, 1, '"0999.000.129","REGO"'), 'line 2, column TypeOfAddress'],
  ['a column too many', 'establishment.csv', (lines) => replaced(lines, 1, `${lines[1]},"x"`), 'line 2, column EnterpriseNumber'],
  ['a quote within a bare value', 'branch.csv', (lines) => [...lines, '9.000"006.626,01-01-2000,"0999.000.129"'], 'line 2, column Id'],
  [
    'text after a closing quote',
    'denomination.csv',
    (lines) => replaced(lines, 1, '"0999.000.129","2"x,"001","X"'),
    'line 2, column Language',
  ],
  ['a quote that nothing closes', 'denomination.csv', (lines) => [...lines, '"0999.000.129,"2'], 'column EntityNumber'],
  [
    'another header',
    'address.csv',
    (lines) => replaced(lines, 0, (lines[0] ?? '').replace('StreetNL', 'Street')),
    'line 1, column StreetNL',
  ],
  ['an empty file', 'contact.csv', () => [], 'line 1'],
  ['a meta file without a number', 'meta.csv', (lines) => lines.filter((line) => !line.includes('ExtractNumber')), 'column ExtractNumber'],
]

function replaced(lines: string[], index: number, line: string): string[] {
  return lines.with(index, line)
}

describe.each(await databases())('on $name', (on) => {
  let kbo: KboBench
  const lotte = namedNumber('Lotte')

  beforeAll(async () => {
    kbo = await openKbo(on)
    await kbo.import(await kbo.zip(fullFiles(137)))
  })

  afterAll(() => kbo.stop())

  async function refused(files: ExtractFiles): Promise<KboFileError> {
    const rowsBefore = await kbo.count('denomination')
    const failure: unknown = await kbo.import(await kbo.zip(files)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(KboFileError)
    expect((await kbo.store.current())?.extractNumber).toBe(137)
    expect(await kbo.store.rows('enterprise', [lotte])).toHaveLength(1)
    expect(await kbo.count('denomination')).toBe(rowsBefore)
    return failure as KboFileError
  }

  test.each(badLines)('%s in %s is refused with its place, and the extract before stays', async (_, file, change, place) => {
    const { message } = await refused(withFile(fullFiles(138), file, change))
    expect(message.startsWith(`${file}, `)).toBe(true)
    expect(message).toContain(place)
    expect(message).not.toContain('09990001')
  })

  test('a file that is missing from the zip is named', async () => {
    const files = new Map(fullFiles(138))
    files.delete('branch.csv')
    expect((await refused(files)).message).toBe('branch.csv: this file is missing from the zip.')
  })

  test('what is no zip at all is refused', async () => {
    const path = await kbo.zip(fullFiles(138))
    await writeFile(path, 'not a zip')
    await expect(kbo.import(path)).rejects.toThrow('download it again')
  })
})
