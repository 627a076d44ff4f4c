import { showStatement } from './access-statement.js'
import { type FetchedBundle, handOver, isVerified, openCase } from './bundles.js'
import { showDifference } from './difference.js'
import { tryForeignIds } from './foreign-ids.js'
import { decideLinks, logIn } from './identity.js'
import { showOrigin } from './origin.js'
import { stopSystem } from './outage.js'
import { readProfile, type SeenContradiction, type SeenProfile, showContradictions, showProfile, systemsOf } from './profile.js'
import type { Stage } from './stage.js'

/** What happened, for a program. */
export interface StoryDocument {
  /** Id of the data subject. */
  readonly subject: string
  readonly categories: readonly { readonly category: string; readonly statements: number; readonly systems: readonly string[] }[]
  readonly systems: readonly { readonly system: string; readonly answer: string; readonly records: number }[]
  readonly contradictions: readonly {
    readonly category: string
    readonly values: readonly string[]
    readonly authoritative: string | null
  }[]
  readonly bundles: readonly {
    readonly kind: string
    readonly state: string
    readonly complete: boolean
    /** Where it was kept; null where nobody asked for that. */
    readonly file: string | null
    readonly bytes: number
    readonly sha512: string
    readonly verified: boolean
  }[]
}

/** Access and portability, from the first log-in to the verified zip, through the public API alone. */
export async function tellStory(stage: Stage, isKept: boolean): Promise<StoryDocument> {
  const { narrator } = stage
  narrator.say('', 'The story of Lotte, who asks a company what it holds about her. Everybody in it is fictional;')
  narrator.say('everything is asked over HTTP, with access tokens, of a hub that reads three systems live.')
  const lotte = await stage.as('lotte')
  const subjectId = await logIn(narrator, lotte)
  const first = await showProfile(narrator, lotte, subjectId)
  await showOrigin(narrator, lotte, subjectId)
  showContradictions(narrator, first)
  await showStatement(narrator, lotte, subjectId)
  await decideLinks(stage, subjectId)
  const opened = await openCase(narrator, lotte, subjectId)
  const bundles = await handOver(stage, opened)
  await showDifference(narrator, bundles)
  await tryForeignIds(stage, opened.id)
  await stopSystem(stage)
  const document = documentOf(subjectId, await readProfile(lotte, subjectId), bundles)
  return isKept ? document : { ...document, bundles: document.bundles.map((bundle) => ({ ...bundle, file: null })) }
}

function documentOf(subject: string, profile: SeenProfile, bundles: readonly FetchedBundle[]): StoryDocument {
  return {
    subject,
    categories: profile.attributes.map((attribute) => ({
      category: attribute.category,
      statements: attribute.statements.length,
      systems: systemsOf(attribute),
    })),
    systems: profile.coverage.map(({ system, answer, recordCount }) => ({ system: system.id, answer, records: recordCount ?? 0 })),
    contradictions: profile.contradictions.map(contradictionOf),
    bundles: bundles.map((bundle) => {
      const { kind, state, complete, file, bytes, sha512 } = bundle
      return { kind, state, complete, file, bytes, sha512, verified: isVerified(bundle) }
    }),
  }
}

function contradictionOf({ category, statements, authoritative }: SeenContradiction): StoryDocument['contradictions'][number] {
  const values = [...new Set(statements.flatMap(({ value, masked }) => value ?? masked ?? []))]
  return { category, values, authoritative: authoritative?.value ?? authoritative?.masked ?? null }
}
