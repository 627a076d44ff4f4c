import type { HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'
import { readProfile, showCoverage } from './profile.js'
import type { Stage } from './stage.js'

interface SeenSubject {
  readonly id: string
  readonly identifiers: readonly { readonly kind: string; readonly masked: string; readonly verification: string }[]
}

interface SeenLink {
  readonly id: string
  readonly state: string
  readonly name: string | null
  readonly grade: string
  readonly system: { readonly id: string }
  readonly recordType: { readonly id: string; readonly name: string }
  readonly evidence: readonly { readonly kind: string; readonly field: string }[]
}

/** What staff decided, and what the systems answer after it. */
interface LinkDecision {
  readonly subjectId: string
  readonly linkId: string
}

const linksQuery = `query($id: ID!) {
  dataSubject(id: $id, purpose: IDENTITY_CHECK) {
    links { id state name grade system { id } recordType { id name(lang: EN) } evidence { kind field } }
  }
}`

interface LinkAnswer {
  readonly linkRecord: { readonly __typename: string }
}

const linkMutation = 'mutation($input: LinkRecordInput!) { linkRecord(input: $input) { __typename } }'
const unlinkMutation = 'mutation($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { __typename } }'

export async function ownSubject(session: HubSession): Promise<SeenSubject> {
  const { me } = await session.ask<{ readonly me: SeenSubject }>('{ me { id identifiers { kind masked verification } } }')
  return me
}

/** The first log-in makes the person known: what the token vouches for finds her in one system, and that in the next. */
export async function logIn(narrator: Narrator, session: HubSession): Promise<string> {
  narrator.chapter('Lotte logs in for the first time')
  narrator.say('Her token vouches for one e-mail address. The hub looks for it, and for what it finds with it.', '')
  const { id, identifiers } = await ownSubject(session)
  narrator.table(
    ['identifier', 'value (masked)', 'known because'],
    identifiers.map(({ kind, masked, verification }) => [kind, masked, verification]),
  )
  narrator.check(
    'her enterprise number was discovered, not asked',
    identifiers.some(({ kind, verification }) => kind === 'ENTERPRISE_NUMBER' && verification === 'DISCOVERED'),
  )
  return id
}

/** Somebody of the same name, and a record that could be hers or her daughter's. Afterwards nothing about her waits for a decision. */
export async function decideLinks({ as, narrator }: Pick<Stage, 'narrator' | 'as'>, subjectId: string): Promise<void> {
  narrator.chapter('Staff: a namesake stays apart, and a tie is decided by a person')
  const [handler, namesake, minor] = await Promise.all([as('handler'), as('namesake'), as('minor')])
  await showNamesake(narrator, handler, { subjectId, namesakeId: (await ownSubject(namesake)).id })
  const proposed = (await linksOf(handler, subjectId)).filter(({ state }) => state === 'PROPOSED')
  narrator.say('These records may be about her. They are not read until somebody decides:', '')
  narrator.table(
    ['system', 'record type', 'name on it', 'grade', 'evidence'],
    proposed.map(({ system, recordType, name, grade, evidence }) => [system.id, recordType.name, name ?? '', grade, kindsOf(evidence)]),
  )
  const cards = proposed.filter(({ system }) => system.id === 'odoo')
  narrator.check('one Odoo contact shares her telephone and e-mail address: a tie', cards.length === 1)
  for (const { id } of cards) {
    await decideReversibly(narrator, handler, { subjectId, linkId: id })
    await ownSubject(minor)
    const refused = await handler.ask<LinkAnswer>(linkMutation, { input: { subjectId, linkId: id } })
    narrator.check(
      'Noor has logged in: her card is hers, and cannot be linked to Lotte',
      refused.linkRecord.__typename === 'RecordOfAnother',
    )
  }
  for (const { id } of proposed.filter((link) => !cards.includes(link))) {
    await handler.ask(linkMutation, { input: { subjectId, linkId: id } })
  }
  await showDecided(narrator, handler, subjectId)
}

interface Namesakes {
  readonly subjectId: string
  readonly namesakeId: string
}

async function showNamesake(narrator: Narrator, handler: HubSession, { subjectId, namesakeId }: Namesakes): Promise<void> {
  const [hers, others] = await Promise.all([recordsOf(handler, subjectId), recordsOf(handler, namesakeId)])
  narrator.say(`Two persons are called Lotte Peeters. The hub read ${hers.size} records of one, ${others.size} of the other.`)
  const byName = '{ findDataSubjects(by: [{ kind: NAME, value: "Lotte Peeters" }]) { subject { id } } }'
  const shared = [...hers.keys()].filter((record) => others.has(record))
  narrator.check(
    `they share no record but files that name both (${shared.length})`,
    hers.size > 0 && others.size > 0 && shared.every((record) => hers.get(record) === 'file'),
  )
  narrator.check('nobody is found by a name alone', (await handler.refusalOf(byName)) === 'BAD_USER_INPUT')
  narrator.say('')
}

interface RecordsAnswer {
  readonly dataSubject: { readonly records: { readonly edges: readonly { readonly node: SeenRecord }[] } }
}

interface SeenRecord {
  readonly system: { readonly id: string }
  readonly recordType: { readonly id: string }
  readonly externalId: string
}

/** Record types by record. */
async function recordsOf(session: HubSession, id: string): Promise<Map<string, string>> {
  const query = `query($id: ID!) {
    dataSubject(id: $id) { records(first: 100) { edges { node { system { id } recordType { id } externalId } } } }
  }`
  const { dataSubject } = await session.ask<RecordsAnswer>(query, { id })
  return new Map(
    dataSubject.records.edges.map(({ node }) => [`${node.system.id} ${node.recordType.id} ${node.externalId}`, node.recordType.id]),
  )
}

async function linksOf(session: HubSession, id: string): Promise<readonly SeenLink[]> {
  const { dataSubject } = await session.ask<{ readonly dataSubject: { readonly links: readonly SeenLink[] } }>(linksQuery, { id })
  return dataSubject.links
}

/** Decided wrongly, seen, and taken back: her daughter's card is hers no longer. */
async function decideReversibly(narrator: Narrator, handler: HubSession, decision: LinkDecision): Promise<void> {
  await handler.ask(linkMutation, { input: decision })
  const wrong = await mentionsDaughter(handler, decision.subjectId)
  narrator.check('linked by mistake, it shows: her profile now says Noor Peeters too', wrong)
  await handler.ask(unlinkMutation, { input: decision })
  narrator.check('unlinked again, it is gone', !(await mentionsDaughter(handler, decision.subjectId)))
}

async function mentionsDaughter(session: HubSession, id: string): Promise<boolean> {
  const { attributes } = await readProfile(session, id)
  return attributes.some(
    ({ category, statements }) => category === 'PERSON_NAME' && statements.some(({ value }) => value?.includes('Noor') === true),
  )
}

async function showDecided(narrator: Narrator, handler: HubSession, subjectId: string): Promise<void> {
  const { coverage } = await readProfile(handler, subjectId)
  narrator.say('')
  showCoverage(narrator, coverage)
  narrator.check(
    'nothing about her waits for a decision any more',
    coverage.every(({ gaps }) => gaps.every(({ reason }) => reason !== 'AWAITING_DECISION')),
  )
}

function kindsOf(evidence: SeenLink['evidence']): string {
  return [...new Set(evidence.map(({ kind }) => kind))].join(', ')
}
