import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { composeDataMap } from '../datamap/compose.js'
import { shippedRecipients } from '../datamap/recipients.js'
import { shippedRetentionRules } from '../datamap/retention-rules.js'
import { shippedMaps } from '../datamap/systems/index.js'
import { ConfigurationError } from '../kernel/errors.js'
import { deepFreeze } from '../kernel/freeze.js'
import { ConfigFile } from './config-file.js'
import type { ConfigProblem } from './config-problem.js'
import { connectionProblems } from './connection-problems.js'
import { DocumentFiller } from './document-filler.js'
import { HubDocument } from './hub-document.js'
import { type Environment, withEnvironment } from './secrets.js'
import type { HubSettings } from './settings.js'
import { settingsOf } from './settings-of.js'

export const defaultConfigFile = 'privacy-hub.yaml'

export interface ConfigPlace {
  /** As named on the command line. */
  readonly file?: string
  readonly environment: Environment
  /** @default the working folder */
  readonly folder?: string
}

/** The file that the hub is configured by: named, or in the environment, or in the folder. Null when there is none. */
export function configFileOf({ file, environment, folder = process.cwd() }: ConfigPlace): string | null {
  const named = file ?? environment['PRIVACY_HUB_CONFIG'] ?? ''
  if (named !== '') {
    return resolve(folder, named)
  }
  const usual = resolve(folder, defaultConfigFile)
  return existsSync(usual) ? usual : null
}

/** Reads, checks and freezes the settings. Throws ConfigurationError with everything that is wrong. */
export function loadSettings(path: string, environment: Environment): HubSettings {
  const file = ConfigFile.read(path)
  const { content, problems } = withEnvironment(file.content, environment)
  const filler = new DocumentFiller()
  const document = filler.fillIn(new HubDocument(), content)
  const found = withoutRepeats([...problems, ...filler.problems, ...connectionProblems(document)])
  const sentences = found.map((problem) => file.describe(problem))
  if (sentences.length > 0) {
    throw new ConfigurationError(sentences)
  }
  const settings = settingsOf(document, file.folder)
  refuseIncompleteMap(settings, file)
  return deepFreeze(settings)
}

/** One key, one problem: what is wrong first is what to put right first. */
function withoutRepeats(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const byPath = new Map<string, ConfigProblem>()
  for (const problem of problems) {
    const key = JSON.stringify(problem.path)
    byPath.set(key, byPath.get(key) ?? problem)
  }
  return [...byPath.values()]
}

function refuseIncompleteMap({ dataMap }: HubSettings, file: ConfigFile): void {
  const shipped = { maps: shippedMaps, recipients: shippedRecipients, retentionRules: shippedRetentionRules }
  const { problems } = composeDataMap(shipped, dataMap)
  if (problems.length > 0) {
    throw new ConfigurationError(problems.map((sentence) => file.describe(mapProblem(sentence))))
  }
}

/** `dataMap.systems.odoo.contact.x_size: category must be …` */
function mapProblem(sentence: string): ConfigProblem {
  const colon = sentence.indexOf(': ')
  return { path: sentence.slice(0, colon).split('.'), text: `does not fit: ${sentence.slice(colon + 2)}` }
}
