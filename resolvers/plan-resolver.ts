import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { CaseType, ClaimType } from '../schema/case.js'
import { ActionCountType, AttestationType, PlanSummaryType, PlanType, StateCountType } from '../schema/plan.js'
import { SourceSystemType } from '../schema/source-system.js'
import { EvidenceType, StepType } from '../schema/step.js'
import type { SystemView } from '../src/federation/federation.js'
import { BadInputError } from '../src/kernel/errors.js'
import type { AttestationView, EvidenceView, PlanSummary, PlanView, StepView } from '../src/rights/changes.js'
import type { CaseView, ClaimView } from '../src/rights/rights.js'
import { ErasureGround, RectificationGround, StepAction, StepState } from '../src/vocabulary/change.js'
import { Language } from '../src/vocabulary/language.js'
import type { RequestContext } from './context.js'
import { systemOf } from './nodes.js'

const plansArgument = { nullable: true, description: 'How many to list; all of them where left out.' }
const statesArgument = { nullable: true, description: 'Only steps in these states.' }
const stepsArgument = { nullable: true, description: 'How many to list; all of them where left out.' }
const afterStepArgument = { nullable: true, description: 'Number of the step after which to go on.' }
const pageLanguage = { nullable: true, description: 'Language of the page; where left out, that of the person.' }

/** An attestation as the graph passes it on: with the plan that its page is asked of. */
interface AttestationNode extends AttestationView {
  readonly planId: string
}

function firstOf<T>(items: readonly T[], first: number | null): readonly T[] {
  if (first !== null && first < 1) {
    throw new BadInputError('`first` is a number from 1.')
  }
  return first === null ? items : items.slice(0, first)
}

@Resolver(() => ClaimType)
export class ClaimResolver {
  @FieldResolver(() => PlanType, { nullable: true, description: 'Its newest plan; null where none was made.' })
  async plan(@Root() claim: ClaimView, @Ctx() context: RequestContext): Promise<PlanView | null> {
    return (await context.plansOf(claim)).at(-1) ?? null
  }

  @FieldResolver(() => [PlanType], { description: 'Every plan that was made for it, newest first.' })
  async plans(
    @Root() claim: ClaimView,
    @Arg('first', () => Int, plansArgument) first: number | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly PlanView[]> {
    return firstOf((await context.plansOf(claim)).toReversed(), first)
  }
}

@Resolver(() => PlanType)
export class PlanResolver {
  @FieldResolver(() => CaseType, { description: 'The case that it belongs to.' })
  case(@Root() { caseId }: PlanView, @Ctx() { hub, viewer }: RequestContext): Promise<CaseView> {
    return hub.cases.get(viewer, caseId)
  }

  @FieldResolver(() => RectificationGround, { nullable: true, description: 'Why data is corrected; null in an erasure.' })
  rectificationGround(@Root() { ground }: PlanView): RectificationGround | null {
    return Object.values(RectificationGround).find((one) => one === ground) ?? null
  }

  @FieldResolver(() => ErasureGround, { nullable: true, description: 'Why data is erased; null in a correction.' })
  erasureGround(@Root() { ground }: PlanView): ErasureGround | null {
    return Object.values(ErasureGround).find((one) => one === ground) ?? null
  }

  @FieldResolver(() => [EvidenceType], { description: 'What came with the proposal; what proves a single step stands with it.' })
  evidence(@Root() { evidence }: PlanView): readonly EvidenceView[] {
    return evidence ?? []
  }

  @FieldResolver(() => PlanSummaryType, { description: 'The plan at a glance.' })
  summary(@Root() { summary }: PlanView): PlanSummary {
    return summary
  }

  @FieldResolver(() => [StepType], { description: 'What is to be done, one step a record, in order.' })
  steps(
    @Root() { steps }: PlanView,
    @Arg('states', () => [StepState], statesArgument) states: StepState[] | null,
    @Arg('first', () => Int, stepsArgument) first: number | null,
    @Arg('after', () => Int, afterStepArgument) after: number | null,
  ): readonly StepView[] {
    const wanted = steps.filter(({ number, state }) => number > (after ?? 0) && (states?.includes(state) ?? true))
    return firstOf(wanted, first ?? null)
  }

  @FieldResolver(() => AttestationType, {
    nullable: true,
    description: 'What was erased, signed; null until the plan is executed, and for a correction.',
  })
  async attestation(@Root() { id }: PlanView, @Ctx() { hub, viewer }: RequestContext): Promise<AttestationNode | null> {
    const found = await hub.changes.attestation(viewer, id)
    return found === null ? null : { ...found, planId: id }
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
