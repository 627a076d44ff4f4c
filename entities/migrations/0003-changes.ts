import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, type TablePlan } from './table-builder.js'

/** Plans, their steps, and what proves them. */
const planTables: readonly TablePlan[] = [
  {
    name: 'plan',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      caseId: 'ref',
      claimId: 'ref',
      kind: 'word',
      state: 'word',
      hash: 'hash',
      nonce: 'hash',
      ground: 'word?',
      evidenceSha512: 'hash?',
      scope: 'text?',
      coverage: 'text',
      shortfalls: 'text?',
      stepCount: 'count',
      authorHash: 'hash?',
      authorRole: 'word?',
      createdAt: 'moment',
      executionStartedAt: 'moment?',
      executedAt: 'moment?',
    },
    primary: ['id'],
    indices: { plan_claim: ['claimId'], plan_case: ['caseId'] },
  },
  {
    name: 'plan_approval',
    columns: { id: 'ref', planId: 'ref', hash: 'hash', approvedBy: 'hash', role: 'word', approvedAt: 'moment' },
    primary: ['id'],
    unique: { plan_approval_once: ['planId', 'approvedBy'] },
  },
  {
    name: 'step',
    columns: {
      id: 'ref',
      planId: 'ref',
      number: 'count',
      rank: 'count',
      system: 'word',
      recordType: 'word',
      action: 'word',
      bodyCipher: 'text',
      ground: 'word?',
      rule: 'word?',
      retainUntil: 'day?',
      state: 'word',
      outcome: 'word?',
      readBack: 'word?',
      finalOn: 'day?',
      attempts: 'count',
      runBy: 'ref?',
      retryAt: 'moment?',
      startedAt: 'moment?',
      lastError: 'line?',
      doneAt: 'moment?',
    },
    primary: ['id'],
    unique: { step_order: ['planId', 'number'] },
  },
  {
    name: 'evidence',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      planId: 'ref',
      stepId: 'ref?',
      textCipher: 'text',
      mediaType: 'word?',
      bytes: 'count',
      sha512: 'hash?',
      addedBy: 'hash',
      addedAt: 'moment',
    },
    primary: ['id'],
    indices: { evidence_plan: ['planId'] },
  },
  { name: 'evidence_part', columns: { evidenceId: 'ref', number: 'count', contentCipher: 'text' }, primary: ['evidenceId', 'number'] },
  {
    name: 'attestation',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      caseId: 'ref',
      planId: 'ref',
      language: 'word',
      documentCipher: 'text',
      hash: 'hash',
      signature: 'text',
      issuedAt: 'moment',
    },
    primary: ['id'],
    unique: { attestation_plan: ['planId'] },
  },
]

/** What must be asked before a system is believed or written to, and who is told afterwards. */
const ledgerTables: readonly TablePlan[] = [
  {
    name: 'ledger_entry',
    columns: {
      id: 'ref',
      hash: 'hash',
      keyId: 'word',
      system: 'word',
      recordType: 'word',
      isRetained: 'flag',
      recognises: 'word',
      caseId: 'ref',
      erasedAt: 'moment',
    },
    primary: ['id'],
    unique: { ledger_entry_once: ['hash', 'system', 'recordType', 'isRetained'] },
  },
  {
    name: 'return_alarm',
    columns: {
      id: 'ref',
      caseId: 'ref',
      subjectId: 'ref',
      system: 'word',
      recordType: 'word',
      refHash: 'hash',
      externalIdCipher: 'text',
      kind: 'word',
      foundBy: 'word',
      state: 'word',
      planId: 'ref?',
      foundAt: 'moment',
    },
    primary: ['id'],
    unique: { return_alarm_once: ['refHash', 'caseId'] },
  },
  { name: 'system_pause', columns: { system: 'word', reason: 'word', pausedBy: 'hash', pausedAt: 'moment' }, primary: ['system'] },
  {
    name: 'restriction',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      system: 'word',
      recordType: 'word',
      refHash: 'hash',
      stepId: 'ref',
      ground: 'word?',
      rule: 'word?',
      retainUntil: 'day?',
      restrictedAt: 'moment',
      liftedAt: 'moment?',
    },
    primary: ['id'],
    unique: { restriction_record: ['subjectId', 'system', 'recordType', 'refHash'] },
  },
  {
    name: 'recipient_notice',
    columns: {
      id: 'ref',
      subjectId: 'ref',
      caseId: 'ref',
      planId: 'ref',
      recipientId: 'word',
      kind: 'word',
      state: 'word',
      categories: 'text',
      bodyCipher: 'text',
      attempts: 'count',
      reason: 'line?',
      messageId: 'line?',
      createdAt: 'moment',
      sentAt: 'moment?',
      acknowledgedAt: 'moment?',
    },
    primary: ['id'],
    indices: { recipient_notice_case: ['caseId'] },
    unique: { recipient_notice_once: ['planId', 'recipientId', 'kind'] },
  },
]

const tables = [...planTables, ...ledgerTables]

/** Changes under a plan, the erasure ledger, and notices. */
export class Changes1764000000003 implements MigrationInterface {
  name = 'Changes1764000000003'

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await createTable(runner, table)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [...tables].reverse()) {
      await runner.dropTable(name)
    }
  }
}
