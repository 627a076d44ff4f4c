import { createHash } from 'node:crypto'
import { type EntityManager, type FindOptionsWhere, In, IsNull } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { EvidencePart } from '../../entities/evidence-part.js'
import { Evidence } from '../../entities/evidence.js'
import { groupBy } from '../kernel/collections.js'
import { InternalError, NotFoundError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import { chunked } from '../kernel/streams.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { containsNationalNumber } from '../vocabulary/national-number.js'
import { done, type Outcome, refused, RefusalCode } from '../vocabulary/refusal.js'
import type { EvidenceFile, EvidenceView } from './changes.js'

/** A file that was checked. */
export interface AcceptedFile {
  readonly name: string
  readonly mediaType: string
  readonly content: Buffer
}

/** To what a piece of evidence belongs, and who added it. */
export interface EvidencePlace {
  readonly subjectId: string
  readonly planId: string
  readonly stepId: string | null
  /** Account hash. */
  readonly addedBy: string
  readonly addedAt: string
}

const largestFile = 8 * 1_024 * 1_024
const longestName = 200
const longestRemark = 2_000
const mediaTypes: readonly string[] = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain', 'message/rfc822']

/** Sealed and in base64, a piece still fits into a text column of any database. */
const pieceBytes = 30 * 1_024

/** The file as bytes; refused where it is too large, empty, not base64, or of a kind that is not kept. */
export function acceptedFile(file: EvidenceFile | null | undefined): Outcome<AcceptedFile | null> {
  if (file === null || file === undefined) {
    return done(null)
  }
  const name = file.name.normalize('NFC').trim()
  const content = Buffer.from(file.contentBase64, 'base64')
  const isBase64 = content.toString('base64').replace(/=+$/, '') === file.contentBase64.replace(/\s+/g, '').replace(/=+$/, '')
  const isFit = isBase64 && content.length > 0 && content.length <= largestFile && mediaTypes.includes(file.mediaType)
  const isNamed = name !== '' && name.length <= longestName && !containsNationalNumber(name)
  return isFit && isNamed ? done({ name, mediaType: file.mediaType, content }) : refused(RefusalCode.EVIDENCE_REFUSED)
}

/** Lower-case hex. */
export function sha512Of(content: Buffer): string {
  return createHash('sha512').update(content).digest('hex')
}

/** The remark as it is kept; refused where it is empty, too long, or names a national number. */
export function acceptedRemark(remark: string): Outcome<string> {
  const text = remark.normalize('NFC').trim()
  if (containsNationalNumber(text)) {
    return refused(RefusalCode.NATIONAL_NUMBER_REFUSED)
  }
  return text === '' || text.length > longestRemark ? refused(RefusalCode.EVIDENCE_REFUSED) : done(text)
}

/** Files and remarks that prove something, sealed under the subject's key; a file in pieces. */
export class EvidenceStore {
  constructor(
    private readonly database: Database,
    private readonly vault: SubjectVault,
  ) {}

  /** Within the caller's transaction. */
  async addRemark(manager: EntityManager, place: EvidencePlace, remark: string): Promise<void> {
    const textCipher = await this.vault.seal(place.subjectId, remark)
    await manager.insert(Evidence, { ...place, id: newId(), textCipher, mediaType: null, bytes: 0, sha512: null })
  }

  /** Within the caller's transaction. */
  async addFile(manager: EntityManager, place: EvidencePlace, { name, mediaType, content }: AcceptedFile): Promise<void> {
    const id = newId()
    const textCipher = await this.vault.seal(place.subjectId, name)
    await manager.insert(Evidence, { ...place, id, textCipher, mediaType, bytes: content.length, sha512: sha512Of(content) })
    for (let start = 0, number = 1; start < content.length; start += pieceBytes, number += 1) {
      const piece = content.subarray(start, start + pieceBytes).toString('base64')
      await manager.insert(EvidencePart, { evidenceId: id, number, contentCipher: await this.vault.seal(place.subjectId, piece) })
    }
  }

  /** Id of the plan that it belongs to, or whose step it does. Throws NotFoundError. */
  async planOf(evidenceId: string): Promise<string> {
    const evidence = await this.database.read((manager) => manager.findOneBy(Evidence, { id: evidenceId }))
    if (evidence === null) {
      throw new NotFoundError()
    }
    return evidence.planId
  }

  /** The bytes of a file, as they came. Who may see them is asked elsewhere. Throws NotFoundError where there is no such file. */
  async contentOf(evidenceId: string): Promise<Buffer> {
    const evidence = await this.database.read((manager) => manager.findOneBy(Evidence, { id: evidenceId }))
    const parts = await this.database.read((manager) => manager.find(EvidencePart, { where: { evidenceId }, order: { number: 'ASC' } }))
    if (evidence === null || parts.length === 0) {
      throw new NotFoundError()
    }
    const { subjectId } = evidence
    const pieces = await this.vault.openAll(parts.map(({ contentCipher }) => ({ subjectId, cipher: contentCipher })))
    const content = Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
    if (sha512Of(content) !== evidence.sha512) {
      throw new InternalError(`Evidence ${evidenceId} is not what was added.`)
    }
    return content
  }

  /** What belongs to plans as a whole, by plan. */
  ofPlans(planIds: readonly string[]): Promise<ReadonlyMap<string, readonly EvidenceView[]>> {
    return this.found(planIds, { idOf: ({ planId }) => planId, where: (ids) => ({ planId: In(ids), stepId: IsNull() }) })
  }

  /** What belongs to single steps of a plan, by step. */
  ofSteps(planId: string, stepIds: readonly string[]): Promise<ReadonlyMap<string, readonly EvidenceView[]>> {
    return this.found(stepIds, { idOf: ({ stepId }) => stepId ?? '', where: (ids) => ({ planId, stepId: In(ids) }) })
  }

  private async found(ids: readonly string[], { idOf, where }: Belonging): Promise<ReadonlyMap<string, readonly EvidenceView[]>> {
    const rows: Evidence[] = []
    for (const some of chunked(ids, 200)) {
      const order = { addedAt: 'ASC', id: 'ASC' } as const
      rows.push(...(await this.database.read((manager) => manager.find(Evidence, { where: where(some), order }))))
    }
    const texts = await this.vault.openAll(rows.map(({ subjectId, textCipher }) => ({ subjectId, cipher: textCipher })))
    const placed = rows.map((row, index) => ({ at: idOf(row), view: viewOf(row, texts[index] ?? '') }))
    return new Map([...groupBy(placed, ({ at }) => at)].map(([at, group]) => [at, group.map(({ view }) => view)]))
  }
}

/** To what evidence is looked for. */
interface Belonging {
  readonly idOf: (evidence: Evidence) => string
  readonly where: (ids: readonly string[]) => FindOptionsWhere<Evidence>
}

function viewOf({ id, mediaType, bytes, sha512, addedAt }: Evidence, text: string): EvidenceView {
  return { id, text, mediaType, bytes, sha512, addedAt }
}
