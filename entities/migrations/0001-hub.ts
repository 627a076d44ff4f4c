import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, type TablePlan } from './table-builder.js'

/** Subjects and what finds them. */
const subjectTables: readonly TablePlan[] = [
  {
    name: 'data_subject',
    columns: { id: 'ref', language: 'word', createdAt: 'moment' },
    primary: ['id'],
    indices: { data_subject_created: ['createdAt', 'id'] },
  },
  {
    name: 'identifier',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      kind: 'word',
      hash: 'hash',
      hashKeyId: 'word',
      valueCipher: 'text',
      verification: 'word',
      system: 'word?',
      recordType: 'word?',
      discoveredIn: 'word?',
      createdAt: 'moment',
    },
    primary: ['id'],
    indices: { identifier_hash: ['hash'] },
    unique: { identifier_of_subject: ['subjectId', 'hash'] },
  },
  {
    name: 'source_link',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      system: 'word',
      recordType: 'word',
      externalIdHash: 'hash',
      externalIdCipher: 'text',
      grade: 'word',
      state: 'word',
      evidence: 'text',
      decidedBy: 'hash?',
      decidedAt: 'moment?',
      locatedAt: 'moment',
    },
    primary: ['id'],
    indices: { source_link_external: ['externalIdHash'] },
    unique: { source_link_record: ['subjectId', 'system', 'recordType', 'externalIdHash'] },
  },
  {
    name: 'location_run',
    columns: { subjectId: 'ref', system: 'word', ranAt: 'moment', failure: 'word?', gaps: 'text' },
    primary: ['subjectId', 'system'],
  },
  {
    name: 'subject_account',
    columns: { accountHash: 'hash', subjectId: 'ref', attachedAt: 'moment' },
    primary: ['accountHash'],
    indices: { subject_account_subject: ['subjectId'] },
  },
  { name: 'subject_key', columns: { subjectId: 'ref', wrapped: 'line', masterKeyId: 'word', createdAt: 'moment' }, primary: ['subjectId'] },
]

/** Requests and cases. */
const caseTables: readonly TablePlan[] = [
  {
    name: 'subject_request',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      channel: 'word',
      rights: 'text',
      textCipher: 'text?',
      language: 'word',
      receivedAt: 'moment',
      registeredAt: 'moment',
      registeredBy: 'hash',
    },
    primary: ['id'],
    indices: { subject_request_subject: ['subjectId'] },
  },
  {
    name: 'privacy_case',
    columns: { id: 'ref', reference: 'word', subjectId: 'ref', requestId: 'ref', state: 'word', createdAt: 'moment', closedAt: 'moment?' },
    primary: ['id'],
    indices: { privacy_case_subject: ['subjectId'], privacy_case_created: ['createdAt', 'id'] },
    unique: { privacy_case_reference: ['reference'] },
  },
  {
    name: 'claim',
    columns: { id: 'ref', caseId: 'ref', right: 'word', outcome: 'word?', ground: 'word?', decidedAt: 'moment?' },
    primary: ['id'],
    indices: { claim_case: ['caseId'] },
  },
  {
    name: 'case_clock',
    columns: {
      caseId: 'ref',
      receivedAt: 'moment',
      legalDueOn: 'day',
      promisedDueOn: 'day',
      dueOn: 'day',
      pauses: 'text',
      extension: 'text?',
    },
    primary: ['caseId'],
  },
  {
    name: 'case_event',
    columns: { id: 'ref', caseId: 'ref', number: 'count', type: 'word', at: 'moment', actorRole: 'word?', facts: 'text' },
    primary: ['id'],
    unique: { case_event_order: ['caseId', 'number'] },
  },
  {
    name: 'identity_check',
    columns: { id: 'ref', caseId: 'ref', method: 'word', passed: 'flag', checkedAt: 'moment', checkedBy: 'hash' },
    primary: ['id'],
    indices: { identity_check_case: ['caseId'] },
  },
]

/** What is handed over. */
const bundleTables: readonly TablePlan[] = [
  {
    name: 'bundle',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      caseId: 'ref',
      claimId: 'ref',
      kind: 'word',
      state: 'word',
      language: 'word',
      steppedUp: 'flag',
      complete: 'flag',
      coverage: 'text',
      files: 'count?',
      bytes: 'size?',
      manifestSha512: 'hash?',
      keyCipher: 'text?',
      phase: 'word',
      phaseSince: 'moment',
      progressDone: 'size',
      progressTotal: 'size?',
      progressBytes: 'size',
      requestedAt: 'moment',
      readyAt: 'moment?',
      expiresAt: 'moment?',
    },
    primary: ['id'],
    unique: { bundle_claim: ['claimId', 'kind'] },
    indices: { bundle_case: ['caseId'], bundle_subject: ['subjectId'], bundle_expiry: ['state', 'expiresAt'] },
  },
  {
    name: 'bundle_part',
    columns: { bundleId: 'ref', number: 'count', bytes: 'size', sha512: 'hash', storedAs: 'hash' },
    primary: ['bundleId', 'number'],
  },
  {
    name: 'download_grant',
    columns: {
      id: 'ref',
      bundleId: 'ref',
      part: 'count',
      subjectId: 'ref',
      accountHash: 'hash',
      tokenHash: 'hash',
      cookieHash: 'hash',
      createdAt: 'moment',
      firstUseBefore: 'moment',
      firstUsedAt: 'moment?',
      resumableUntil: 'moment?',
      sentBytes: 'size',
      burnedAt: 'moment?',
    },
    primary: ['id'],
    unique: { download_grant_token: ['tokenHash'] },
    indices: { download_grant_bundle: ['bundleId'] },
  },
  {
    name: 'disclosure',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      caseId: 'ref',
      bundleId: 'ref',
      kind: 'word',
      recipient: 'word',
      manifestSha512: 'hash',
      disclosedAt: 'moment',
    },
    primary: ['id'],
    indices: { disclosure_subject: ['subjectId'] },
  },
]

/** Audit, jobs and the schema itself. */
const mechanismTables: readonly TablePlan[] = [
  {
    name: 'audit_leaf',
    columns: {
      sequence: 'sequence',
      at: 'moment',
      type: 'word',
      actorRole: 'word',
      actorHash: 'hash?',
      subjectId: 'ref?',
      caseId: 'ref?',
      facts: 'text',
      leafHash: 'hash',
    },
    primary: ['sequence'],
    indices: { audit_leaf_subject: ['subjectId', 'sequence'], audit_leaf_case: ['caseId'] },
  },
  {
    name: 'job',
    columns: {
      id: 'ref',
      kind: 'word',
      key: 'word',
      payload: 'text',
      state: 'word',
      runAt: 'moment',
      attempts: 'count',
      maxAttempts: 'count',
      again: 'flag',
      leasedBy: 'word?',
      leasedUntil: 'moment?',
      lastError: 'line?',
      createdAt: 'moment',
      finishedAt: 'moment?',
    },
    primary: ['id'],
    indices: { job_due: ['state', 'runAt'] },
    unique: { job_key: ['kind', 'key'] },
  },
  {
    name: 'idempotency_key',
    columns: { hash: 'hash', operation: 'word', inputHash: 'hash', outcome: 'text', createdAt: 'moment' },
    primary: ['hash'],
  },
  { name: 'hub_schema', columns: { migration: 'word', breaking: 'flag', recordedAt: 'moment' }, primary: ['migration'] },
]

const tables: readonly TablePlan[] = [...subjectTables, ...caseTables, ...bundleTables, ...mechanismTables]

/** The tables of subjects, cases, bundles, audit and jobs. */
export class Hub1764000000001 implements MigrationInterface {
  readonly name = 'Hub1764000000001'

  async up(runner: QueryRunner): Promise<void> {
    await compareBytes(runner)
    for (const table of tables) {
      await createTable(runner, table)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of tables) {
      await runner.dropTable(name)
    }
  }
}

/** MariaDB and MySQL compare text without regard to case or accents unless told; SQLite compares bytes, and so do we everywhere. */
async function compareBytes(runner: QueryRunner): Promise<void> {
  if (runner.dataSource.options.type !== 'better-sqlite3') {
    const database = await runner.getCurrentDatabase()
    await runner.query(`ALTER DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  }
}
