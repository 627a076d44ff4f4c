import type { Database } from '../../entities/database.js'
import { Not } from 'typeorm'
import { SourceLink } from '../../entities/source-link.js'
import type { AuditLog } from '../audit/audit-log.js'
import type { DataMap } from '../datamap/data-map.js'
import { maskedText } from '../datamap/masking.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { DataCategory } from '../vocabulary/data-category.js'
import { EvidenceGrade, IdentifierKind, LinkState } from '../vocabulary/identifier.js'
import type { RecordRef } from '../vocabulary/source-record.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { LinkTarget, LinkView } from './federation.js'
import type { SubjectStore } from './subject-store.js'
import { keyOf, type RecordFinder } from './record-finder.js'

export interface Decision {
  readonly subjectId: string
  readonly linkId: string
  readonly state: typeof LinkState.CONFIRMED | typeof LinkState.REJECTED
}

/**
 * What people decide about links. Every decision can be taken back by the opposite one. The next reading searches anew by what
 * was decided: the identifiers of a confirmed record may find the person elsewhere, those of a rejected one find nobody any more.
 */
export class LinkDecisions {
  constructor(
    private readonly database: Database,
    private readonly store: SubjectStore,
    private readonly finder: RecordFinder,
    private readonly dataMap: DataMap,
    private readonly surroundings: { readonly audit: AuditLog; readonly clock: Clock },
  ) {}

  async list(subjectId: string): Promise<LinkView[]> {
    const known = await this.store.linksOf([subjectId])
    const links = new Map(known.map((link) => [link.id, link.ref]))
    const names = await this.finder.namesOn(known.filter(({ state }) => state === LinkState.PROPOSED))
    return (await this.store.linkRows(subjectId)).map((row) => viewOf(row, links.get(row.id), names))
  }

  /** Whether the link's record is a card that already counts as somebody else's. A letter may be about two people, a card not. */
  async isCardOfAnother(subjectId: string, linkId: string): Promise<boolean> {
    return this.database.read(async (manager) => {
      const link = await manager.findOneBy(SourceLink, { id: linkId, subjectId })
      if (link === null || this.dataMap.systems.get(link.system)?.recordTypes[link.recordType]?.isCard !== true) {
        return false
      }
      const { externalIdHash, system, recordType } = link
      return manager.existsBy(SourceLink, { externalIdHash, system, recordType, state: LinkState.CONFIRMED, subjectId: Not(subjectId) })
    })
  }

  /** A record that staff point at, once its system confirms that it exists; null when it does not. Gives the link's id. */
  async propose(subjectId: string, target: Exclude<LinkTarget, { readonly linkId: string }>): Promise<string | null> {
    const ref = { system: target.systemId, recordType: target.recordType, externalId: target.externalId }
    if (!(await this.finder.exists(subjectId, ref))) {
      return null
    }
    const evidence = [{ kind: IdentifierKind.SYSTEM_ID, field: 'id' }]
    const record = { subjectId, ref, grade: EvidenceGrade.PROVEN, evidence, discovered: [] }
    await this.store.saveLinks([{ record, grade: EvidenceGrade.PROVEN, state: LinkState.PROPOSED, isDisputed: false }])
    const links = await this.store.linksOf([subjectId])
    return links.find((link) => isSame(link.ref, ref))?.id ?? null
  }

  decide(viewer: Viewer, { subjectId, linkId, state }: Decision): Promise<void> {
    return this.database.write(async (manager) => {
      const link = await manager.findOneBy(SourceLink, { id: linkId, subjectId })
      if (link === null) {
        throw new NotFoundError()
      }
      if (state === LinkState.REJECTED && link.state === LinkState.CONFIRMED) {
        await this.store.forgetConclusions(subjectId)
      }
      await this.store.forgetRuns(subjectId)
      await manager.update(SourceLink, linkId, { state, decidedBy: viewer.accountHash, decidedAt: timestamp(this.surroundings.clock) })
      await this.surroundings.audit.record({ type: 'link.decided', viewer, subjectId, facts: { linkId, system: link.system, state } })
    })
  }

  async view(subjectId: string, linkId: string): Promise<LinkView> {
    const view = (await this.list(subjectId)).find(({ id }) => id === linkId)
    if (view === undefined) {
      throw new NotFoundError()
    }
    return view
  }
}

function isSame(one: RecordRef, other: RecordRef): boolean {
  return one.system === other.system && one.recordType === other.recordType && one.externalId === other.externalId
}

function viewOf(row: SourceLink, ref: RecordRef | undefined, names: ReadonlyMap<string, string>): LinkView {
  return {
    id: row.id,
    systemId: row.system,
    recordType: row.recordType,
    externalIdMasked: maskedText(DataCategory.USERNAME, ref?.externalId ?? ''),
    name: ref === undefined ? null : (names.get(keyOf(ref)) ?? null),
    grade: row.grade,
    state: row.state,
    evidence: row.evidence,
    decidedAt: row.decidedAt,
  }
}
