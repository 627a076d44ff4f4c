export type OdooVersion = 17 | 18 | 19

/** What answers differently from one version to the next. */
export interface VersionProfile {
  readonly version: OdooVersion
  readonly serverVersion: string
  /** How `/json/2` answers: served, sent to the login page, or unknown. */
  readonly json2: 'served' | 'login' | 'unknown'
  readonly webVersion: boolean
  readonly rpcErrorCode: number
  readonly wrongContentType: number
  /** Whether a comparison with a `datetime` sees whole seconds, as shown, or the stored microseconds. */
  readonly comparesSeconds: boolean
  readonly deletesDraftOrders: boolean
  readonly guardsPostedMoves: boolean
  readonly groupsField: 'groups_id' | 'group_ids'
}

const before19 = {
  json2: 'unknown',
  webVersion: false,
  rpcErrorCode: 200,
  wrongContentType: 400,
  comparesSeconds: false,
  deletesDraftOrders: false,
  guardsPostedMoves: false,
  groupsField: 'groups_id',
} as const

const profiles: Readonly<Record<OdooVersion, VersionProfile>> = {
  17: { ...before19, version: 17, serverVersion: '17.0', deletesDraftOrders: true },
  18: { ...before19, version: 18, serverVersion: '18.0', json2: 'login', guardsPostedMoves: true },
  19: {
    version: 19,
    serverVersion: '19.0',
    json2: 'served',
    webVersion: true,
    rpcErrorCode: 0,
    wrongContentType: 415,
    comparesSeconds: true,
    deletesDraftOrders: false,
    guardsPostedMoves: true,
    groupsField: 'group_ids',
  },
}

export function profileOf(version: OdooVersion): VersionProfile {
  return profiles[version]
}
