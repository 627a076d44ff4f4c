import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { RecordTypeType, SourceSystemType } from '../schema/source-system.js'
import { EvidenceType, StepReferralType, StepType } from '../schema/step.js'
import type { SystemView } from '../src/federation/federation.js'
import type { EvidenceView, StepView } from '../src/rights/changes.js'
import { authorise } from '../src/security/permissions.js'
import { type Labels, Language } from '../src/vocabulary/language.js'
import type { RequestContext } from './context.js'
import { inLanguage, languageArgument } from './language.js'
import { systemOf } from './nodes.js'

/** A referral as the graph passes it on: with the letter of its step. */
interface ReferralNode extends StepReferralType {
  readonly letter: Labels | null
}

@Resolver(() => StepType)
export class StepResolver {
  @FieldResolver(() => SourceSystemType, { description: 'The system that holds the record.' })
  system(@Root() { systemId }: StepView, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, systemId)
  }

  @FieldResolver(() => RecordTypeType, { description: 'The kind of record.' })
  recordType(@Root() { systemId, recordType }: StepView): RecordTypeType {
    return { systemId, id: recordType }
  }

  @FieldResolver(() => String, { description: 'Why this is to be done.' })
  reason(@Root() { reason }: StepView, @Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return inLanguage(reason, lang)
  }

  @FieldResolver(() => String, { nullable: true, description: 'What a person has to do; null where nobody has to.' })
  instructions(@Root() { instructions }: StepView, @Arg('lang', () => Language, languageArgument) lang: Language | null): string | null {
    return instructions === null ? null : inLanguage(instructions, lang)
  }

  @FieldResolver(() => StepReferralType, { nullable: true, description: 'Who does it, where the action is REFER; null elsewhere.' })
  referral(@Root() { referral, letter }: StepView): ReferralNode | null {
    return referral === null ? null : { ...referral, letter }
  }
}

@Resolver(() => EvidenceType)
export class EvidenceResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The file in base64, for staff; null for a remark.' })
  async contentBase64(@Root() { id, sha512 }: EvidenceView, @Ctx() { hub, viewer }: RequestContext): Promise<string | null> {
    authorise(viewer, 'Evidence.contentBase64')
    return sha512 === null ? null : (await hub.changes.evidenceContent(viewer, id)).toString('base64')
  }
}

@Resolver(() => StepReferralType)
export class StepReferralResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The letter to send; null where the person has to write.' })
  letter(@Root() { letter }: ReferralNode, @Arg('lang', () => Language, languageArgument) lang: Language | null): string | null {
    return letter === null ? null : inLanguage(letter, lang)
  }
}
