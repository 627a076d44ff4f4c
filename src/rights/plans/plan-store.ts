import { type EntityManager, In, MoreThan } from 'typeorm'
import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { Step } from '../../../entities/step.js'
import { canonicalHash } from '../../kernel/canonical-json.js'
import { groupBy } from '../../kernel/collections.js'
import { InternalError } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import { chunked } from '../../kernel/streams.js'
import type { SubjectVault } from '../../security/subject-vault.js'
import { StepState } from '../../vocabulary/change.js'
import type { SystemCoverage } from '../../vocabulary/coverage.js'
import type { StepSelection } from '../changes.js'
import type { PlanBody, PlannedStep } from './plan.js'

/** What of a step lies under the subject's key alone. */
interface SealedStep extends Omit<PlannedStep, 'number' | 'rank' | 'ref' | 'action' | 'ground' | 'rule' | 'retainUntil'> {
  readonly externalId: string
}

/** A step as it stands, with what the plan says of it. */
export interface StoredStep {
  readonly row: Step
  readonly planned: PlannedStep
}

export interface StoredPlan {
  readonly plan: Plan
  /** In the order of the plan. */
  readonly steps: readonly StoredStep[]
}

const rowsPerInsert = 200

/** Plans and their steps as they lie in the database: what could tell of a person is sealed under the subject's key. */
export class PlanStore {
  constructor(
    private readonly database: Database,
    private readonly vault: SubjectVault,
  ) {}

  /** Stores a plan with its steps, within the caller's transaction. */
  async insert(manager: EntityManager, plan: Plan, steps: readonly PlannedStep[]): Promise<void> {
    await manager.insert(Plan, plan)
    for (const some of chunked(steps, rowsPerInsert)) {
      const rows = await Promise.all(some.map((step) => this.rowOf(plan, step)))
      await manager.createQueryBuilder().insert().into(Step).values(rows).updateEntity(false).execute()
    }
  }

  /** Null where there is no such plan. */
  async load(planId: string): Promise<StoredPlan | null> {
    const [stored] = await this.loadAll([planId])
    return stored ?? null
  }

  /** In the order in which they were made. */
  ofCases(caseIds: readonly string[]): Promise<readonly Plan[]> {
    const where = { caseId: In([...caseIds]) }
    return this.database.read((manager) => manager.find(Plan, { where, order: { createdAt: 'ASC', id: 'ASC' } }))
  }

  async stepsOf(plan: Plan, { states, first, after }: StepSelection): Promise<readonly StoredStep[]> {
    const where = { planId: plan.id, number: MoreThan(after), ...(states === null ? {} : { state: In([...states]) }) }
    const rows = await this.database.read((manager) => manager.find(Step, { where, order: { number: 'ASC' }, take: first }))
    return this.open(plan, rows)
  }

  async loadAll(planIds: readonly string[]): Promise<readonly StoredPlan[]> {
    const plans = await this.database.read((manager) => manager.findBy(Plan, { id: In([...planIds]) }))
    return this.withSteps(plans)
  }

  /** What the plan says of single steps. */
  async open({ subjectId }: Pick<Plan, 'subjectId'>, rows: readonly Step[]): Promise<readonly StoredStep[]> {
    const bodies = await this.vault.openAll(rows.map(({ bodyCipher }) => ({ subjectId, cipher: bodyCipher })))
    return rows.map((row, index) => ({ row, planned: plannedOf(row, bodies[index] ?? '') }))
  }

  private async withSteps(plans: readonly Plan[]): Promise<readonly StoredPlan[]> {
    const rows = await this.database.read((manager) =>
      manager.find(Step, { where: { planId: In(plans.map(({ id }) => id)) }, order: { number: 'ASC' } }),
    )
    const byPlan = groupBy(rows, ({ planId }) => planId)
    return Promise.all(plans.map(async (plan) => ({ plan, steps: await this.open(plan, byPlan.get(plan.id) ?? []) })))
  }

  private async rowOf({ id: planId, subjectId }: Plan, step: PlannedStep): Promise<Step> {
    const { number, rank, ref, action, ground, rule, retainUntil, ...body } = step
    const sealed: SealedStep = { externalId: ref.externalId, ...body }
    return {
      id: newId(),
      planId,
      number,
      rank,
      action,
      ground,
      rule,
      retainUntil,
      system: ref.system,
      recordType: ref.recordType,
      bodyCipher: await this.vault.seal(subjectId, JSON.stringify(sealed)),
      state: StepState.PENDING,
      outcome: null,
      readBack: null,
      finalOn: null,
      attempts: 0,
      runBy: null,
      retryAt: null,
      startedAt: null,
      lastError: null,
      doneAt: null,
    }
  }
}

function plannedOf(row: Step, body: string): PlannedStep {
  const { externalId, ...sealed } = JSON.parse(body) as SealedStep
  const { number, rank, system, recordType, action, ground, rule, retainUntil } = row
  return { number, rank, ref: { system, recordType, externalId }, action, ground, rule, retainUntil, ...sealed }
}

/** What of the coverage belongs to what is approved. */
export function approvedCoverage(coverage: readonly SystemCoverage[]): PlanBody['coverage'] {
  return coverage.map(({ systemId, answer, reason, gaps }) => ({ systemId, answer, reason, gaps }))
}

/** The plan as its rows say it. */
export function bodyOf({ plan, steps }: StoredPlan): PlanBody {
  const { id, nonce, kind, subjectId, caseId, claimId, ground, scope, evidenceSha512, createdAt, coverage } = plan
  return {
    version: 1,
    id,
    nonce,
    kind,
    subjectId,
    caseId,
    claimId,
    ground,
    scope,
    evidenceSha512,
    createdAt,
    steps: steps.map(({ planned }) => planned),
    coverage: approvedCoverage(coverage),
  }
}

/** Throws where the rows are not what was hashed: nothing is approved or executed that nobody was shown. */
export function mustBeWhole(stored: StoredPlan): void {
  if (stored.steps.length !== stored.plan.stepCount || canonicalHash(bodyOf(stored)) !== stored.plan.hash) {
    throw new InternalError(`Plan ${stored.plan.id} is not what its hash says.`)
  }
}
