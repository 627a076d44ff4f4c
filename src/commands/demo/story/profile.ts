import type { HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'

export interface SeenCoverage {
  readonly system: { readonly id: string }
  readonly answer: string
  readonly recordCount: number | null
  readonly reason: string | null
  readonly gaps: readonly { readonly scope: string; readonly reason: string }[]
}

interface SeenStatement {
  readonly value: string | null
  readonly masked: string | null
  readonly disclosure: string
  readonly source: { readonly system: { readonly id: string } }
}

export interface SeenAttribute {
  readonly category: string
  readonly label: string
  readonly statements: readonly SeenStatement[]
}

export interface SeenContradiction {
  readonly category: string
  readonly proposal: string | null
  readonly reason: string
  readonly authoritative: SeenStatement | null
  readonly statements: readonly SeenStatement[]
}

export interface SeenProfile {
  readonly attributes: readonly SeenAttribute[]
  readonly contradictions: readonly SeenContradiction[]
  readonly coverage: readonly SeenCoverage[]
}

const profileQuery = `query($id: ID!) {
  dataSubject(id: $id) {
    profile {
      attributes { category label(lang: EN) statements { value masked disclosure source { system { id } } } }
      contradictions {
        category proposal reason
        authoritative { value masked disclosure source { system { id } } }
        statements { value masked disclosure source { system { id } } }
      }
      coverage { system { id } answer recordCount reason gaps { scope reason } }
    }
  }
}`

export async function readProfile(session: HubSession, id: string): Promise<SeenProfile> {
  const { dataSubject } = await session.ask<{ readonly dataSubject: { readonly profile: SeenProfile } }>(profileQuery, { id })
  return dataSubject.profile
}

/** One person, three systems, one answer. */
export async function showProfile(narrator: Narrator, session: HubSession, id: string): Promise<SeenProfile> {
  narrator.chapter('What do you hold about me? One question, three systems, read live')
  const profile = await readProfile(session, id)
  narrator.table(['category', 'statements', 'systems', 'for example'], profile.attributes.map(attributeRow))
  showCoverage(narrator, profile.coverage)
  const systems = new Set(profile.attributes.flatMap(systemsOf))
  narrator.check(
    `at least 15 categories from three systems (${profile.attributes.length} from ${systems.size})`,
    profile.attributes.length >= 15 && systems.size >= 3,
  )
  narrator.check(
    'every registered system answered',
    profile.coverage.every(({ answer }) => answer === 'FOUND'),
  )
  return profile
}

export function systemsOf({ statements }: SeenAttribute): string[] {
  return [...new Set(statements.map(({ source }) => source.system.id))]
}

export function showCoverage(narrator: Narrator, coverage: readonly SeenCoverage[]): void {
  const rows = coverage.map(({ system, answer, recordCount, reason, gaps }) => [
    system.id,
    answer,
    String(recordCount ?? 0),
    [reason ?? [], gapsIn(gaps)].flat().join('; '),
  ])
  narrator.table(['system', 'answer', 'records', 'not looked at, and why'], rows)
}

/** What is not installed holds nothing, and is only counted. */
function gapsIn(gaps: SeenCoverage['gaps']): string[] {
  const open = gaps.filter(({ reason }) => reason !== 'NOT_INSTALLED')
  const absent = gaps.length - open.length
  return [...open.map(({ scope, reason }) => `${scope}: ${reason}`), ...(absent === 0 ? [] : [`${absent} record types: NOT_INSTALLED`])]
}

function attributeRow(attribute: SeenAttribute): string[] {
  const example = attribute.statements.map(shown).find((text) => text !== '') ?? '(known to be there; never shown)'
  return [attribute.label, String(attribute.statements.length), systemsOf(attribute).join(', '), example.replaceAll(/\s+/g, ' ')]
}

function shown({ value, masked }: SeenStatement): string {
  return value ?? masked ?? ''
}

/** Where the systems disagree. */
export function showContradictions(narrator: Narrator, { contradictions }: SeenProfile): void {
  narrator.chapter('Where the systems contradict each other')
  for (const { category, statements, proposal, reason } of contradictions) {
    narrator.table(
      ['category', 'system', 'says'],
      statements.map((one) => [category, one.source.system.id, shown(one)]),
    )
    narrator.say(`Proposal: ${proposal ?? 'a person must choose'}`, reason, '')
  }
  narrator.check(
    'the two telephone numbers are noticed',
    contradictions.some(({ category }) => category === 'PHONE_NUMBER'),
  )
}
