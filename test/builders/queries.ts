/** Every field of a statement. */
const STATEMENT = `fragment S on Statement {
  id category value masked data disclosure withheld { ground article until }
  source { system { id name } recordType { id name system { id } } recordId field observedAt sourceUpdatedAt }
  origin purposes legalBasis recipients { id name role country safeguard }
  retention { rule retainUntil start ground }
  rectifiable { mode reason } erasable { mode reason } portable { mode reason }
}`
const COVERAGE = `fragment C on SourceCoverage {
  system { id name role } answer recordCount fieldCount elapsedMs observedAt reason nextAttemptAt gaps { recordType { id name(lang: FR) } scope reason }
}`
const CASE = `fragment K on Case {
  id reference state subject { id } request { id rights channel language receivedAt text } claims { id right outcome }
  clock { receivedAt legalDueOn promisedDueOn dueOn pauses { reason askedAt answeredAt } extension { reason extendedAt extendedTo } overdue daysLeft }
  identityCheck { method passed checkedAt } coverage { ...C } events { id number type at actorRole } createdAt
  bundles { id kind state progress { phase done total bytes secondsLeft state } complete coverage { answer } files bytes
    parts { number bytes sha512 } manifestSha512 expiresAt }
} ${COVERAGE}`

const PLAN = `fragment P on Plan {
  id claimId kind state hash createdAt executedAt drifted rectificationGround erasureGround case { id } approvals { role approvedAt hash }
  summary { actions { action count } states { state count } unreadSystems { id } retainedUntil } coverage { ...C }
  evidence { id } attestation { id issuedAt hash json signature page(lang: FR) }
  steps { id number system { id } recordType { id } externalId action changes { field category from to } reason(lang: FR) ground rule
    retainUntil state outcome readBack finalOn attempts retryAt lastError instructions(lang: DE)
    referral { authority contact url letter(lang: EN) } evidence { id text mediaType bytes sha512 addedAt } }
} ${COVERAGE}`

/** Queries that together touch every type that a query can reach. */
export const queries = {
  me: '{ me { id language createdAt identifiers { kind masked verification } } }',
  profile: `query ($id: ID!, $lang: Language) { dataSubject(id: $id, purpose: QUALITY_CHECK) { id profile {
    attributes { category label(lang: $lang) statements { ...S } contradiction { category statements { id } authoritative { id } proposal reason } }
    contradictions { reason } coverage { ...C } asOf } } } ${STATEMENT} ${COVERAGE}`,
  records: `query ($first: Int) { me { records(filter: { systems: ["odoo"] }, first: $first) { pageInfo { hasNextPage endCursor } edges { cursor node {
    id externalId system { id } recordType { id } statements { ...S } thirdPartiesRedacted attachments { id name mediaType bytes withheld } } } } } } ${STATEMENT}`,
  coverage: `{ me { coverage(systems: ["odoo"], budgetMs: 100) { ...C } } } ${COVERAGE}`,
  accessStatement: `{ me { accessStatement(lang: EN) { confirmed purposes { purpose label legalBasis categories { category label } } recipients { id }
    retention { rule text categories } rights { right article text } complaint { authority address email url text }
    sources { systemId system origins } automatedDecisions { exist text } transfers { recipientId name country safeguard } } } }`,
  case: `{ case(id: "case-a") { ...K } } ${CASE}`,
  cases: `{ cases(filter: { states: [RECEIVED] }, orderBy: RECEIVED_AT, first: 5) { edges { node { ...K } } pageInfo { hasNextPage } } } ${CASE}`,
  plans: `{ case(id: "case-a") { claims { plan { ...P } plans(first: 1) { id } }
    events { planId relatedCaseId now { caseState steps { state count } } }
    notices { id recipientId recipient { name } kind state categories reason createdAt sentAt acknowledgedAt } } } ${PLAN}`,
  systems: `{ sourceSystems { __typename id name(lang: DE) role correctWith(lang: EN) { authority contact url instructions } health { state version checkedAt }
    capabilities { recordType { id name } read rectify erase anonymise restrict batched remark } } }`,
} as const
