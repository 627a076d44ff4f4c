import { beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { runVerify, VerifyExit } from '../../exporters/verify.js'
import { type Keys, newKeys, plan, record, sourceOf, temporaryFolder, written } from '../builders/package-order.js'

const files = [{ recordId: 'rec_1', n: 1, extension: 'txt', mediaType: 'text/plain', originalName: 'a.txt', text: 'attached' }]

let keys: Keys
let original: string
let bag: string
let jwksFile: string

beforeAll(async () => {
  keys = await newKeys()
  const { paths } = await written({ source: sourceOf({ pages: [{ records: [record(1), record(2)] }], files }) }, keys)
  original = paths[0]!
  bag = join(dirname(original), plan.bundleId)
  execFileSync('unzip', ['-q', original, '-d', dirname(original)])
  jwksFile = join(dirname(original), 'jwks.json')
  writeFileSync(jwksFile, JSON.stringify(keys.jwks))
})

async function verify(...args: string[]): Promise<{ exit: VerifyExit; said: string }> {
  const lines: string[] = []
  const exit = await runVerify(args, (line) => lines.push(line))
  return { exit, said: lines.join('\n') }
}

/** The bag zipped anew after something was done to it. */
function changed(change: (folder: string) => void): string {
  const folder = temporaryFolder()
  cpSync(bag, join(folder, plan.bundleId), { recursive: true })
  change(join(folder, plan.bundleId))
  execFileSync('zip', ['-q', '-r', '-D', 'changed.zip', '.'], { cwd: folder })
  return join(folder, 'changed.zip')
}

function replaceIn(path: string, from: string | RegExp, to: string): (folder: string) => void {
  return (folder) => {
    const before = readFileSync(join(folder, path), 'utf8')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(join(folder, path), after)
  }
}

/** Makes the manifests fit again after a change: what somebody would do who wants it not to be noticed. */
function resealed(change: (folder: string) => void): (folder: string) => void {
  return (folder) => {
    change(folder)
    const payload = 'find data -type f | sort | xargs sha512sum > manifest-sha512.txt'
    const tags = 'sha512sum bag-info.txt bagit.txt manifest-sha512.txt > tagmanifest-sha512.txt'
    execFileSync('sh', ['-c', `${payload}; ${tags}`], { cwd: folder })
  }
}

describe('an untouched bundle', () => {
  test('is intact and signed by a key of the set', async () => {
    expect(await verify(original, '--jwks', jwksFile)).toEqual({
      exit: VerifyExit.INTACT,
      said: expect.stringContaining('intact, signed by key-1'),
    })
  })

  test('without keys is intact, and the signer is said not to be checked', async () => {
    expect(await verify(original)).toEqual({ exit: VerifyExit.INTACT, said: expect.stringContaining('intact, signer not checked') })
  })

  test('is intact after another program zipped it anew', async () => {
    const { exit } = await verify(
      changed(() => undefined),
      '--jwks',
      jwksFile,
    )
    expect(exit).toBe(VerifyExit.INTACT)
  })

  test('takes the keys from an address too', async () => {
    const server = createServer((_request, response) => response.end(JSON.stringify(keys.jwks))).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { exit, said } = await verify(original, '--jwks', `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`)
    server.close()
    expect([exit, said.split('\n')[0]]).toEqual([VerifyExit.INTACT, 'intact, signed by key-1'])
  })

  test('can report in JSON', async () => {
    const { said } = await verify(original, '--jwks', jwksFile, '--json')
    expect(JSON.parse(said)).toMatchObject({ intact: true, signature: 'KNOWN', kid: 'key-1', records: 2, problems: [] })
  })
})

describe('a bundle that is not as it was', () => {
  const data = 'data/crm/contact.json'
  const contents = { note: 'note 1', other: 'note 9' }

  test.each<[string, (folder: string) => void, string]>([
    ['a changed record', replaceIn(data, contents.note, contents.other), `${data}: is not what the manifest says`],
    ['a removed file', (folder) => rmSync(join(folder, 'data/crm/contact.csv')), 'data/crm/contact.csv: is missing'],
    ['an added file', (folder) => writeFileSync(join(folder, 'data/extra.txt'), 'x'), 'data/extra.txt: is not in the manifest'],
    [
      'an added file outside the payload',
      (folder) => writeFileSync(join(folder, 'extra.txt'), 'x'),
      'extra.txt: does not belong to the bag',
    ],
    ['a changed manifest', replaceIn('manifest-sha512.txt', /^./, 'f'), 'manifest-sha512.txt: is not what the tag manifest says'],
    ['a changed size', replaceIn('bag-info.txt', /Oxum: ./, 'Oxum: 9'), 'bag-info.txt: states another number'],
    ['no signature', (folder) => rmSync(join(folder, 'signature.jws')), 'signature.jws: is missing'],
    [
      'a signature of something else',
      (folder) => writeFileSync(join(folder, 'signature.jws'), 'abc..def'),
      'signature.jws: is not a detached signature',
    ],
    ['no tag manifest', (folder) => rmSync(join(folder, 'tagmanifest-sha512.txt')), 'tagmanifest-sha512.txt: is missing'],
    [
      'new manifests over a changed record',
      resealed(replaceIn(data, contents.note, contents.other)),
      'signature.jws: does not fit the tag manifest',
    ],
    [
      'new manifests: the Data Package disagrees',
      resealed(replaceIn(data, contents.note, 'note 77')),
      `${data}: is not what datapackage.json says`,
    ],
    ['a record that breaks its schema', resealed(replaceIn(data, '"_externalId":"1",', '')), `${data}: record 1 does not fit its schema`],
    ['a JSON file cut short', resealed(replaceIn(data, ']\n', '')), `${data}: is cut short`],
    ['broken JSON', resealed(replaceIn('data/coverage.json', '{', '')), 'data/coverage.json: is not JSON'],
    [
      'a CSV row too long',
      resealed(replaceIn('data/crm/contact.csv', 'note 1', 'note,1')),
      'data/crm/contact.csv: row 2 has 11 cells instead of 10',
    ],
    ['no Data Package', resealed((folder) => rmSync(join(folder, 'data/datapackage.json'))), 'data/datapackage.json: is missing'],
  ])('%s', async (_what, change, said) => {
    const result = await verify(changed(change), '--jwks', jwksFile)
    expect(result).toEqual({ exit: VerifyExit.NOT_INTACT, said: expect.stringContaining(said) })
  })

  test('a key that is not in the set', async () => {
    const strangers = join(temporaryFolder(), 'jwks.json')
    writeFileSync(strangers, JSON.stringify((await newKeys('key-2')).jwks))
    const { exit, said } = await verify(original, '--jwks', strangers)
    expect([exit, said]).toEqual([VerifyExit.NOT_INTACT, expect.stringContaining('not in the key set')])
  })

  test('another key under the same name', async () => {
    const forged = join(temporaryFolder(), 'jwks.json')
    writeFileSync(forged, JSON.stringify((await newKeys('key-1')).jwks))
    const { exit, said } = await verify(original, '--jwks', forged)
    expect([exit, said]).toEqual([VerifyExit.NOT_INTACT, expect.stringContaining('does not fit the tag manifest')])
  })

  test.each([
    ['climbs out', '../climbs.txt', 'unsafe name'],
    ['absolute', '/absolute.txt', 'unsafe name'],
    ['another base directory', 'elsewhere/file.txt', 'outside the base directory'],
    ['a file twice', `${plan.bundleId}/data/profile.json`, 'there twice'],
  ])('a name that is %s', async (_what, name, reason) => {
    const copy = join(temporaryFolder(), 'copy.zip')
    cpSync(original, copy)
    const python = 'import sys,zipfile; zipfile.ZipFile(sys.argv[1],"a").writestr(sys.argv[2],"x")'
    execFileSync('python3', ['-W', 'ignore', '-c', python, copy, name])
    expect(await verify(copy)).toEqual({ exit: VerifyExit.NOT_INTACT, said: expect.stringContaining(reason) })
  })
})

describe('what cannot be checked at all', () => {
  test('a zip cut short, something else, nothing, and keys that are none', async () => {
    const cut = join(temporaryFolder(), 'cut.zip')
    cpSync(original, cut)
    truncateSync(cut, 2000)
    const cases = [[cut], [jwksFile], ['/nowhere.zip'], [], [original, '--jwks', original], [original, '--wrong']]
    const exits = await Promise.all(cases.map(async (args) => (await verify(...args)).exit))
    expect(exits).toEqual(cases.map(() => VerifyExit.UNREADABLE))
  })
})

describe('a bundle in parts', () => {
  test('verifies with all parts and misses the files of an absent one', async () => {
    const order = { source: sourceOf({ pages: [{ records: [record(1)] }], files }), partBytes: 4_000 }
    const { paths, result } = await written(order, keys)
    expect(result.parts.map(({ number }) => number)).toEqual(paths.map((_path, index) => index + 1))
    expect(paths.length).toBeGreaterThan(1)
    expect((await verify(...paths, '--jwks', jwksFile)).exit).toBe(VerifyExit.INTACT)
    expect((await verify(...paths.slice(1), '--jwks', jwksFile)).exit).toBe(VerifyExit.NOT_INTACT)
  })
})
