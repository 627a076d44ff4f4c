import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { CoverageGapType, SourceCoverageType } from '../schema/coverage.js'
import { PersonalRecordType } from '../schema/personal-record.js'
import { AttributeType } from '../schema/profile.js'
import { RecipientType } from '../schema/recipient.js'
import { RecordTypeType, SourceSystemType } from '../schema/source-system.js'
import { StatementSourceType, StatementType } from '../schema/statement.js'
import type { PersonalRecord, SystemView } from '../src/federation/federation.js'
import type { SystemCoverage } from '../src/vocabulary/coverage.js'
import { dataCategories } from '../src/vocabulary/data-category.js'
import { Language } from '../src/vocabulary/language.js'
import type { Recipient } from '../src/vocabulary/recipient.js'
import type { Attribute, Statement, StatementSource } from '../src/vocabulary/statement.js'
import type { RequestContext } from './context.js'
import { inLanguage, languageArgument } from './language.js'
import { systemOf } from './nodes.js'

const sourceSystem = { description: 'The system.' }
const recordKind = { description: 'The kind of record.' }

@Resolver(() => AttributeType)
export class AttributeResolver {
  @FieldResolver(() => String, { description: 'Name of the category.' })
  label(@Root() { category }: Attribute, @Arg('lang', () => Language, languageArgument) lang: Language | null): string {
    return inLanguage(dataCategories[category].labels, lang)
  }
}

@Resolver(() => StatementType)
export class StatementResolver {
  @FieldResolver(() => [RecipientType], { description: 'Who receives it (Art. 15(1)(c)).' })
  recipients(@Root() { recipientIds }: Statement, @Ctx() { hub }: RequestContext): readonly Recipient[] {
    return recipientIds.flatMap((id) => hub.federation.catalogue.recipient(id) ?? [])
  }
}

@Resolver(() => StatementSourceType)
export class StatementSourceResolver {
  @FieldResolver(() => SourceSystemType, sourceSystem)
  system(@Root() source: StatementSource, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, source.system)
  }

  @FieldResolver(() => RecordTypeType, recordKind)
  recordType(@Root() { system, recordType }: StatementSource): RecordTypeType {
    return { systemId: system, id: recordType }
  }
}

@Resolver(() => PersonalRecordType)
export class PersonalRecordResolver {
  @FieldResolver(() => SourceSystemType, sourceSystem)
  system(@Root() record: PersonalRecord, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, record.systemId)
  }

  @FieldResolver(() => RecordTypeType, recordKind)
  recordType(@Root() { systemId, recordType }: PersonalRecord): RecordTypeType {
    return { systemId, id: recordType }
  }
}

@Resolver(() => SourceCoverageType)
export class SourceCoverageResolver {
  @FieldResolver(() => SourceSystemType, sourceSystem)
  system(@Root() coverage: SystemCoverage, @Ctx() context: RequestContext): SystemView {
    return systemOf(context, coverage.systemId)
  }

  @FieldResolver(() => [CoverageGapType], { description: 'What it could not look at although it was asked.' })
  gaps(@Root() { systemId, gaps }: SystemCoverage): readonly CoverageGapType[] {
    return gaps.map((gap) => ({ ...gap, recordType: gap.recordType === null ? null : { systemId, id: gap.recordType } }))
  }
}

@Resolver(() => CoverageGapType)
export class CoverageGapResolver {
  @FieldResolver(() => RecordTypeType, { nullable: true, description: 'The kind of record; null where the gap is not about one.' })
  recordType(@Root() gap: CoverageGapType): CoverageGapType['recordType'] {
    return gap.recordType
  }
}
