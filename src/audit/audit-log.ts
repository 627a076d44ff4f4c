import { createHash } from 'node:crypto'
import type { EntityManager, FindOptionsWhere } from 'typeorm'
import { In, LessThan } from 'typeorm'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import type { Database } from '../../entities/database.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError } from '../kernel/errors.js'
import { chunked } from '../kernel/streams.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import { Role, type Viewer } from '../vocabulary/viewer.js'
import type { AuditEvent, AuditEventType } from './audit-events.js'

export interface AuditFilter {
  readonly subjectId?: string | null
  readonly caseId?: string | null
  readonly types?: readonly AuditEventType[] | null
}

type NewLeaf = Omit<AuditLeaf, 'sequence'>

/** The role in which somebody with several acts: the one that may most. */
const byPower: readonly Role[] = [Role.DPO, Role.CASE_HANDLER, Role.AUDITOR, Role.OPERATOR, Role.REPRESENTATIVE, Role.SUBJECT]

function actingRole(viewer: Viewer | null): string {
  return viewer === null ? 'HUB' : (byPower.find((role) => viewer.roles.has(role)) ?? 'NONE')
}

/** SHA-256(0x00 ‖ canonical JSON of the leaf without its place and hash), lower-case hex: the leaf hash of an RFC 6962 tree. */
export function leafHashOf(leaf: Omit<NewLeaf, 'leafHash'>): string {
  const { at, type, actorRole, actorHash, subjectId, caseId, facts } = leaf
  const json = canonicalJson({ at, type, actorRole, actorHash, subjectId, caseId, facts })
  return createHash('sha256').update('\0').update(json).digest('hex')
}

/** The record of who did what, when. Only ever added to; holds ids, codes and counts, never a value of a person. */
export class AuditLog {
  private waiting: { readonly leaves: NewLeaf[]; readonly stored: Promise<void> } | null = null

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the event before it resolves. Within `database.write` (or with the `manager` of a transaction) it is stored
   * together with the change that it speaks of, or not at all.
   */
  record(event: AuditEvent, manager?: EntityManager): Promise<void> {
    return this.recordAll([event], manager)
  }

  async recordAll(events: readonly AuditEvent[], manager = this.database.currentManager): Promise<void> {
    const leaves = events.map((event) => this.leafOf(event))
    if (manager !== null) {
      await insertLeaves(manager, leaves)
    } else if (leaves.length > 0) {
      await this.storeTogether(leaves)
    }
  }

  /** Newest first. */
  async list(filter: AuditFilter, { first, after }: PageRequest): Promise<Page<AuditLeaf>> {
    const where: FindOptionsWhere<AuditLeaf> = {
      ...(filter.subjectId ? { subjectId: filter.subjectId } : {}),
      ...(filter.caseId ? { caseId: filter.caseId } : {}),
      ...(filter.types ? { type: In([...filter.types]) } : {}),
      ...(after ? { sequence: LessThan(sequenceOf(after)) } : {}),
    }
    const rows = await this.database.read((manager) => manager.find(AuditLeaf, { where, order: { sequence: 'DESC' }, take: first + 1 }))
    const edges = rows.slice(0, first).map((node) => ({ cursor: String(node.sequence), node }))
    return { edges, hasNextPage: rows.length > first }
  }

  private leafOf({ type, viewer, subjectId, caseId, facts }: AuditEvent): NewLeaf {
    const leaf = {
      at: timestamp(this.clock),
      type,
      actorRole: actingRole(viewer),
      actorHash: viewer?.accountHash ?? null,
      subjectId: subjectId ?? null,
      caseId: caseId ?? null,
      facts: canonicalJson(facts),
    }
    return { ...leaf, leafHash: leafHashOf(leaf) }
  }

  /** What arrives while an earlier transaction is still on its way is stored in one: many readers cost one commit. */
  private storeTogether(leaves: readonly NewLeaf[]): Promise<void> {
    if (this.waiting !== null) {
      this.waiting.leaves.push(...leaves)
      return this.waiting.stored
    }
    const together = [...leaves]
    const close = (): void => {
      this.waiting = this.waiting?.leaves === together ? null : this.waiting
    }
    const stored = this.database
      .write((manager) => {
        close()
        return insertLeaves(manager, together)
      })
      .finally(close)
    this.waiting = { leaves: together, stored }
    return stored
  }
}

async function insertLeaves(manager: EntityManager, leaves: readonly NewLeaf[]): Promise<void> {
  for (const chunk of chunked(leaves, 500)) {
    await manager.createQueryBuilder().insert().into(AuditLeaf).values(chunk).updateEntity(false).execute()
  }
}

function sequenceOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new BadInputError('The cursor is not one that this list gave. Leave `after` out to start at the beginning.')
  }
  return Number(cursor)
}
