import { ed25519Signer } from '../exporters/signature.js'
import type { HubSettings } from './config/settings.js'
import type { Foundation } from './foundation.js'
import { Attestations } from './rights/attestation/attestations.js'
import type { SystemId } from './vocabulary/source-record.js'

/** What attests erasures. `publicUrl` is where the hub, and so its public keys, are reached. */
export function attestationsOf(foundation: Foundation, publicUrl: () => string): Attestations {
  const { settings, signingKeys } = foundation
  const { kid, privateKey } = signingKeys.current
  return new Attestations({
    ...foundation,
    signer: ed25519Signer(kid, privateKey),
    controller: settings.controller,
    backupDays: backupDaysOf(settings),
    keysUrl: () => `${publicUrl()}/.well-known/jwks.json`,
  })
}

function backupDaysOf({ systems }: Pick<HubSettings, 'systems'>): ReadonlyMap<SystemId, number> {
  return new Map(
    systems.flatMap((system) =>
      'backupDays' in system && system.backupDays !== undefined ? [[system.kind, system.backupDays] as const] : [],
    ),
  )
}
