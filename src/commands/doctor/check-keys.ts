import { existsSync } from 'node:fs'
import { ConfigurationError } from '../../kernel/errors.js'
import { MasterKeys } from '../../security/master-keys.js'
import { SigningKeys } from '../../security/signing-keys.js'
import { type Examined, fine, type Finding, problem, warning } from './finding.js'

/** Whether the keys are whole and kept, and open what the database holds. */
export async function checkKeys({ settings, database }: Examined): Promise<Finding[]> {
  const { masterKeys, signingFile } = settings.keys
  const { ids } = MasterKeys.parse(masterKeys)
  const needed = database === null ? [] : await keyIdsIn(database)
  const missing = needed.filter((id) => !ids.includes(id))
  return [
    fine(`${ids.length} master key(s); ${ids[0] ?? ''} is current.`),
    ...missing.map((id) => problem(`Data in the database is sealed under master key ${id}, which is not here.`, lostKeyRemedy)),
    await signing(signingFile),
  ]
}

const lostKeyRemedy = 'Append it to PRIVACY_HUB_MASTER_KEY, after the newer ones and a comma. Without it that data cannot be read.'

async function keyIdsIn(database: NonNullable<Examined['database']>): Promise<string[]> {
  const rows = await database.read((manager) => manager.query<{ masterKeyId: string }[]>('SELECT DISTINCT masterKeyId FROM subject_key'))
  return rows.map(({ masterKeyId }) => masterKeyId)
}

async function signing(file: string): Promise<Finding> {
  if (!existsSync(file)) {
    return warning('There are no signing keys yet.', `Nothing to do: the first start makes ${file}. Keep a copy of it afterwards.`)
  }
  try {
    const { current } = await SigningKeys.load({ file })
    return fine(`Bundles are signed with key ${current.kid}; its file is for the hub alone.`)
  } catch (error) {
    const remedy = error instanceof ConfigurationError ? error.problems.join(' ') : 'Let the hub read the file.'
    return problem('The signing keys cannot be used.', remedy)
  }
}
