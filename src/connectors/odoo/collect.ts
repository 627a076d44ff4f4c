import type { Clock } from '../../kernel/clock.js'
import { timestamp } from '../../kernel/clock.js'
import { type CoverageGap, CoverageReason } from '../../vocabulary/coverage.js'
import type { FieldValue, SourceRecord, SystemId } from '../../vocabulary/source-record.js'
import type { RecordLink, RecordPage, Selection } from '../connector.js'
import { mergePages } from '../merge-pages.js'
import type { FoundAttachment, OdooAttachments } from './attachments.js'
import { idsIn, momentOf } from './decode.js'
import { anyOf } from './domain.js'
import { gapFor } from './gaps.js'
import { KeyRing } from './key-ring.js'
import type { ModelFields, OdooReader, OdooRow } from './reader.js'
import { fieldsIn, readable, versionOf } from './record-fields.js'
import { modelsOf, odooRecordTypes, type OdooRecordType } from './record-types.js'
import { isSpent, spentFacts } from './writing/spent-records.js'

/** How many record types are read at the same time. */
const width = 6

interface Reading {
  readonly type: OdooRecordType
  readonly model: string
  readonly fields: ModelFields
  /** Fields that the caller selected and the server has. */
  readonly selected: readonly string[]
  readonly ring: KeyRing
}

/** Reads what hangs on the links: each record type with one search for all subjects, dealt back to the right ones. */
export class OdooCollector {
  constructor(
    private readonly reader: OdooReader,
    private readonly attachments: OdooAttachments,
    private readonly options: { readonly system: SystemId; readonly clock: Clock },
  ) {}

  async *collect(links: readonly RecordLink[], selection: Selection, signal: AbortSignal): AsyncGenerator<RecordPage> {
    const ring = new KeyRing(this.reader, links, signal)
    const types = odooRecordTypes.filter(({ recordType, isStep }) => isStep !== true && selection.has(recordType))
    const readings = types.map((type) => () => this.readType(type, selection.get(type.recordType) ?? [], { ring, signal }))
    yield* mergePages(readings, width)
    yield* barredSteps(ring, selection)
  }

  private async *readType(
    type: OdooRecordType,
    wanted: readonly string[],
    { ring, signal }: { readonly ring: KeyRing; readonly signal: AbortSignal },
  ): AsyncGenerator<RecordPage> {
    try {
      const { model, fields } = await this.reader.installed(modelsOf(type), signal)
      yield* this.readModel({ type, model, fields, selected: readable(wanted, fields), ring }, signal)
      yield* missingRight(type, fields)
    } catch (error) {
      yield pageWith(type, gapFor(error, type.recordType, `model ${type.model}`))
    }
  }

  private async *readModel(reading: Reading, signal: AbortSignal): AsyncGenerator<RecordPage> {
    const { type, model, fields, ring } = reading
    const paths = await ring.paths(type, fields)
    const domain = anyOf(paths.map((path) => path.domain))
    if (domain === null) {
      return
    }
    const only = (type.only ?? []).filter(([field]) => fields.has(field))
    const asked = [...new Set([...reading.selected, ...paths.flatMap((path) => path.fields), ...helpersOf(type, fields)])]
    const query = { model, domain: [...only, ...domain], fields: asked, hasShortPages: type.hasShortPages }
    for await (const page of this.reader.pages(query, signal)) {
      const rows = page.filter((row) => !isSpent(row, type.recordType))
      const { files, gaps } = await this.filesOf(type, { model, rows }, signal)
      const dealt = rows.map((row) => {
        const subjects = [...new Set(paths.flatMap((path) => path.subjects(row)))]
        return Promise.all(subjects.map((subjectId) => this.recordOf(reading, row, { subjectId, files: files.get(row.id) ?? [] })))
      })
      yield { recordType: type.recordType, records: (await Promise.all(dealt)).flat(), gaps }
    }
  }

  /** The files of a page; when they may not be listed, the records are served all the same. */
  private async filesOf(
    type: OdooRecordType,
    page: { readonly model: string; readonly rows: readonly OdooRow[] },
    signal: AbortSignal,
  ): Promise<{ files: ReadonlyMap<number, FoundAttachment[]>; gaps: CoverageGap[] }> {
    try {
      return { files: await this.attachments.of(type, page.model, page.rows, signal), gaps: [] }
    } catch (error) {
      return { files: new Map(), gaps: gapFor(error, type.recordType, 'attachments') }
    }
  }

  private async recordOf(
    reading: Reading,
    row: OdooRow,
    { subjectId, files }: { readonly subjectId: string; readonly files: readonly FoundAttachment[] },
  ): Promise<SourceRecord> {
    const { type, ring } = reading
    const authored = await isAuthor(reading, row, subjectId)
    const users = files.length === 0 ? new Map<number, ReadonlySet<string>>() : await ring.keys('portal-user')
    const isProvided = (file: FoundAttachment): boolean =>
      authored === true || (file.uploadedBy !== null && users.get(file.uploadedBy)?.has(subjectId) === true)
    return {
      ref: { system: this.options.system, recordType: type.recordType, externalId: String(row.id) },
      subjectId,
      fields: await fieldsOf(reading, row, subjectId),
      observedAt: timestamp(this.options.clock),
      ...datesOf(type, row),
      authoredBySubject: authored,
      attachments: files.map(({ uploadedBy, ...file }) => ({ ...file, authoredBySubject: isProvided({ ...file, uploadedBy }) })),
    }
  }
}

/** Fields that reading needs beside the selected ones. */
function helpersOf(type: OdooRecordType, fields: ModelFields): string[] {
  const helpers = ['write_date', type.retentionStart, type.author?.field, type.attachments?.idField, ...spentFacts(type.recordType)]
  return helpers.filter((field) => field !== undefined).filter((field) => fields.has(field))
}

async function fieldsOf(reading: Reading, row: OdooRow, subjectId: string): Promise<Record<string, FieldValue>> {
  const { type, selected, ring } = reading
  const isInherited = type.inherited !== undefined && !(await ring.isOwnAccount(row.id, subjectId))
  const own = selected.filter((name) => !(isInherited && type.inherited?.includes(name)))
  return fieldsIn(row, own, reading)
}

/** Undefined where authorship has no meaning. That somebody linked a record by hand says nothing about who wrote it. */
async function isAuthor({ type, ring }: Reading, row: OdooRow, subjectId: string): Promise<boolean | undefined> {
  if (type.author === undefined) {
    return undefined
  }
  const authors = await ring.keysOf(type.author)
  const named = idsIn(row[type.author.field])
  return named.length > 0
    ? named.some((id) => authors.get(id)?.has(subjectId))
    : type.authorAddress !== undefined && ring.isFoundBy(type.authorAddress, { recordType: type.recordType, id: row.id, subjectId })
}

function datesOf(type: OdooRecordType, row: OdooRow): Pick<SourceRecord, 'sourceUpdatedAt' | 'version' | 'retentionStart'> {
  const written = versionOf(row)
  const start = type.retentionStart === undefined ? undefined : row[type.retentionStart]
  return {
    sourceUpdatedAt: written === undefined ? undefined : momentOf(written),
    version: written,
    retentionStart: typeof start === 'string' ? start.slice(0, 10) : undefined,
  }
}

/** A closed model that was not asked for itself, but through which other records are reached. */
function* barredSteps(ring: KeyRing, selection: Selection): Generator<RecordPage> {
  const [anyType] = selection.keys()
  const hidden = odooRecordTypes.filter(({ recordType }) => ring.barred.has(recordType) && !selection.has(recordType))
  if (anyType !== undefined && hidden.length > 0) {
    const gaps = hidden.map(({ model }) => ({ recordType: null, scope: `what hangs on ${model}`, reason: CoverageReason.NO_PERMISSION }))
    yield { recordType: anyType, records: [], gaps }
  }
}

/** Fields that Odoo hides from this user look as if they did not exist: one that always exists gives that away. */
function* missingRight(type: OdooRecordType, fields: ModelFields): Generator<RecordPage> {
  if (type.guarded !== undefined && !fields.has(type.guarded)) {
    yield pageWith(type, [{ recordType: type.recordType, scope: 'private fields', reason: CoverageReason.NO_PERMISSION }])
  }
}

function pageWith({ recordType }: OdooRecordType, gaps: readonly CoverageGap[]): RecordPage {
  return { recordType, records: [], gaps }
}
