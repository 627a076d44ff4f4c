import { jobKind } from '../../jobs/job-kind.js'

/** Carries out an approved plan, as far as it goes for now. */
export const executePlanJob = jobKind<{ readonly planId: string }>('plan.execute')
