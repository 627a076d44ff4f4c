import { Arg, type ClassType, createUnionType, Field, Int, InterfaceType, ObjectType } from 'type-graphql'
import { Language } from '../src/vocabulary/language.js'
import { RefusalCode, refusalMessages, type Refusal } from '../src/vocabulary/refusal.js'

const languageArgument = { nullable: true, defaultValue: Language.NL, description: 'Language of the answer; Dutch where left out.' }

@InterfaceType('Refusal', {
  description: 'An answer that says no for a reason that a well-behaved client can meet.',
  resolveType: (refusal: RefusalType) => typeName(refusal.code),
})
export abstract class RefusalType {
  @Field(() => String, { description: 'Stable word for the reason.', simple: true })
  readonly code: RefusalCode

  constructor(protected readonly refusal: Refusal) {
    this.code = refusal.code
  }

  @Field(() => String, { description: 'What is refused and what to do instead, for the person who asks.' })
  message(@Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return refusalMessages[this.code][lang ?? Language.NL]
  }
}

export type RefusalClass = ClassType<RefusalType> & (new (refusal: Refusal) => RefusalType)

/** `STEP_UP_REQUIRED` -> `StepUpRequired`. */
function typeName(code: RefusalCode): string {
  return code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join('')
}

/** One type for each code, so that a client can select on it. */
function refusalType(code: RefusalCode): RefusalClass {
  class PlainRefusal extends RefusalType {}
  ObjectType(typeName(code), { description: refusalMessages[code].EN, implements: RefusalType })(PlainRefusal)
  return PlainRefusal
}

@ObjectType('StepUpRequired', { description: refusalMessages.STEP_UP_REQUIRED.EN, implements: RefusalType })
class StepUpRequiredType extends RefusalType {
  @Field(() => Int, { description: 'How many seconds ago the person may at most have logged in. Log in again with `max_age`.' })
  get maxAgeSeconds(): number {
    return this.refusal.stepUp?.maxAgeSeconds ?? 0
  }

  @Field(() => [String], { description: 'Values of `acr` that would do; empty when any will.' })
  get acrValues(): readonly string[] {
    return this.refusal.stepUp?.acrValues ?? []
  }
}

@ObjectType('ValueInvalid', { description: refusalMessages.VALUE_INVALID.EN, implements: RefusalType })
class ValueInvalidType extends RefusalType {
  @Field(() => String, { description: 'The rule that the value fails.' })
  rule(@Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return this.refusal.format?.rule[lang ?? Language.NL] ?? ''
  }

  @Field(() => String, { description: 'A value that would do.' })
  get example(): string {
    return this.refusal.format?.example ?? ''
  }
}

@ObjectType('PlanStale', { description: refusalMessages.PLAN_STALE.EN, implements: RefusalType })
class PlanStaleType extends RefusalType {
  @Field(() => [Int], { description: 'Numbers of the steps whose records have changed.' })
  get driftedSteps(): readonly number[] {
    return this.refusal.driftedSteps ?? []
  }
}

/** Refusals that carry facts beside their message. */
const withFacts: Readonly<Partial<Record<RefusalCode, RefusalClass>>> = {
  STEP_UP_REQUIRED: StepUpRequiredType,
  VALUE_INVALID: ValueInvalidType,
  PLAN_STALE: PlanStaleType,
}

const refusalTypes = Object.fromEntries(Object.values(RefusalCode).map((code) => [code, withFacts[code] ?? refusalType(code)])) as Readonly<
  Record<RefusalCode, RefusalClass>
>

/** The schema's form of a refusal. */
export function refusalOf(refusal: Refusal): RefusalType {
  return new refusalTypes[refusal.code](refusal)
}

/** The answers of a mutation: what it makes, or one of the refusals it knows. */
export function resultOf<T extends object>(name: string, success: ClassType<T>, refusals: readonly RefusalCode[]): T | RefusalType {
  return createUnionType({
    name,
    description: `What ${name.replace(/Result$/, '')} answers: ${success.name.replace(/Type$/, '')}, or why not.`,
    types: () => [success, ...refusals.map((code) => refusalTypes[code])] as const,
    resolveType: (answer) => (answer instanceof RefusalType ? refusalTypes[answer.code] : success),
  })
}
