import { beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { answered, type Keys, newKeys, plan, record, sourceOf, type World, written } from '../builders/package-order.js'
import { statementWith } from '../builders/statements.js'
import { checkBag } from './bag-checker.js'

const world: World = {
  pages: [
    {
      records: [record(1), record(2, { note: '=cmd|calc' })],
      withheld: [
        {
          system: 'crm',
          recordType: 'contact',
          recordId: 'Rec_2',
          field: 'note',
          count: 3,
          reason: { ground: 'RIGHTS_OF_OTHERS', article: 'Art. 15(4)' },
        },
      ],
    },
    { records: [] },
    { records: [record(3)] },
  ],
  files: [{ recordId: 'Rec_1', n: 1, extension: 'PDF', mediaType: 'application/pdf', originalName: '../Lotte & co.pdf', text: '%PDF' }],
}

let keys: Keys

beforeAll(async () => {
  keys = await newKeys()
})

async function unpacked(order: Parameters<typeof written>[0]): Promise<string> {
  const { paths } = await written(order, keys)
  const folder = dirname(paths[0]!)
  paths.forEach((path) => execFileSync('unzip', ['-q', path, '-d', folder]))
  return join(folder, plan.bundleId)
}

describe('a package in the hands of a stranger', () => {
  test('unzip, python and sha512sum agree that it is whole', async () => {
    const { paths } = await written({ source: sourceOf(world) }, keys)
    const folder = dirname(paths[0]!)
    expect(execFileSync('unzip', ['-t', paths[0]!], { encoding: 'utf8' })).toContain('No errors detected')
    const python = 'import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())'
    expect(execFileSync('python3', ['-c', python, paths[0]!], { encoding: 'utf8' }).trim()).toBe('None')
    execFileSync('unzip', ['-q', paths[0]!, '-d', folder])
    for (const manifest of ['manifest-sha512.txt', 'tagmanifest-sha512.txt']) {
      execFileSync('sha512sum', ['-c', '--quiet', '--strict', manifest], { cwd: join(folder, plan.bundleId) })
    }
  })

  test('is a bag by the checker that knows nothing of the exporter', async () => {
    expect(checkBag(await unpacked({ source: sourceOf(world) }))).toEqual([])
  })

  test('has its files where they are promised', async () => {
    const bag = await unpacked({ source: sourceOf(world) })
    const files = readdirSync(bag, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map((file) => join(file.parentPath, file.name).slice(bag.length + 1)).sort()).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'data/README.html',
      'data/coverage.json',
      'data/crm/contact.csv',
      'data/crm/contact.json',
      'data/datapackage.json',
      'data/dpv.jsonld',
      'data/files/rec_1-1.pdf',
      'data/files/rec_1-1.pdf.json',
      'data/profile.json',
      'data/schemas/crm.contact.schema.json',
      'data/schemas/crm.contact.table-schema.json',
      'data/spreadsheet/crm/contact.csv',
      'data/statement.json',
      'data/withheld.json',
      'manifest-sha512.txt',
      'signature.jws',
      'tagmanifest-sha512.txt',
    ])
  })

  test('keeps the original name of a file in the sidecar alone', async () => {
    const bag = await unpacked({ source: sourceOf(world) })
    const sidecar: unknown = JSON.parse(readFileSync(join(bag, 'data/files/rec_1-1.pdf.json'), 'utf8'))
    expect(sidecar).toMatchObject({ recordId: 'Rec_1', n: 1, originalName: '../Lotte & co.pdf', bytes: 4 })
  })

  test('says what is withheld and how much, in the file and on the page', async () => {
    const bag = await unpacked({ source: sourceOf(world) })
    expect(JSON.parse(readFileSync(join(bag, 'data/withheld.json'), 'utf8'))).toEqual(world.pages[0]!.withheld)
    const page = readFileSync(join(bag, 'data/README.html'), 'utf8')
    expect(page).toContain('<td>3</td><td>rechten van anderen</td>')
    expect(page).not.toContain('<Peeters>')
    expect(page).not.toContain('<script')
  })

  test('the page shows what is held about the person, escaped, and the answers of Art. 15', async () => {
    const statements = [
      statementWith({ value: 'Lotte <b>Peeters', category: 'PERSON_NAME', source: { system: 'crm' } }),
      statementWith({ value: null, masked: 'BE••••••••47', category: 'BANK_ACCOUNT', source: { system: 'crm' } }),
    ]
    const bag = await unpacked({ source: sourceOf({ pages: [{ records: [record(1)], statements }] }) })
    const page = readFileSync(join(bag, 'data/README.html'), 'utf8')
    expect(page).toContain('<td>Voor- en achternaam</td><td>Lotte &lt;b&gt;Peeters</td><td>Customer relations</td>')
    expect(page).toContain('<td>Bank account number</td><td>BE••••••••47</td>')
    expect(page).toContain('U kunt klacht indienen.')
  })

  test('the page shows the first of very many values and says where the others are', async () => {
    const statements = Array.from({ length: 700 }, (_, n) => statementWith({ value: `value ${n}`, source: { system: 'crm' } }))
    const bag = await unpacked({ source: sourceOf({ pages: [{ records: [record(1)], statements }] }) })
    const page = readFileSync(join(bag, 'data/README.html'), 'utf8')
    expect(page).toContain('<td>value 499</td>')
    expect(page).not.toContain('<td>value 500</td>')
    expect(page).toContain('These are the first values; profile.json has them all.')
  })

  test('a portability package holds no access statement', async () => {
    const source = sourceOf({ ...world, conclusion: { statement: null } })
    const bag = await unpacked({ source, plan: { ...plan, kind: 'PORTABILITY' } })
    expect(existsSync(join(bag, 'data/statement.json'))).toBe(false)
  })
})

describe('a package never says more than is true', () => {
  test('it cannot be complete with a source that did not answer', async () => {
    const source = sourceOf({ ...world, conclusion: { coverage: [answered('UNREACHABLE', { reason: 'TIMEOUT' })] } })
    await expect(written({ source }, keys)).rejects.toThrow('called complete')
  })

  test('an access copy without its answers, or another package with them, is refused', async () => {
    await expect(written({ source: sourceOf({ ...world, conclusion: { statement: null } }) }, keys)).rejects.toThrow('access statement')
    await expect(written({ source: sourceOf(world), plan: { ...plan, kind: 'PORTABILITY' } }, keys)).rejects.toThrow('access statement')
  })

  test('a value without a column stops it, for nothing may be lost silently', async () => {
    const source = sourceOf({ pages: [{ records: [record(1, { unmapped: 'x' })] }] })
    await expect(written({ source }, keys)).rejects.toThrow('does not map')
  })

  test('two files under one name stop it', async () => {
    const file = world.files![0]!
    await expect(written({ source: sourceOf({ ...world, files: [file, file] }) }, keys)).rejects.toThrow('same name')
  })
})

describe('the same data', () => {
  test('give the same bytes', async () => {
    const one = await written({ source: sourceOf(world) }, keys)
    const other = await written({ source: sourceOf(world) }, keys)
    expect(readFileSync(one.paths[0]!).equals(readFileSync(other.paths[0]!))).toBe(true)
    expect(one.result).toEqual(other.result)
  })

  test('give the same bytes whatever pages they come in', async () => {
    const records = Array.from({ length: 500 }, (_, n) => record(n))
    const inOne = await written({ source: sourceOf({ pages: [{ records }] }) }, keys)
    const single = await written({ source: sourceOf({ pages: records.map((one) => ({ records: [one] })) }) }, keys)
    expect(inOne.result.parts).toEqual(single.result.parts)
  })
})
