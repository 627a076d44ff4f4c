import type { DataMap } from '../datamap/data-map.js'
import { groupBy } from '../kernel/collections.js'
import type { AccessStatement, StatedPurpose, StatedRetention, StatedSource } from '../vocabulary/access-statement.js'
import { isComplete, type SystemCoverage } from '../vocabulary/coverage.js'
import { dataCategories, DataCategory } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import { rights } from '../vocabulary/data-right.js'
import type { Labels, Language } from '../vocabulary/language.js'
import { purposeLabels } from '../vocabulary/purpose.js'
import type { Recipient } from '../vocabulary/recipient.js'
import type { Statement } from '../vocabulary/statement.js'
import {
  complaintText,
  noAutomatedDecisions,
  retentionTexts,
  rightsToMention,
  rightTexts,
  someAutomatedDecisions,
  supervisoryAuthorityName,
  unknownAutomatedDecisions,
} from './access-statement-texts.js'

/** Where to complain (Art. 15(1)(f)); configurable, since authorities move. */
export interface SupervisoryAuthority {
  readonly address: string
  readonly email: string
  readonly url: string
}

export const belgianAuthority: SupervisoryAuthority = {
  address: 'Drukpersstraat 35, 1000 Brussel',
  email: 'contact@apd-gba.be',
  url: 'https://www.gegevensbeschermingsautoriteit.be/burger/acties/klacht-indienen',
}

/** What an access statement needs of each value; less than a statement, so that a large bundle can gather it as it goes. */
export type StatedFacts = Pick<Statement, 'category' | 'origin' | 'purposes' | 'legalBasis' | 'recipientIds'> & {
  readonly systemId: string
  readonly retentionRule: Statement['retention']['rule']
}

export function statedFacts(statement: Statement): StatedFacts {
  const { category, origin, purposes, legalBasis, recipientIds, retention, source } = statement
  return { category, origin, purposes, legalBasis, recipientIds, systemId: source.system, retentionRule: retention.rule }
}

/** What was found, and what each system answered when it was looked for. */
export interface StatedFindings {
  readonly facts: readonly StatedFacts[]
  readonly coverage: readonly SystemCoverage[]
}

export interface StatementSetting {
  readonly dataMap: DataMap
  readonly language: Language
  readonly authority: SupervisoryAuthority
}

/** Art. 15(1)(a)-(h) and 15(2) for exactly what is held about this person; not a copy of the privacy statement. Pure. */
export function accessStatementOf({ facts, coverage }: StatedFindings, setting: StatementSetting): AccessStatement {
  const absent = isComplete(coverage) ? false : null
  const recipients = recipientsOf(facts, setting.dataMap)
  return {
    confirmed: facts.length > 0 || absent,
    purposes: purposesOf(facts, setting.language),
    recipients,
    retention: retentionOf(facts, setting),
    rights: rightsToMention.map((right) => ({
      right: rights[right].labels[setting.language],
      article: `Art. ${rights[right].article}`,
      text: rightTexts[right][setting.language],
    })),
    complaint: {
      ...setting.authority,
      authority: supervisoryAuthorityName[setting.language],
      text: complaintText[setting.language],
    },
    sources: sourcesOf(facts, setting),
    automatedDecisions: automatedDecisionsOf(facts, absent, setting.language),
    transfers: recipients.flatMap(({ id, name, country, safeguard }) =>
      safeguard === undefined ? [] : [{ recipientId: id, name, country, safeguard }],
    ),
    coverage,
  }
}

function purposesOf(facts: readonly StatedFacts[], language: Language): StatedPurpose[] {
  const pairs = facts.flatMap((fact) => fact.purposes.map((purpose) => ({ purpose, legalBasis: fact.legalBasis, category: fact.category })))
  return [...groupBy(pairs, ({ purpose, legalBasis }) => `${purpose}|${legalBasis}`).values()].flatMap((group) =>
    group.slice(0, 1).map(({ purpose, legalBasis }) => ({
      purpose,
      label: purposeLabels[purpose][language],
      legalBasis,
      categories: distinctCategories(group).map((category) => ({ category, label: dataCategories[category].labels[language] })),
    })),
  )
}

function distinctCategories(items: readonly { readonly category: DataCategory }[]): DataCategory[] {
  return [...new Set(items.map(({ category }) => category))].sort()
}

function recipientsOf(facts: readonly StatedFacts[], dataMap: DataMap): Recipient[] {
  const ids = new Set(facts.flatMap(({ recipientIds }) => recipientIds))
  return [...ids].sort().flatMap((id) => dataMap.recipients.get(id) ?? [])
}

const yearWords: Labels = { NL: 'jaar', FR: 'ans', DE: 'Jahre', EN: 'years' }
const monthWords: Labels = { NL: 'maanden', FR: 'mois', DE: 'Monate', EN: 'months' }

function periodText(months: number, language: Language): string {
  return months >= 24 && months % 12 === 0 ? `${months / 12} ${yearWords[language]}` : `${months} ${monthWords[language]}`
}

function retentionOf(facts: readonly StatedFacts[], { dataMap, language }: StatementSetting): StatedRetention[] {
  return [...groupBy(facts, ({ retentionRule }) => retentionRule)].map(([rule, group]) => ({
    rule,
    text: retentionTexts[rule][language].replace('{period}', periodText(dataMap.retentionRules.get(rule)?.months ?? 0, language)),
    categories: distinctCategories(group),
  }))
}

const fromElsewhere: readonly DataOrigin[] = [DataOrigin.DERIVED, DataOrigin.INFERRED, DataOrigin.THIRD_PARTY, DataOrigin.REGISTER]

/** Art. 15(1)(g): only what did not come from the subject. */
function sourcesOf(facts: readonly StatedFacts[], { dataMap, language }: StatementSetting): StatedSource[] {
  const foreign = facts.filter(({ origin }) => fromElsewhere.includes(origin))
  return [...groupBy(foreign, ({ systemId }) => systemId)].map(([systemId, group]) => ({
    systemId,
    system: dataMap.systems.get(systemId)?.labels[language] ?? systemId,
    origins: [...new Set(group.map(({ origin }) => origin))].sort(),
  }))
}

function automatedDecisionsOf(
  facts: readonly StatedFacts[],
  absent: false | null,
  language: Language,
): AccessStatement['automatedDecisions'] {
  const exist = facts.some(({ category }) => category === DataCategory.AUTOMATED_DECISION) || absent
  const known = exist ? someAutomatedDecisions : noAutomatedDecisions
  return { exist, text: (exist === null ? unknownAutomatedDecisions : known)[language] }
}
