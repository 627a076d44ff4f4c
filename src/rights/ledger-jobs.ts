import { jobKind } from '../jobs/job-kind.js'

/** Answers what came back of a case. */
export const answerReturnsJob = jobKind<{ readonly caseId: string }>('return.answer')

/** Looks through a system for what was erased. It comes round again by itself, so that few attempts will do. */
export const scanSystemJob = jobKind<{ readonly system: string }>('ledger.scan', 4)
