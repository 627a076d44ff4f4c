/** PARKED: given up after too many attempts or a failure that no repetition cures; waits for a person. */
export const JobState = { QUEUED: 'QUEUED', RUNNING: 'RUNNING', DONE: 'DONE', PARKED: 'PARKED' } as const
export type JobState = (typeof JobState)[keyof typeof JobState]
