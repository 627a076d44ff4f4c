/** How the controller came by a value. Only PROVIDED and OBSERVED data can be ported (Art. 20, WP242). */
export const DataOrigin = {
  PROVIDED: 'PROVIDED',
  OBSERVED: 'OBSERVED',
  DERIVED: 'DERIVED',
  INFERRED: 'INFERRED',
  THIRD_PARTY: 'THIRD_PARTY',
  REGISTER: 'REGISTER',
} as const
export type DataOrigin = (typeof DataOrigin)[keyof typeof DataOrigin]
