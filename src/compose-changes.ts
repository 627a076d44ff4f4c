import type { Foundation } from './foundation.js'
import { handles, type JobHandler } from './jobs/job-kind.js'
import type { RecipientNotices } from './notices/recipient-notices.js'
import { Approvals } from './rights/approvals.js'
import type { Attestations } from './rights/attestation/attestations.js'
import { ChangeDesk } from './rights/change-desk.js'
import { Claims } from './rights/claims.js'
import { EvidenceStore } from './rights/evidence-store.js'
import { defaultRetryOptions, type RetryOptions } from './rights/execution/aftermath.js'
import { executePlanJob } from './rights/execution/execution-job.js'
import { type FaultPoint, noFault } from './rights/execution/fault-point.js'
import { LaneCheck } from './rights/execution/lane-check.js'
import { PlanCompletion } from './rights/execution/plan-completion.js'
import { PlanConclusion } from './rights/execution/plan-conclusion.js'
import { PlanExecution } from './rights/execution/plan-execution.js'
import { RecordWriter } from './rights/execution/record-writer.js'
import { StepRecorder } from './rights/execution/step-recorder.js'
import { StepRows } from './rights/execution/step-rows.js'
import { StepRun } from './rights/execution/step-run.js'
import { Intake } from './rights/intake.js'
import { answerReturnsJob } from './rights/ledger-jobs.js'
import { ManualLook } from './rights/manual-look.js'
import { ManualSteps } from './rights/manual-steps.js'
import { PlanStart } from './rights/plan-start.js'
import { PlanViews } from './rights/plan-views.js'
import { Drafting } from './rights/plans/drafting.js'
import { EarlierPlans } from './rights/plans/earlier-plans.js'
import { PlanAccess } from './rights/plans/plan-access.js'
import { PlanStore } from './rights/plans/plan-store.js'
import { PlanWriter } from './rights/plans/plan-writer.js'
import { Proposals } from './rights/plans/proposals.js'
import { ReturnAnswers } from './rights/returns/return-answers.js'
import { ReturnReading } from './rights/returns/return-reading.js'
import { Returns } from './rights/returns/returns.js'
import { StepRetries } from './rights/step-retries.js'
import { StepViews } from './rights/step-views.js'
import { Supplements } from './rights/supplements.js'
import { SystemSwitch } from './rights/system-switch.js'
import { PlanFingerprints } from './security/plan-fingerprints.js'

const hourMs = 60 * 60 * 1_000

/** What tests may change about carrying out plans. */
export interface ChangeSurroundings {
  readonly retry?: Partial<RetryOptions>
  readonly onPersisted?: FaultPoint
}

/** What must be there already. */
export interface ChangeNeighbours extends ChangeSurroundings {
  readonly notices: RecipientNotices
  readonly attestations: Attestations
}

/** Corrections and erasures: the desk for the API, and what the worker does. */
export interface Changing {
  readonly desk: ChangeDesk
  readonly intake: Intake
  readonly handlers: readonly JobHandler[]
}

/** Parts of the foundation that changes stand on; the settings only as far as they go. */
export type ChangeFoundation = Omit<Foundation, 'settings' | 'signingKeys'> & {
  readonly settings: {
    readonly controller: string
    readonly federation: { readonly maxBudgetMs: number }
    readonly changes: { readonly deadlineHours: number }
  }
}

export function changingOf(foundation: ChangeFoundation, neighbours: ChangeNeighbours): Changing {
  const shared = sharedOf(foundation, neighbours)
  const { plans, planAccess, evidence, gateway, frame, options, returns } = shared
  const { database, dataMap } = foundation
  const look = new ManualLook(gateway, dataMap, options.callBudgetMs)
  const parts = { ...foundation, access: planAccess, plans, gateway, frame, options, evidence, look }
  const stepViews = new StepViews(database, evidence, dataMap, foundation.settings.controller)
  const desk = new ChangeDesk({
    ...foundation,
    ...neighbours,
    planAccess,
    plans,
    proposals: new Proposals({ ...foundation, ...shared }),
    views: new PlanViews(database, evidence, stepViews),
    stepViews,
    supplements: new Supplements(database, plans),
    evidence,
    approvals: new Approvals(parts),
    starts: shared.starts,
    returns,
    retries: new StepRetries(parts),
    manualSteps: new ManualSteps(parts),
    systems: new SystemSwitch({ ...foundation, connected: gateway.systems }),
  })
  const execution = executionOf(foundation, neighbours, shared)
  const answering = new Returns({ ...foundation, ...shared, reading: new ReturnReading({ ...foundation, ...shared }) })
  return { desk, intake: shared.intake, handlers: [handles(executePlanJob, execution), handles(answerReturnsJob, answering)] }
}

type Shared = ReturnType<typeof sharedOf>

function sharedOf(foundation: ChangeFoundation, { retry, notices }: ChangeNeighbours) {
  const { database, vault, access, masterKeys, dataMap, federation, settings, audit, clock } = foundation
  const fingerprints = new PlanFingerprints(masterKeys)
  const budgetMs = settings.federation.maxBudgetMs
  const plans = new PlanStore(database, vault)
  const planAccess = new PlanAccess(database, access)
  const evidence = new EvidenceStore(database, vault)
  const claims = new Claims(database, access)
  const conclusion = new PlanConclusion({ ...foundation, claims, plans, records: federation.subjectRecords, notices })
  return {
    gateway: federation.gateway,
    records: federation.subjectRecords,
    plans,
    planAccess,
    evidence,
    claims,
    intake: new Intake(database, vault, audit, clock),
    drafting: new Drafting({ dataMap, records: federation.subjectRecords, fingerprints, clock }),
    writer: new PlanWriter({ database, plans, evidence, conclusion, audit, clock }),
    conclusion,
    earlier: new EarlierPlans(database, plans),
    starts: new PlanStart({ ...foundation, access: planAccess, plans }),
    returns: new ReturnAnswers({ ...foundation, access: planAccess }),
    frame: { dataMap, matches: fingerprints.matches },
    options: { readBudgetMs: budgetMs, callBudgetMs: budgetMs },
    retry: { ...defaultRetryOptions, deadlineMs: settings.changes.deadlineHours * hourMs, ...retry },
  }
}

function executionOf(foundation: ChangeFoundation, neighbours: ChangeNeighbours, shared: Shared): PlanExecution {
  const { database, clock } = foundation
  const onPersisted = neighbours.onPersisted ?? noFault
  const rows = new StepRows(database, clock)
  const writer = new RecordWriter(shared.gateway, shared.frame, shared.options.callBudgetMs)
  const parts = { ...foundation, ...neighbours, ...shared, ...shared.options, onPersisted, rows, writer }
  const recorder = new StepRecorder(parts)
  return new PlanExecution({
    ...parts,
    recorder,
    stepRun: new StepRun(parts),
    check: new LaneCheck({ ...parts, recorder }),
    completion: new PlanCompletion(parts),
  })
}
