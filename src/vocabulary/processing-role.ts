/** What the company is for the data in a system (Art. 4(7), 26, 28); REGISTER: an official register, where we only look. */
export const ProcessingRole = {
  CONTROLLER: 'CONTROLLER',
  PROCESSOR: 'PROCESSOR',
  JOINT_CONTROLLER: 'JOINT_CONTROLLER',
  REGISTER: 'REGISTER',
} as const
export type ProcessingRole = (typeof ProcessingRole)[keyof typeof ProcessingRole]
