import type { RefusalCode } from '../../src/vocabulary/refusal.js'

export interface PlanRefusal {
  readonly code: RefusalCode
  readonly mutation: string
  readonly who: 'subject' | 'handler' | 'colleague' | 'dpo'
  /** Words in capitals stand for ids and hashes. */
  readonly input: string
}

const correction = 'subjectId: "SUBJECT", target: { category: PHONE_NUMBER }, newValue: "+32470000109"'

/** Each refusal about plans, at each mutation that can meet it, but for those of two at the same moment. */
export const planRefusals: readonly PlanRefusal[] = [
  {
    code: 'VALUE_INVALID',
    mutation: 'proposeRectification',
    who: 'subject',
    input: 'subjectId: "SUBJECT", target: { category: PHONE_NUMBER }, newValue: "0470 12"',
  },
  {
    code: 'NATIONAL_NUMBER_REFUSED',
    mutation: 'proposeRectification',
    who: 'subject',
    input: 'subjectId: "SUBJECT", target: { category: OCCUPATION }, newValue: "85.07.30-033.28"',
  },
  {
    code: 'TARGET_AMBIGUOUS',
    mutation: 'proposeRectification',
    who: 'subject',
    input: 'subjectId: "SUBJECT", target: { category: OTHER_PROVIDED_DATA }, newValue: "Belt liefst na 17 uur."',
  },
  {
    code: 'TARGET_WITHHELD',
    mutation: 'proposeRectification',
    who: 'subject',
    input: 'subjectId: "SUBJECT", target: { statementIds: ["WITHHELD"] }, ground: SUPPLEMENT, newValue: "Zo was het niet."',
  },
  {
    code: 'NOTHING_TO_CHANGE',
    mutation: 'proposeRectification',
    who: 'subject',
    input: 'subjectId: "SUBJECT", target: { category: BIRTH_DATE }, newValue: "BIRTHDATE"',
  },
  {
    code: 'EVIDENCE_REFUSED',
    mutation: 'proposeRectification',
    who: 'subject',
    input: `${correction}, evidence: { name: "kaart.exe", mediaType: "application/x-msdownload", contentBase64: "AAAA" }`,
  },
  {
    code: 'IDENTITY_NOT_VERIFIED',
    mutation: 'proposeRectification',
    who: 'handler',
    input: 'claimId: "WAITINGRECTIFICATION", target: { category: PHONE_NUMBER }, newValue: "+32470000109"',
  },
  {
    code: 'CLAIM_OF_OTHER_RIGHT',
    mutation: 'proposeRectification',
    who: 'handler',
    input: 'claimId: "ERASURE", target: { category: PHONE_NUMBER }, newValue: "+32470000109"',
  },
  {
    code: 'CASE_CLOSED',
    mutation: 'proposeRectification',
    who: 'handler',
    input: 'claimId: "CLOSEDRECTIFICATION", target: { category: PHONE_NUMBER }, newValue: "+32470000109"',
  },
  {
    code: 'PLAN_CLOSED',
    mutation: 'proposeRectification',
    who: 'handler',
    input: 'claimId: "EXECUTINGCLAIM", target: { category: PHONE_NUMBER }, newValue: "+32470000109"',
  },
  { code: 'IDEMPOTENCY_KEY_REUSED', mutation: 'proposeRectification', who: 'subject', input: `${correction}, idempotencyKey: "again"` },
  { code: 'IDENTITY_NOT_VERIFIED', mutation: 'planErasure', who: 'handler', input: 'claimId: "WAITINGERASURE"' },
  { code: 'CLAIM_OF_OTHER_RIGHT', mutation: 'planErasure', who: 'handler', input: 'claimId: "RECTIFICATION"' },
  { code: 'CASE_CLOSED', mutation: 'planErasure', who: 'handler', input: 'claimId: "CLOSEDERASURE"' },
  {
    code: 'IDEMPOTENCY_KEY_REUSED',
    mutation: 'planErasure',
    who: 'handler',
    input: 'claimId: "ERASURE", ground: OBJECTION, idempotencyKey: "again"',
  },
  { code: 'PLAN_STALE', mutation: 'approvePlan', who: 'colleague', input: 'planId: "STALE", hash: "STALEHASH"' },
  { code: 'PLAN_HASH_MISMATCH', mutation: 'approvePlan', who: 'dpo', input: 'planId: "PROPOSED", hash: "STALEHASH"' },
  { code: 'APPROVAL_BY_AUTHOR', mutation: 'approvePlan', who: 'handler', input: 'planId: "PROPOSED", hash: "PROPOSEDHASH"' },
  { code: 'APPROVAL_BY_OFFICER_ONLY', mutation: 'approvePlan', who: 'colleague', input: 'planId: "PROPOSED", hash: "PROPOSEDHASH"' },
  { code: 'PLAN_CLOSED', mutation: 'approvePlan', who: 'dpo', input: 'planId: "SUPERSEDED", hash: "SUPERSEDEDHASH"' },
  { code: 'PLAN_NOT_APPROVED', mutation: 'executePlan', who: 'handler', input: 'planId: "PROPOSED"' },
  { code: 'PLAN_CLOSED', mutation: 'executePlan', who: 'handler', input: 'planId: "SUPERSEDED"' },
  { code: 'IDEMPOTENCY_KEY_REUSED', mutation: 'executePlan', who: 'handler', input: 'planId: "PROPOSED", idempotencyKey: "executed"' },
  { code: 'STEP_NOT_WAITING', mutation: 'retryStep', who: 'handler', input: 'stepId: "WAITINGSTEP"' },
  { code: 'PLAN_CLOSED', mutation: 'retryStep', who: 'handler', input: 'stepId: "PROPOSEDSTEP"' },
  { code: 'STEP_NOT_WAITING', mutation: 'completeManualStep', who: 'handler', input: 'stepId: "PENDINGSTEP", remark: "Done."' },
  {
    code: 'EVIDENCE_REFUSED',
    mutation: 'completeManualStep',
    who: 'handler',
    input: 'stepId: "WAITINGSTEP", result: REFERRED, remark: " "',
  },
  {
    code: 'NATIONAL_NUMBER_REFUSED',
    mutation: 'completeManualStep',
    who: 'handler',
    input: 'stepId: "WAITINGSTEP", result: REFERRED, remark: "Brief over 85.07.30-033.28."',
  },
  { code: 'PLAN_CLOSED', mutation: 'completeManualStep', who: 'handler', input: 'stepId: "PROPOSEDSTEP", remark: "Done."' },
  { code: 'NOTICE_NOT_WAITING', mutation: 'recordNotice', who: 'handler', input: 'noticeId: "NOTICE", result: SENT' },
]
