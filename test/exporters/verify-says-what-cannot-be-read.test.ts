import { beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { runVerify, VerifyExit } from '../../exporters/verify.js'
import { newKeys, plan, record, sourceOf, temporaryFolder, written } from '../builders/package-order.js'

let bundle: string
let folder: string
let text: string

beforeAll(async () => {
  bundle = (await written({ source: sourceOf({ pages: [{ records: [record(1)] }] }) }, await newKeys())).paths[0]!
  folder = temporaryFolder()
  text = join(folder, 'letter.txt')
  writeFileSync(text, 'a letter')
})

async function saidAbout(...args: string[]): Promise<string> {
  const lines: string[] = []
  expect(await runVerify(args, (line) => lines.push(line))).toBe(VerifyExit.UNREADABLE)
  return lines.join('\n')
}

/** A zip of one file under a top folder of this name. */
function zipOf(top: string, file: string): string {
  const zip = join(temporaryFolder(), 'other.zip')
  const python = 'import sys,zipfile; zipfile.ZipFile(sys.argv[1],"w").writestr(sys.argv[2],"x")'
  execFileSync('python3', ['-c', python, zip, `${top}/${file}`])
  return zip
}

describe('what is no bundle is told in one line, by its name', () => {
  test('a file that is not there, a folder, and a text', async () => {
    expect(await saidAbout(join(folder, 'none.zip'))).toBe(`${join(folder, 'none.zip')} is not there.`)
    expect(await saidAbout(folder)).toBe(`${folder} is a folder; name the file in it.`)
    expect(await saidAbout(text)).toBe(`${text} is not a zip, or not a whole one.`)
  })

  test('which of several it is', async () => {
    expect(await saidAbout(bundle, text)).toBe(`${text} is not a zip, or not a whole one.`)
  })

  test('any other zip', async () => {
    expect(await saidAbout(zipOf('photos', 'one.jpg'))).toBe('This is not a bundle, or not all its parts: no bagit.txt is in it.')
  })

  test('two bundles together', async () => {
    expect(await saidAbout(bundle, zipOf(`${plan.bundleId}x`, 'bagit.txt'))).toMatch(/^These are two bundles.*\.$/)
  })
})

describe('a key set is told by its name', () => {
  test('that is not there, that is a folder, that is none', async () => {
    expect(await saidAbout(bundle, '--jwks', '/nowhere/jwks.json')).toBe('/nowhere/jwks.json is not there.')
    expect(await saidAbout(bundle, '--jwks', folder)).toBe(`${folder} is a folder; name the file in it.`)
    expect(await saidAbout(bundle, '--jwks', text)).toBe(`${text} is not a JSON Web Key Set.`)
  })

  test('an address that does not answer, answers with an error, or with something else', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/gone' ? 404 : 200
      response.end('{}')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await saidAbout(bundle, '--jwks', `${url}/gone`)).toBe(`${url}/gone answers HTTP 404 instead of the key set.`)
    expect(await saidAbout(bundle, '--jwks', `${url}/other`)).toBe(`${url}/other is not a JSON Web Key Set.`)
    await new Promise((resolve) => server.close(resolve))
    expect(await saidAbout(bundle, '--jwks', `${url}/gone`)).toMatch(`${url}/gone does not answer.`)
  })
})
