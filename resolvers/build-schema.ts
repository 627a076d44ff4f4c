import 'reflect-metadata'
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { buildSchemaSync, type PubSub } from 'type-graphql'
import '../schema/enums.js'
import { InternalError } from '../src/kernel/errors.js'
import { authorise, isOperation, type Operation } from '../src/security/permissions.js'
import { BundleResolver } from './bundle-resolver.js'
import { CaseProgressResolver } from './case-progress-resolver.js'
import { CaseResolver } from './case-resolver.js'
import { ChangeResolver, SystemPauseResolver } from './change-resolver.js'
import type { RequestContext } from './context.js'
import { callDirectly } from './direct-calls.js'
import { DataSubjectMatchResolver, DataSubjectResolver } from './data-subject-resolver.js'
import { LinkResolver } from './link-resolver.js'
import { CaseNoticesResolver, NoticeResolver } from './notice-resolver.js'
import { AttestationResolver, ClaimResolver, PlanResolver, PlanScopeResolver, PlanSummaryResolver } from './plan-resolver.js'
import { ProfileResolver, RecordsResolver } from './profile-resolver.js'
import {
  ProcessingActivityResolver,
  RecordCapabilityResolver,
  RecordTypeResolver,
  SourceLinkResolver,
  SourceSystemResolver,
} from './source-system-resolver.js'
import {
  AttributeResolver,
  CoverageGapResolver,
  PersonalRecordResolver,
  SourceCoverageResolver,
  StatementResolver,
  StatementSourceResolver,
} from './statement-resolver.js'
import { EvidenceResolver, StepReferralResolver, StepResolver } from './step-resolver.js'
import { SupplementResolver, SupplementsResolver } from './supplement-resolver.js'

const resolvers = [
  DataSubjectResolver,
  DataSubjectMatchResolver,
  ProfileResolver,
  RecordsResolver,
  AttributeResolver,
  StatementResolver,
  StatementSourceResolver,
  PersonalRecordResolver,
  SourceCoverageResolver,
  CoverageGapResolver,
  SourceSystemResolver,
  RecordTypeResolver,
  RecordCapabilityResolver,
  SourceLinkResolver,
  ProcessingActivityResolver,
  CaseResolver,
  LinkResolver,
  BundleResolver,
  ClaimResolver,
  PlanResolver,
  PlanScopeResolver,
  PlanSummaryResolver,
  AttestationResolver,
  StepResolver,
  EvidenceResolver,
  SupplementsResolver,
  SupplementResolver,
  StepReferralResolver,
  CaseNoticesResolver,
  NoticeResolver,
  ChangeResolver,
  SystemPauseResolver,
  CaseProgressResolver,
] as const

type Resolve = GraphQLFieldResolver<unknown, RequestContext>

/** Subscriptions iterate over what a service yields; nothing is ever published. */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new InternalError('Subscriptions name the service that yields.')
  },
}

/** Asks for the permission before the field does anything. Stays synchronous where the field is. */
function guarded(operation: Operation, resolve: Resolve): Resolve {
  return (root, args, context, info) => {
    authorise(context.viewer, operation)
    return resolve(root, args, context, info)
  }
}

/** Puts the permission table in front of every root field. A field without a permission stops the start. */
export function closeRootFields(type: GraphQLObjectType | null | undefined): void {
  for (const field of Object.values(type?.getFields() ?? {})) {
    if (!isOperation(field.name)) {
      throw new InternalError(`${type?.name}.${field.name} has no permission.`)
    }
    field.resolve = field.resolve && guarded(field.name, field.resolve)
    field.subscribe = field.subscribe && guarded(field.name, field.subscribe)
  }
}

/** The hub's schema: every root field is closed to whom the permission table does not name. */
export function buildHubSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers,
    pubSub: noPubSub,
    validate: false,
  })
  callDirectly(schema)
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    closeRootFields(type)
  }
  return schema
}
