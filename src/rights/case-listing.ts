import type { EntityManager, SelectQueryBuilder } from 'typeorm'
import { Case } from '../../entities/case.js'
import { CaseClock } from '../../entities/case-clock.js'
import { Claim } from '../../entities/claim.js'
import { checkedFirst, cursorOf, positionOf } from '../federation/paging.js'
import { BadInputError } from '../kernel/errors.js'
import { CaseState } from '../vocabulary/case-state.js'
import type { Page, PageRequest } from '../vocabulary/page.js'
import { dayInBrussels } from './deadline.js'
import type { CaseFilter, CaseOrder } from './rights.js'

export interface CaseListing {
  readonly filter: CaseFilter
  readonly order: CaseOrder
  readonly page: PageRequest
  /** Null for staff, who see all. */
  readonly subjectIds: readonly string[] | null
  readonly now: Date
}

const orderColumns: Readonly<Record<CaseOrder, string>> = { DUE_ON: 'clock.dueOn', RECEIVED_AT: 'clock.receivedAt' }

/** A page of cases, soonest due (or first received) first. */
export async function listCases(manager: EntityManager, listing: CaseListing): Promise<Page<Case>> {
  const column = orderColumns[listing.order]
  const first = checkedFirst(listing.page.first)
  const query = manager.createQueryBuilder(Case, 'one').innerJoin(CaseClock, 'clock', 'clock.caseId = one.id').addSelect(column, 'position')
  filterCases(query, listing)
  continueAfter(query, column, listing.page.after)
  const { entities, raw } = await query
    .orderBy(column)
    .addOrderBy('one.id')
    .limit(first + 1)
    .getRawAndEntities<{ position: string }>()
  const edges = entities.slice(0, first).map((node, index) => ({ cursor: cursorOf(`${raw[index]?.position ?? ''}|${node.id}`), node }))
  return { edges, hasNextPage: entities.length > first }
}

function filterCases(query: SelectQueryBuilder<Case>, { filter, subjectIds, now }: CaseListing): void {
  const visible = subjectIds === null ? null : [...subjectIds, '']
  query.where(visible === null ? '1 = 1' : 'one.subjectId IN (:...visible)', { visible })
  if (filter.states) {
    query.andWhere('one.state IN (:...states)', { states: [...filter.states, ''] })
  }
  if (filter.subjectId) {
    query.andWhere('one.subjectId = :subjectId', { subjectId: filter.subjectId })
  }
  if (filter.rights) {
    const claims = query.subQuery().select('claim.caseId').from(Claim, 'claim').where('claim.right IN (:...rights)').getQuery()
    query.andWhere(`one.id IN ${claims}`, { rights: [...filter.rights, ''] })
  }
  if (filter.overdue !== null && filter.overdue !== undefined) {
    const isOverdue = 'clock.dueOn < :today AND one.state <> :closed'
    query.andWhere(filter.overdue ? `(${isOverdue})` : `NOT (${isOverdue})`, { today: dayInBrussels(now), closed: CaseState.CLOSED })
  }
}

function continueAfter(query: SelectQueryBuilder<Case>, column: string, after: string | null | undefined): void {
  if (after === null || after === undefined) {
    return
  }
  const [position, id] = positionOf(after).split('|')
  if (position === undefined || id === undefined) {
    throw new BadInputError('after is not a cursor of this list. Start again without it.')
  }
  query.andWhere(`(${column} > :position OR (${column} = :position AND one.id > :id))`, { position, id })
}
