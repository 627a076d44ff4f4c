import type { SeenAttestation, SeenNotice, SeenPlan } from './seen-plan.js'

export interface StepTold {
  readonly system: string
  readonly action: string
  readonly state: string
  readonly outcome: string | null
  readonly readBack: string | null
}

/** What came of a plan, for a program. */
export interface ChangeTold {
  readonly steps: readonly StepTold[]
  readonly notices: readonly SeenNotice[]
  readonly attestation: Pick<SeenAttestation, 'id' | 'issuedAt' | 'hash' | 'json' | 'signature'> | null
}

export function changeTold(plan: SeenPlan, notices: readonly SeenNotice[]): ChangeTold {
  return { steps: stepsTold(plan), notices, attestation: attestationTold(plan) }
}

export function stepsTold({ steps }: SeenPlan): readonly StepTold[] {
  return steps.map(({ system, action, state, outcome, readBack }) => ({ system: system.id, action, state, outcome, readBack }))
}

function attestationTold({ attestation }: SeenPlan): ChangeTold['attestation'] {
  if (attestation === null) {
    return null
  }
  const { id, issuedAt, hash, json, signature } = attestation
  return { id, issuedAt, hash, json, signature }
}
