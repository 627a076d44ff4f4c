import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkSignature, keySet } from '../../../../../exporters/signature.js'
import { present } from '../bundles.js'
import type { SeenAttestation, SeenPlan } from '../change/seen-plan.js'
import type { Stage } from '../stage.js'

/** The statement that she gets: what was erased and how, what stays, why and until when; signed. */
export async function showAttestation({ narrator, world }: Stage, plan: SeenPlan): Promise<SeenAttestation> {
  narrator.chapter('The attestation: what is gone, what stays and until when, signed')
  const attestation = present(plan.attestation ?? undefined, 'no attestation')
  const { issuedAt, hash, json, signature, page } = attestation
  const keys = keySet(await (await fetch(`${world.url}/.well-known/jwks.json`)).json())
  const { verdict } = await checkSignature(signature, Buffer.from(json), keys)
  narrator.table(
    ['fact', 'answer'],
    [
      ['issued at', issuedAt],
      ['SHA-256', hash],
      ['signature', verdict.toLowerCase()],
      ['page', `${page?.length ?? 0} characters of HTML, in her language`],
    ],
  )
  narrator.check('it is signed by a key that the hub publishes', verdict === 'KNOWN')
  narrator.check('its page is in her language', page?.includes('<html lang="nl"') === true)
  return attestation
}

/** Beside where bundles are kept: the page to print, what is signed, and the signature. */
export async function keepAttestation(folder: string, { page, json, signature }: SeenAttestation): Promise<void> {
  await writeFile(join(folder, 'attestation.html'), page ?? '')
  await writeFile(join(folder, 'attestation.json'), json)
  await writeFile(join(folder, 'attestation.jws'), `${signature}\n`)
}
