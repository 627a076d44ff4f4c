import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql'
import { AccessStatementType } from '../schema/access-statement.js'
import { SourceCoverageType } from '../schema/coverage.js'
import { DataSubjectType } from '../schema/data-subject.js'
import type { Connection } from '../schema/page.js'
import { PersonalRecordConnection, RecordFilterInput } from '../schema/personal-record.js'
import { ProfileType } from '../schema/profile.js'
import type { PersonalRecord, RecordsPage } from '../src/federation/federation.js'
import { DataCategory } from '../src/vocabulary/data-category.js'
import { Language } from '../src/vocabulary/language.js'
import type { RequestContext } from './context.js'
import { languageArgument } from './language.js'
import type { SubjectNode } from './nodes.js'
import { afterArgument, connection, firstArgument, pageRequest } from './paging.js'

const categoriesArgument = { nullable: true, description: 'Only these categories.' }
const systemsArgument = { nullable: true, description: 'Only from these systems.' }
const budgetArgument = { nullable: true, description: 'Milliseconds that each system gets; the default is configured.' }

type RecordsConnection = Connection<PersonalRecord> & Pick<RecordsPage, 'coverage'>

/** What the connected systems hold about a person, read at this moment. */
@Resolver(() => DataSubjectType)
export class ProfileResolver {
  @FieldResolver(() => ProfileType, { description: 'Everything held about the person, by category, each value with its origin.' })
  profile(
    @Root() subject: SubjectNode,
    @Arg('categories', () => [DataCategory], categoriesArgument) categories: DataCategory[] | null,
    @Arg('systems', () => [ID], systemsArgument) systems: string[] | null,
    @Arg('budgetMs', () => Int, budgetArgument) budgetMs: number | null,
    @Ctx() context: RequestContext,
  ): Promise<ProfileType> {
    return context.reader(subject.scope).profile(subject.id, { categories, systems, budgetMs })
  }

  @FieldResolver(() => PersonalRecordConnection, { description: 'The records behind the profile.' })
  async records(
    @Root() subject: SubjectNode,
    @Arg('filter', () => RecordFilterInput, { nullable: true, description: 'Which records.' }) filter: RecordFilterInput | null,
    @Arg('first', () => Int, firstArgument) first: number | null,
    @Arg('after', () => String, afterArgument) after: string | null,
    @Ctx() context: RequestContext,
  ): Promise<RecordsConnection> {
    const page = await context.reader(subject.scope).records(subject.id, filter ?? {}, pageRequest(first, after))
    return { ...connection(page, (record) => record), coverage: page.coverage }
  }

  @FieldResolver(() => [SourceCoverageType], { description: 'What each system answers about the person.' })
  coverage(
    @Root() subject: SubjectNode,
    @Arg('systems', () => [ID], systemsArgument) systems: string[] | null,
    @Arg('budgetMs', () => Int, budgetArgument) budgetMs: number | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly SourceCoverageType[]> {
    return context.reader(subject.scope).coverage(subject.id, { systems, budgetMs })
  }

  @FieldResolver(() => AccessStatementType, { description: 'The answer to Art. 15(1)(a)-(h) and 15(2).' })
  accessStatement(
    @Root() subject: SubjectNode,
    @Arg('lang', () => Language, languageArgument) lang: Language | null,
    @Ctx() context: RequestContext,
  ): Promise<AccessStatementType> {
    return context.reader(subject.scope).accessStatement(subject.id, lang ?? Language.NL)
  }
}

@Resolver(() => PersonalRecordConnection)
export class RecordsResolver {
  @FieldResolver(() => [SourceCoverageType], {
    description: 'What each system asked for such records answers, about all pages.',
  })
  coverage(@Root() { coverage }: RecordsConnection): readonly SourceCoverageType[] {
    return coverage
  }
}
