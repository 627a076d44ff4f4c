/** ACCESS_COPY answers Art. 15 with everything; PORTABILITY answers Art. 20 with what may be ported. Never mixed. */
export const BundleKind = { ACCESS_COPY: 'ACCESS_COPY', PORTABILITY: 'PORTABILITY', EVIDENCE: 'EVIDENCE' } as const
export type BundleKind = (typeof BundleKind)[keyof typeof BundleKind]

/** PARTIAL: ready, with a declared gap; can be completed later. */
export const BundleState = {
  PREPARING: 'PREPARING',
  READY: 'READY',
  PARTIAL: 'PARTIAL',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
  FAILED: 'FAILED',
} as const
export type BundleState = (typeof BundleState)[keyof typeof BundleState]

/** How far a bundle is. A phase is a stable word: `locating`, `collecting`, `packing`, `sealing`, `published`. */
export interface BundleProgress {
  readonly phase: string
  readonly done: number
  /** Null while not known. */
  readonly total: number | null
  readonly bytes: number
  readonly secondsLeft: number | null
  readonly state: BundleState
}
