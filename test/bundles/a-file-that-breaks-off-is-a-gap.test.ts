import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AttachedFiles } from '../../src/bundles/attached-files.js'
import { RunFolder } from '../../src/bundles/run-folder.js'
import { WithheldCounts } from '../../src/bundles/withheld-counts.js'
import { SourceError } from '../../src/connectors/source-error.js'
import type { ExportedPage } from '../../src/federation/subject-export.js'
import type { BundleKind } from '../../src/vocabulary/bundle-state.js'
import type { Attachment } from '../../src/vocabulary/source-record.js'
import { collected } from '../builders/collected.js'
import { answered } from '../builders/package-order.js'
import { statementWith } from '../builders/statements.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attached-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const attachment = (id: string, authoredBySubject = true): Attachment => ({
  id,
  name: `${id}.PDF`,
  mediaType: 'application/pdf',
  authoredBySubject,
})

function pageWith(...attachments: readonly Attachment[]): ExportedPage {
  const ref = { system: 'odoo', recordType: 'contact', externalId: '8' }
  const record = { ref, subjectId: 's', fields: {}, observedAt: '2026-03-05T10:00:00.000Z', attachments }
  return { systemId: 'odoo', recordType: 'contact', records: [{ id: 'record-1', record, statements: [statementWith()] }] }
}

interface Setting {
  readonly content: (id: string, signal: AbortSignal) => AsyncIterable<Uint8Array>
  readonly kind?: BundleKind
  readonly signal?: AbortSignal
  readonly budgetMs?: number
}

async function filesWith({ content, kind = 'ACCESS_COPY', signal = new AbortController().signal, budgetMs = 5_000 }: Setting) {
  const { openSpool } = await RunFolder.open(folder, 'run')
  const withheld = new WithheldCounts()
  const subjectExport = { open: async (_ref: unknown, id: string, limits: { signal: AbortSignal }) => content(id, limits.signal) }
  return { withheld, files: new AttachedFiles({ subjectExport, kind, limits: { budgetMs, signal }, openSpool, withheld }) }
}

async function* twoPieces(id: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${id} begins, `)
  if (id === 'broken') {
    throw new SourceError('SYSTEM_ERROR', 'The line was cut.')
  }
  yield Buffer.from('and ends')
}

const coverage = answered('FOUND', { systemId: 'odoo' })

async function contents(files: AttachedFiles): Promise<string[]> {
  const texts: string[] = []
  for await (const file of files.all()) {
    texts.push(Buffer.concat(await collected(file.content as AsyncIterable<Buffer>)).toString())
  }
  return texts
}

describe('the files of a bundle', () => {
  test('leave out one that breaks off in the middle, and declare it', async () => {
    const { files } = await filesWith({ content: twoPieces })
    await files.note(pageWith(attachment('one'), attachment('broken'), attachment('two')))
    expect(await contents(files)).toEqual(['one begins, and ends', 'two begins, and ends'])
    expect(files.addGapsTo([coverage])[0]?.gaps).toEqual([{ recordType: 'contact', scope: '1 file(s)', reason: 'SYSTEM_ERROR' }])
    expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())).toEqual([])
  })

  test('do not wait for ever for one that stands still', async () => {
    const standsStill = async function* (_id: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
      yield Buffer.from('begins')
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    }
    const { files } = await filesWith({ content: standsStill, budgetMs: 20 })
    await files.note(pageWith(attachment('slow')))
    expect(await contents(files)).toEqual([])
    expect(files.addGapsTo([coverage])[0]?.gaps).toEqual([expect.objectContaining({ reason: 'TIMEOUT' })])
  })

  test('are not declared missing when it was us who stopped', async () => {
    const stopped = new AbortController()
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('begins')
      stopped.abort(new Error('The worker stops.'))
      throw new Error('aborted')
    }
    const { files } = await filesWith({ content, signal: stopped.signal })
    await files.note(pageWith(attachment('one')))
    await expect(contents(files)).rejects.toThrow('The worker stops.')
  })

  test('hold back what others wrote, and count it', async () => {
    const { files, withheld } = await filesWith({ content: twoPieces })
    await files.note(pageWith(attachment('mine'), attachment('theirs', false), attachment('also-theirs', false)))
    expect(await contents(files)).toEqual(['mine begins, and ends'])
    expect(withheld.list()).toEqual([
      expect.objectContaining({ recordId: null, field: null, count: 2, reason: { ground: 'RIGHTS_OF_OTHERS', article: 'Art. 15(4)' } }),
    ])
  })

  test('keep the name that the source gave apart from the name in the bundle', async () => {
    const { files } = await filesWith({ content: twoPieces })
    await files.note(pageWith(attachment('one')))
    const [file] = await collected(files.all())
    expect(file).toMatchObject({ recordId: 'record-1', n: 1, extension: 'PDF', originalName: 'one.PDF' })
  })
})
