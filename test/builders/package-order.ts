import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, type JSONWebKeySet } from 'jose'
import type { PackageConclusion, PackageOrder, PackagePlan, PackageSource } from '../../exporters/package-plan.js'
import { type PackageResult } from '../../exporters/package-plan.js'
import { writePackage } from '../../exporters/package.js'
import type { ExportFile, ExportPage, ExportRecord } from '../../exporters/records.js'
import { ed25519Signer } from '../../exporters/signature.js'
import type { FieldMap, SystemMap } from '../../src/datamap/data-map.js'
import type { ValueFormat } from '../../src/datamap/value-format.js'
import type { AccessStatement } from '../../src/vocabulary/access-statement.js'
import type { SystemCoverage } from '../../src/vocabulary/coverage.js'
import type { DataCategory } from '../../src/vocabulary/data-category.js'
import { FileSpool } from './file-spool.js'

export function field(category: DataCategory, format: ValueFormat): FieldMap {
  return {
    category,
    format,
    origin: 'PROVIDED',
    purposes: ['CUSTOMER_RELATIONSHIP'],
    legalBasis: 'CONTRACT',
    recipients: ['odoo'],
    retention: 'R-CONTRACT',
    erasure: 'CLEAR_FIELD',
    rectifiable: { mode: 'YES' },
  }
}

const label = (text: string) => ({ NL: text, FR: text, DE: text, EN: text })

export const contactSystem: SystemMap = {
  system: 'crm',
  labels: label('Customer relations'),
  role: 'CONTROLLER',
  recordTypes: {
    contact: {
      labels: label('Contact'),
      fields: {
        name: field('PERSON_NAME', 'NAME'),
        phone: field('PHONE_NUMBER', 'PHONE'),
        email: field('EMAIL_ADDRESS', 'EMAIL'),
        note: field('OTHER_PROVIDED_DATA', 'TEXT'),
        balance: field('TRANSACTION', 'NUMBER'),
        newsletter: field('CONSENT_RECORD', 'BOOLEAN'),
      },
    },
    order: { labels: label('Order'), fields: { reference: field('TRANSACTION', 'TEXT') } },
  },
}

export const plan: PackagePlan = {
  bundleId: '5b0a0d9e-3c7e-4e8e-9b65-0d8d7f8f0001',
  kind: 'ACCESS_COPY',
  language: 'NL',
  createdAt: '2026-11-23T06:00:00.000Z',
  controller: 'Example NV',
  subject: 'Lotte <Peeters>',
  systems: [contactSystem],
}

export function record(n: number, values: ExportRecord['values'] = {}): ExportRecord {
  return {
    id: `Rec_${n}`,
    externalId: String(n),
    observedAt: '2026-11-23T05:59:00.000Z',
    sourceUpdatedAt: n % 2 === 0 ? null : '2026-01-01T00:00:00.000Z',
    values: {
      name: { first: 'Lotte', last: 'Peeters' },
      phone: '+32470123456',
      note: `note ${n}`,
      balance: -n,
      newsletter: true,
      ...values,
    },
  }
}

export const statement: AccessStatement = {
  confirmed: true,
  purposes: [],
  recipients: [],
  retention: [],
  rights: [],
  complaint: {
    authority: 'GBA',
    address: 'Brussel',
    email: 'contact@example.be',
    url: 'https://example.be',
    text: 'U kunt klacht indienen.',
  },
  sources: [],
  automatedDecisions: { exist: false, text: 'Geen.' },
  transfers: [],
  coverage: [],
}

export function answered(answer: SystemCoverage['answer'], extra: Partial<SystemCoverage> = {}): SystemCoverage {
  return {
    systemId: 'crm',
    answer,
    recordCount: null,
    fieldCount: null,
    elapsedMs: null,
    observedAt: null,
    reason: null,
    nextAttemptAt: null,
    gaps: [],
    ...extra,
  }
}

export interface World {
  readonly pages: readonly ExportPage[]
  readonly files?: readonly (Omit<ExportFile, 'content'> & { readonly text: string })[]
  readonly conclusion?: Partial<PackageConclusion>
}

/** A source that brings the pages as contacts, and nothing else of records. */
export function sourceOf({ pages, files = [], conclusion = {} }: World): PackageSource {
  return {
    async *records(_system, recordType) {
      yield* recordType === 'contact' ? pages : []
    },
    async *files() {
      for (const { text, ...file } of files) {
        yield { ...file, content: bytesOf(text) }
      }
    },
    conclude: async () => ({ coverage: [answered('FOUND')], complete: true, statement, ...conclusion }),
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

export interface Keys {
  readonly privateKey: KeyObject
  readonly jwks: JSONWebKeySet
}

export async function newKeys(kid = 'key-1'): Promise<Keys> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' }] } }
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'package-'))
}

/** Writes a package into a new folder and tells where its parts are. */
export async function written(
  order: Partial<PackageOrder> & Pick<PackageOrder, 'source'>,
  keys: Keys,
): Promise<{ paths: string[]; result: PackageResult }> {
  const folder = temporaryFolder()
  const paths: string[] = []
  const openPart = (number: number) => {
    paths.push(join(folder, `part-${number}.zip`))
    return createWriteStream(paths.at(-1)!)
  }
  const signer = ed25519Signer('key-1', keys.privateKey)
  const result = await writePackage({ plan, openPart, openSpool: () => FileSpool.open(folder), signer, ...order })
  return { paths, result }
}
