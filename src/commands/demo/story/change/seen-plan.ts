import type { HubSession } from '../../hub-client.js'

export interface SeenStep {
  readonly id: string
  readonly number: number
  readonly system: { readonly id: string }
  readonly recordType: { readonly id: string; readonly name: string }
  readonly externalId: string
  readonly action: string
  readonly changes: readonly {
    readonly field: string
    readonly category: string
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly reason: string
  readonly ground: string | null
  readonly rule: string | null
  readonly retainUntil: string | null
  readonly state: string
  readonly outcome: string | null
  readonly readBack: string | null
  readonly finalOn: string | null
  readonly lastError: string | null
  readonly instructions: string | null
  readonly referral: { readonly authority: string; readonly contact: string; readonly letter: string | null } | null
}

export interface SeenAttestation {
  readonly id: string
  readonly issuedAt: string
  readonly hash: string
  readonly json: string
  readonly signature: string
  readonly page: string | null
}

export interface SeenPlan {
  readonly id: string
  readonly kind: string
  readonly state: string
  readonly hash: string
  readonly drifted: boolean
  readonly case: { readonly id: string; readonly reference: string; readonly state: string }
  readonly summary: {
    readonly actions: readonly { readonly action: string; readonly count: number }[]
    readonly retainedUntil: string | null
  }
  readonly steps: readonly SeenStep[]
  readonly attestation: SeenAttestation | null
}

export interface SeenNotice {
  readonly recipientId: string
  readonly kind: string
  readonly state: string
  readonly categories: readonly string[]
}

/** All that the stories show of a plan. */
export const planFields = `id kind state hash drifted
  case { id reference state }
  summary { actions { action count } retainedUntil }
  attestation { id issuedAt hash json signature page }
  steps {
    id number system { id } recordType { id name(lang: EN) } externalId action changes { field category from to } reason(lang: EN)
    ground rule retainUntil state outcome readBack finalOn lastError instructions(lang: EN) referral { authority contact letter }
  }`

interface PlansAnswer {
  readonly case: { readonly claims: readonly { readonly plans: readonly SeenPlan[] }[] }
}

/** Every plan of a case, newest first within each claim. */
export async function plansOf(session: HubSession, caseId: string): Promise<readonly SeenPlan[]> {
  const query = `query($id: ID!) { case(id: $id) { claims { plans { ${planFields} } } } }`
  const answer = await session.ask<PlansAnswer>(query, { id: caseId })
  return answer.case.claims.flatMap(({ plans }) => plans)
}

export async function noticesOf(session: HubSession, caseId: string): Promise<readonly SeenNotice[]> {
  const query = 'query($id: ID!) { case(id: $id) { notices { recipientId kind state categories } } }'
  const answer = await session.ask<{ readonly case: { readonly notices: readonly SeenNotice[] } }>(query, { id: caseId })
  return answer.case.notices
}
