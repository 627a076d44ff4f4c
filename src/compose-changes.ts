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
import { PlanExecution } from './rights/execution/plan-execution.js'
import { RecordWriter } from './rights/execution/record-writer.js'
import { StepRecorder } from './rights/execution/step-recorder.js'
import { StepRows } from './rights/execution/step-rows.js'
import { StepRun } from './rights/execution/step-run.js'
import { Intake } from './rights/intake.js'
import { ManualLook } from './rights/manual-look.js'
import { ManualSteps } from './rights/manual-steps.js'
import { PlanStart } from './rights/plan-start.js'
import { PlanViews } from './rights/plan-views.js'
import { Drafting } from './rights/plans/drafting.js'
import { PlanAccess } from './rights/plans/plan-access.js'
import { PlanStore } from './rights/plans/plan-store.js'
import { PlanWriter } from './rights/plans/plan-writer.js'
import { Proposals } from './rights/plans/proposals.js'
import { StepRetries } from './rights/step-retries.js'
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

/** Corrections and erasures: the desk for the API, the proposals for what comes back, and what the worker does. */
export interface Changing {
  readonly desk: ChangeDesk
  readonly proposals: Proposals
  readonly intake: Intake
  readonly handlers: readonly JobHandler[]
}

/** Parts of the foundation that changes stand on; the settings only as far as they go. */
export type ChangeFoundation = Omit<Foundation, 'settings' | 'signingKeys'> & {
  readonly settings: { readonly federation: { readonly maxBudgetMs: number }; readonly changes: { readonly deadlineHours: number } }
}

export function changingOf(foundation: ChangeFoundation, neighbours: ChangeNeighbours): Changing {
  const shared = sharedOf(foundation, neighbours)
  const { proposals, intake } = proposalsOf(foundation, shared)
  const { plans, planAccess, evidence, gateway, frame, options } = shared
  const { database, dataMap } = foundation
  const look = new ManualLook(gateway, dataMap, options.callBudgetMs)
  const parts = { ...foundation, access: planAccess, plans, gateway, frame, options, evidence, look }
  const desk = new ChangeDesk({
    ...foundation,
    ...neighbours,
    planAccess,
    plans,
    proposals,
    views: new PlanViews(database, evidence, dataMap),
    approvals: new Approvals(parts),
    starts: new PlanStart(parts),
    retries: new StepRetries(parts),
    manualSteps: new ManualSteps(parts),
    systems: new SystemSwitch({ ...foundation, connected: gateway.systems }),
  })
  return { desk, proposals, intake, handlers: [handles(executePlanJob, executionOf(foundation, neighbours, shared))] }
}

type Shared = ReturnType<typeof sharedOf>

function sharedOf({ database, vault, access, masterKeys, dataMap, federation, settings }: ChangeFoundation, { retry }: ChangeNeighbours) {
  const fingerprints = new PlanFingerprints(masterKeys)
  const budgetMs = settings.federation.maxBudgetMs
  return {
    fingerprints,
    gateway: federation.gateway,
    records: federation.subjectRecords,
    plans: new PlanStore(database, vault),
    planAccess: new PlanAccess(database, access),
    claims: new Claims(database, access),
    evidence: new EvidenceStore(database, vault),
    frame: { dataMap, matches: fingerprints.matches },
    options: { readBudgetMs: budgetMs, callBudgetMs: budgetMs },
    retry: { ...defaultRetryOptions, deadlineMs: settings.changes.deadlineHours * hourMs, ...retry },
  }
}

function proposalsOf(foundation: ChangeFoundation, shared: Shared): Pick<Changing, 'proposals' | 'intake'> {
  const { database, vault, audit, clock } = foundation
  const intake = new Intake(database, vault, audit, clock)
  const parts = { ...foundation, ...shared }
  const proposals = new Proposals({ ...parts, intake, drafting: new Drafting(parts), writer: new PlanWriter(parts) })
  return { proposals, intake }
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
