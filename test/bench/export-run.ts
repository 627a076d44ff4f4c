import { createWriteStream } from 'node:fs'
import { plan, sourceOf, newKeys } from '../builders/package-order.js'
import { writePackage } from '../../exporters/package.js'
import type { ExportPage, ExportRecord } from '../../exporters/records.js'
import { ed25519Signer } from '../../exporters/signature.js'
import { FileSpool } from '../builders/file-spool.js'

/** One export in a process of its own: `export-run RECORDS ZIP FOLDER`; prints what it took as one JSON line. */
const [count = '1000', zip = 'export.zip', folder = '.'] = process.argv.slice(2)

const pageSize = 500
const first = ['Lotte', 'Jan', 'Amélie', 'Günther', 'Fatima', 'Noé', 'Marie', 'Pieter']
const last = ['Peeters', 'Janssens', 'Dubois', "D'Hondt", 'Van den Broeck', 'Müller', 'El Amrani']
const words = ['invoice', 'called back', 'offer sent', 'betaald', 'réunion', 'ticket closed', 'says: "ok"', 'a; b, c']

/** A number that looks random and is the same every time. */
function scattered(n: number, below: number): number {
  return (Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) >>> 3) % below
}

function pick(list: readonly string[], n: number): string {
  return list[scattered(n, list.length)] ?? ''
}

/** Six fields; with the four that every record has, ten columns. */
function recordOf(n: number): ExportRecord {
  const name = `${pick(first, n)} ${pick(last, n * 7)}`
  return {
    id: `rec${n.toString(36).padStart(8, '0')}`,
    externalId: String(100_000 + n),
    observedAt: '2026-11-23T05:59:00.000Z',
    sourceUpdatedAt: `2026-0${1 + (n % 9)}-1${n % 10}T08:${10 + (n % 50)}:00.000Z`,
    values: {
      name,
      phone: `+3247${String(scattered(n * 3, 9_999_999)).padStart(7, '0')}`,
      email: `${name.toLowerCase().replaceAll(/[^a-z]/g, '.')}${n}@example.be`,
      note: `${pick(words, n)} ${pick(words, n * 11)} ${scattered(n * 13, 99_999)}`,
      balance: scattered(n * 5, 1_000_000) / 100,
      newsletter: n % 3 === 0,
    },
  }
}

async function* pages(total: number): AsyncGenerator<ExportPage> {
  for (let start = 0; start < total; start += pageSize) {
    yield { records: Array.from({ length: Math.min(pageSize, total - start) }, (_, n) => recordOf(start + n)) }
  }
}

const keys = await newKeys()
const start = performance.now()
let bytes = 0
const result = await writePackage({
  plan,
  source: {
    ...sourceOf({ pages: [] }),
    async *records(_system, recordType) {
      yield* recordType === 'contact' ? pages(Number(count)) : []
    },
  },
  openPart: () => createWriteStream(zip),
  openSpool: () => FileSpool.open(folder),
  signer: ed25519Signer('key-1', keys.privateKey),
  onProgress: (progress) => (bytes = progress.bytes),
})
const seconds = (performance.now() - start) / 1000
const peakRssBytes = process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ seconds, bytes, zipBytes: result.bytes, peakRssBytes }))
