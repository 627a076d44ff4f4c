import type { MigrationInterface } from 'typeorm'
import { Attestation } from './attestation.js'
import { AuditLeaf } from './audit-leaf.js'
import { BundlePart } from './bundle-part.js'
import { Bundle } from './bundle.js'
import { CaseClock } from './case-clock.js'
import { CaseEvent } from './case-event.js'
import { Case } from './case.js'
import { Claim } from './claim.js'
import { DataSubject } from './data-subject.js'
import { Disclosure } from './disclosure.js'
import { DownloadGrant } from './download-grant.js'
import { EvidencePart } from './evidence-part.js'
import { Evidence } from './evidence.js'
import { HubSchema } from './hub-schema.js'
import { IdempotencyKey } from './idempotency-key.js'
import { Identifier } from './identifier.js'
import { IdentityCheck } from './identity-check.js'
import { Job } from './job.js'
import { KboActivity } from './kbo-activity.js'
import { KboAddress } from './kbo-address.js'
import { KboBranch } from './kbo-branch.js'
import { KboCode } from './kbo-code.js'
import { KboContact } from './kbo-contact.js'
import { KboDenomination } from './kbo-denomination.js'
import { KboEnterprise } from './kbo-enterprise.js'
import { KboEstablishment } from './kbo-establishment.js'
import { KboImport } from './kbo-import.js'
import { KboWanted } from './kbo-wanted.js'
import { LedgerEntry } from './ledger-entry.js'
import { LocationRun } from './location-run.js'
import { Hub1764000000001 } from './migrations/0001-hub.js'
import { Kbo1764000000002 } from './migrations/0002-kbo.js'
import { Changes1764000000003 } from './migrations/0003-changes.js'
import { JobRepeats1764000000004 } from './migrations/0004-job-repeats.js'
import { PlanApproval } from './plan-approval.js'
import { Plan } from './plan.js'
import { RecipientNotice } from './recipient-notice.js'
import { Request } from './request.js'
import { Restriction } from './restriction.js'
import { ReturnAlarm } from './return-alarm.js'
import { SourceLink } from './source-link.js'
import { Step } from './step.js'
import { SubjectAccount } from './subject-account.js'
import { SubjectKey } from './subject-key.js'
import { SystemPause } from './system-pause.js'

/** Every table of the hub. */
export const entities = [
  Attestation,
  AuditLeaf,
  Bundle,
  BundlePart,
  Case,
  CaseClock,
  CaseEvent,
  Claim,
  DataSubject,
  Disclosure,
  DownloadGrant,
  Evidence,
  EvidencePart,
  HubSchema,
  IdempotencyKey,
  Identifier,
  IdentityCheck,
  Job,
  KboActivity,
  KboAddress,
  KboBranch,
  KboCode,
  KboContact,
  KboDenomination,
  KboEnterprise,
  KboEstablishment,
  KboImport,
  KboWanted,
  LedgerEntry,
  LocationRun,
  Plan,
  PlanApproval,
  RecipientNotice,
  Request,
  Restriction,
  ReturnAlarm,
  SourceLink,
  Step,
  SubjectAccount,
  SubjectKey,
  SystemPause,
]

export interface HubMigration {
  readonly migration: new () => MigrationInterface
  /** Whether a hub that does not know this migration must refuse the database. */
  readonly breaking: boolean
}

/** In order. Never changed once released, only added to. */
export const hubMigrations: readonly HubMigration[] = [
  { migration: Hub1764000000001, breaking: true },
  { migration: Kbo1764000000002, breaking: true },
  { migration: Changes1764000000003, breaking: true },
  { migration: JobRepeats1764000000004, breaking: false },
]
