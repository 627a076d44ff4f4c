import { jobKind } from '../jobs/job-kind.js'

/** Prepares the bundle that it names. */
export const prepareBundleJob = jobKind<{ readonly bundleId: string }>('bundle.prepare')
