import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { SourceLinkType } from '../schema/data-subject.js'
import { ProcessingActivityType } from '../schema/processing-activity.js'
import {
  RecordCapabilityType,
  RecordTypeType,
  ReferralType,
  SourceSystemType,
  SystemHealthType,
  SystemPauseType,
} from '../schema/source-system.js'
import type { LinkView, ProcessingActivity, SystemView } from '../src/federation/federation.js'
import type { PauseView } from '../src/rights/changes.js'
import { Language } from '../src/vocabulary/language.js'
import type { RequestContext } from './context.js'
import { inLanguage, languageArgument } from './language.js'
import { systemOf } from './nodes.js'

@Resolver(() => SourceSystemType)
export class SourceSystemResolver {
  @Query(() => [SourceSystemType], { description: 'The connected systems.' })
  sourceSystems(@Ctx() { hub }: RequestContext): readonly SystemView[] {
    return hub.federation.catalogue.systems()
  }

  @FieldResolver(() => String, { description: 'Name of the system.' })
  name(@Root() system: SystemView, @Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return inLanguage(system.labels, lang)
  }

  @FieldResolver(() => [RecordCapabilityType], { description: 'What the hub can do with each kind of record in it.' })
  capabilities(@Root() system: SystemView): readonly RecordCapabilityType[] {
    return system.capabilities.map((capability) => ({ ...capability, recordType: { systemId: system.id, id: capability.recordType } }))
  }

  @FieldResolver(() => SystemHealthType, { description: 'How it was when the hub last looked.' })
  health(@Root() system: SystemView): Promise<SystemHealthType> {
    return system.health()
  }

  @FieldResolver(() => SystemPauseType, { nullable: true, description: 'Present while it is paused, for staff and operators.' })
  pause(@Root() { id }: SystemView, @Ctx() context: RequestContext): Promise<PauseView | null> {
    return context.pauseOf(id)
  }

  @FieldResolver(() => ReferralType, { nullable: true, description: 'Where to have its data corrected when the hub may not.' })
  correctWith(
    @Root() { correctWith }: SystemView,
    @Arg('lang', () => Language, languageArgument) lang: Language | null,
  ): ReferralType | null {
    return correctWith === null ? null : { ...correctWith, instructions: inLanguage(correctWith.instructions, lang) }
  }
}

@Resolver(() => RecordTypeType)
export class RecordTypeResolver {
  @FieldResolver(() => SourceSystemType, { description: 'The system.' })
  system(@Root() recordType: RecordTypeType, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, recordType.systemId)
  }

  @FieldResolver(() => String, { description: 'Name of the kind of record.' })
  name(
    @Root() { id, systemId }: RecordTypeType,
    @Arg('lang', () => Language, languageArgument) lang: Language | null,
    @Ctx() context: RequestContext,
  ): string {
    const labels = systemOf(context, systemId).recordTypes[id]?.labels
    return labels === undefined ? id : inLanguage(labels, lang)
  }
}

@Resolver(() => RecordCapabilityType)
export class RecordCapabilityResolver {
  @FieldResolver(() => RecordTypeType, { description: 'The kind of record.' })
  recordType(@Root() capability: RecordCapabilityType): RecordCapabilityType['recordType'] {
    return capability.recordType
  }
}

@Resolver(() => SourceLinkType)
export class SourceLinkResolver {
  @FieldResolver(() => SourceSystemType, { description: 'The system that holds the record.' })
  system(@Root() link: LinkView, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, link.systemId)
  }

  @FieldResolver(() => RecordTypeType, { description: 'The kind of record.' })
  recordType(@Root() { systemId, recordType }: LinkView): RecordTypeType {
    return { systemId, id: recordType }
  }
}

@Resolver(() => ProcessingActivityType)
export class ProcessingActivityResolver {
  @Query(() => [ProcessingActivityType], { description: 'The record of processing activities (Art. 30), from the data map.' })
  recordOfProcessing(@Ctx() { hub }: RequestContext): readonly ProcessingActivity[] {
    return hub.federation.catalogue.recordOfProcessing()
  }

  @FieldResolver(() => SourceSystemType, { description: 'The system in which it takes place.' })
  system(@Root() activity: ProcessingActivity, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, activity.systemId)
  }

  @FieldResolver(() => String, { description: 'Name of the purpose.' })
  label(@Root() { labels }: ProcessingActivity, @Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return inLanguage(labels, lang)
  }
}
