/** What has just become lasting. */
export type Persisted = 'steps.begun' | 'source.written' | 'step.recorded' | 'step.reopened' | 'plan.executed'

/** Told after every lasting change of an execution, before the next thing is done: there a test can kill the process. */
export type FaultPoint = (what: Persisted, id: string) => Promise<void> | void

export const noFault: FaultPoint = () => undefined
