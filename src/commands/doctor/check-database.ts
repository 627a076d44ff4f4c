import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Database } from '../../../entities/database.js'
import { openDatabase } from '../../../ormconfig.js'
import { ConfigurationError } from '../../kernel/errors.js'
import { meaningOf } from '../failure.js'
import { fine, type Finding, fromSentence, problem, warning } from './finding.js'
import { nearestFolder } from './nearest-folder.js'

export interface OpenedOrNot {
  readonly database: Database | null
  readonly findings: readonly Finding[]
}

/** Opens the database as it is, changing nothing, and sees whether the hub may write there. */
export async function checkDatabase(location: string): Promise<OpenedOrNot> {
  const isServer = /^(mysql|mariadb):\/\//.test(location)
  if (!isServer && !(await may(location, constants.F_OK))) {
    return { database: null, findings: [await missingFile(location)] }
  }
  try {
    const database = await openDatabase(location)
    return { database, findings: await findingsIn(database) }
  } catch (error) {
    return { database: null, findings: refusals(error) }
  }
}

async function missingFile(file: string): Promise<Finding> {
  const folder = nearestFolder(dirname(file))
  return (await may(folder, constants.W_OK))
    ? warning('The database file is not there yet.', 'Run: privacy-hub migrate (or start, which does so too)')
    : problem(`The database file cannot be made in ${folder}.`, 'Give the user that the hub runs as the right to write there.')
}

async function findingsIn(database: Database): Promise<Finding[]> {
  const applied = await database.read((manager) =>
    manager.query<{ migration: string }[]>('SELECT migration FROM hub_schema ORDER BY migration'),
  )
  const version = applied.at(-1)?.migration ?? 'none'
  const kind = database.dialect === 'sqlite' ? 'SQLite' : 'MySQL or MariaDB'
  return [fine(`${kind} answers; its tables are up to date (${version}).`), await writable(database)]
}

async function writable(database: Database): Promise<Finding> {
  try {
    await database.write((manager) => manager.query('DELETE FROM idempotency_key WHERE 1 = 0'))
    return fine('It can be written.')
  } catch (error) {
    return problem('It cannot be written.', meaningOf(error) ?? 'Give the user that the hub runs as the right to write there.')
  }
}

function refusals(error: unknown): Finding[] {
  if (error instanceof ConfigurationError) {
    return error.problems.map(fromSentence)
  }
  return [problem('It cannot be opened.', meaningOf(error) ?? 'Check that it runs, and its address.')]
}

async function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  )
}
