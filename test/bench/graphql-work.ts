import { randomBytes } from 'node:crypto'
import type { SubjectReader } from '../../src/federation/federation.js'
import { systemClock } from '../../src/kernel/clock.js'
import { MasterKeys } from '../../src/security/master-keys.js'
import { TokenVerifier } from '../../src/security/token-verifier.js'
import { coverage, profileOf, recordsOf } from '../builders/fake-graph.js'

/** What both servers of the bench serve, from memory: the same objects behind the same token check. */
export const AUDIENCE = 'privacy-hub'

/** A subject and 20 attributes with their provenance: 162 leaves. */
export const PROFILE = `query Profile($id: ID!) { dataSubject(id: $id) { id profile { asOf attributes { category label(lang: NL) statements {
  id value origin legalBasis source { field observedAt system { id } } } } } } }`

/** 50 records of 10 values each. */
export const LIST = `query List($id: ID!) { dataSubject(id: $id) { records(first: 50) { edges { node {
  id externalId statements { category value } } } } } }`

const profile = profileOf(20)
const records = { edges: recordsOf(50, 10).map((node) => ({ cursor: node.id, node })), hasNextPage: false, coverage }

export const reader: SubjectReader = {
  profile: () => Promise.resolve(profile),
  records: () => Promise.resolve(records),
  coverage: () => Promise.resolve(coverage),
  accessStatement: () => Promise.reject(new Error('No part of the bench.')),
}

/** The token check of the hub, against the issuer that the bench runs. */
export function verifierFor(issuer: string): TokenVerifier {
  const rules = {
    issuer,
    audience: AUDIENCE,
    algorithms: ['ES256'],
    clockToleranceSeconds: 5,
    subjectClaim: 'sub',
    rolesClaim: 'roles',
    roles: { handler: 'CASE_HANDLER' },
    authenticatedAtClaim: 'auth_time',
    mandatesClaim: null,
  } as const
  return new TokenVerifier(rules, MasterKeys.parse(`bench:${randomBytes(32).toString('base64')}`), systemClock)
}
