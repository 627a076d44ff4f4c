import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { CaseType, ClaimType } from '../schema/case.js'
import { ActionCountType, AttestationType, PlanScopeType, PlanSummaryType, PlanType, StateCountType } from '../schema/plan.js'
import { SourceSystemType } from '../schema/source-system.js'
import { EvidenceType, StepType } from '../schema/step.js'
import type { SystemView } from '../src/federation/federation.js'
import type { AttestationView, EvidenceView, PlanHead, PlanSummary, PlanView, StepSelection, StepView } from '../src/rights/changes.js'
import type { PlanScope } from '../src/rights/plans/plan.js'
import type { CaseView, ClaimView } from '../src/rights/rights.js'
import { ErasureGround, RectificationGround, StepAction, StepState } from '../src/vocabulary/change.js'
import { Language } from '../src/vocabulary/language.js'
import type { RequestContext } from './context.js'
import { systemOf } from './nodes.js'
import { firstArgument, pageRequest, sizeWithin } from './paging.js'

const statesArgument = { nullable: true, description: 'Only steps in these states.' }
const mostSteps = 1_000
const stepsArgument = {
  nullable: true,
  description: `How many to list, 1 to ${mostSteps}; ${mostSteps} where left out. \`summary\` tells how many there are.`,
}
const afterStepArgument = { nullable: true, description: 'Number of the step after which to go on.' }
const pageLanguage = { nullable: true, description: 'Language of the page; where left out, that of the person.' }

/** An attestation as the graph passes it on: with the plan that its page is asked of. */
interface AttestationNode extends AttestationView {
  readonly planId: string
}

/** Those of a plan that was just made are at hand. */
function isWhole(plan: PlanHead | PlanView): plan is PlanView {
  return 'steps' in plan
}

function selected(steps: readonly StepView[], { states, first, after }: StepSelection): readonly StepView[] {
  return steps.filter(({ number, state }) => number > after && (states?.includes(state) ?? true)).slice(0, first)
}

@Resolver(() => ClaimType)
export class ClaimResolver {
  @FieldResolver(() => PlanType, { nullable: true, description: 'Its newest plan; null where none was made.' })
  async plan(@Root() claim: ClaimView, @Ctx() context: RequestContext): Promise<PlanHead | null> {
    return (await context.plansOf(claim)).at(-1) ?? null
  }

  @FieldResolver(() => [PlanType], { description: 'Every plan that was made for it, newest first.' })
  async plans(
    @Root() claim: ClaimView,
    @Arg('first', () => Int, firstArgument) first: number | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly PlanHead[]> {
    const size = pageRequest(first, null).first
    return (await context.plansOf(claim)).toReversed().slice(0, size)
  }
}

@Resolver(() => PlanType)
export class PlanResolver {
  @FieldResolver(() => CaseType, { description: 'The case that it belongs to.' })
  case(@Root() { caseId }: PlanHead, @Ctx() { hub, viewer }: RequestContext): Promise<CaseView> {
    return hub.cases.get(viewer, caseId)
  }

  @FieldResolver(() => RectificationGround, { nullable: true, description: 'Why data is corrected; null in an erasure.' })
  rectificationGround(@Root() { ground }: PlanHead): RectificationGround | null {
    return Object.values(RectificationGround).find((one) => one === ground) ?? null
  }

  @FieldResolver(() => ErasureGround, { nullable: true, description: 'Why data is erased; null in a correction.' })
  erasureGround(@Root() { ground }: PlanHead): ErasureGround | null {
    return Object.values(ErasureGround).find((one) => one === ground) ?? null
  }

  @FieldResolver(() => [EvidenceType], { description: 'What came with the proposal; what proves a single step stands with it.' })
  evidence(@Root() { evidence }: PlanHead): readonly EvidenceView[] {
    return evidence
  }

  @FieldResolver(() => PlanSummaryType, { description: 'The plan at a glance.' })
  summary(@Root() { summary }: PlanHead): PlanSummary {
    return summary
  }

  @FieldResolver(() => [StepType], { description: 'What is to be done, one step a record, in order.' })
  steps(
    @Root() plan: PlanHead | PlanView,
    @Arg('states', () => [StepState], statesArgument) states: StepState[] | null,
    @Arg('first', () => Int, stepsArgument) first: number | null,
    @Arg('after', () => Int, afterStepArgument) after: number | null,
    @Ctx() { hub, viewer }: RequestContext,
  ): readonly StepView[] | Promise<readonly StepView[]> {
    const selection = { states: states ?? null, first: sizeWithin(first, mostSteps), after: after ?? 0 }
    return isWhole(plan) ? selected(plan.steps, selection) : hub.changes.steps(viewer, plan.id, selection)
  }

  @FieldResolver(() => AttestationType, {
    nullable: true,
    description: 'What was erased, signed; null until the plan is executed, and for a correction.',
  })
  async attestation(@Root() { id }: PlanHead, @Ctx() { hub, viewer }: RequestContext): Promise<AttestationNode | null> {
    const found = await hub.changes.attestation(viewer, id)
    return found === null ? null : { ...found, planId: id }
  }
}

@Resolver(() => PlanScopeType)
export class PlanScopeResolver {
  @FieldResolver(() => [SourceSystemType], { nullable: true, description: 'Only these systems; null where it is not limited to any.' })
  systems(@Root() { systems }: PlanScope, @Ctx() context: RequestContext): readonly SystemView[] | null {
    return systems?.map((id) => systemOf(context, id)) ?? null
  }
}

@Resolver(() => PlanSummaryType)
export class PlanSummaryResolver {
  @FieldResolver(() => [ActionCountType], { description: 'Steps by action, actions without a step left out.' })
  actions(@Root() { actions }: PlanSummary): readonly ActionCountType[] {
    return Object.values(StepAction).flatMap((action) => counted({ action }, actions[action]))
  }

  @FieldResolver(() => [StateCountType], { description: 'Steps by state, states without a step left out.' })
  states(@Root() { states }: PlanSummary): readonly StateCountType[] {
    return Object.values(StepState).flatMap((state) => counted({ state }, states[state]))
  }

  @FieldResolver(() => [SourceSystemType], {
    description: 'Systems whose answer was missing or had gaps when the plan was made: it says nothing about what they hold.',
  })
  unreadSystems(@Root() { unreadSystems }: PlanSummary, @Ctx() context: RequestContext): readonly SystemView[] {
    return unreadSystems.map((id) => systemOf(context, id))
  }
}

function counted<T extends object>(what: T, count = 0): (T & { readonly count: number })[] {
  return count === 0 ? [] : [{ ...what, count }]
}

@Resolver(() => AttestationType)
export class AttestationResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The attestation as a page to print, in HTML.' })
  page(
    @Root() { planId }: AttestationNode,
    @Arg('lang', () => Language, pageLanguage) lang: Language | null,
    @Ctx() { hub, viewer }: RequestContext,
  ): Promise<string | null> {
    return hub.changes.attestationPage(viewer, planId, lang ?? null)
  }
}
