import type { HubServices } from '../../resolvers/context.js'
import type { Bundles, BundleView } from '../../src/bundles/bundles.js'
import type {
  Federation,
  ReadContext,
  SubjectDirectory,
  SubjectReader,
  SubjectSummary,
  SystemCatalogue,
} from '../../src/federation/federation.js'
import type { Changes } from '../../src/rights/changes.js'
import type { CaseEventView, Cases, CaseView } from '../../src/rights/rights.js'
import type { Page } from '../../src/vocabulary/page.js'
import { done, refused } from '../../src/vocabulary/refusal.js'
import type { Role, Viewer } from '../../src/vocabulary/viewer.js'
import { fakeChanges, fakeNotices, maySee, visible } from './fake-changes.js'
import { accessStatement, bundleOf, caseOf, coverage, profileOf, progressOf, recipient, recordsOf, system } from './fake-graph.js'

export function viewerWith(...roles: Role[]): Viewer {
  return {
    accountHash: `account-${roles.join('-')}`,
    roles: new Set(roles),
    representedSubjectIds: ['a'],
    authenticatedAt: null,
    verifiedClaims: [],
  }
}

function pageOf<T extends object>(items: readonly T[]): Page<T> {
  return { edges: items.map((node, index) => ({ cursor: `cursor-${index}`, node })), hasNextPage: false }
}

const link = {
  id: 'link-1',
  systemId: 'odoo',
  recordType: 'contact',
  externalIdMasked: '1…9',
  name: null,
  grade: 'WEAK',
  state: 'PROPOSED',
  evidence: [{ kind: 'PHONE', field: 'phone' }],
  decidedAt: null,
} as const

function summary(id: string): SubjectSummary {
  return { id, language: 'NL', createdAt: '2026-03-14T12:00:00.000Z' }
}

function fakeDirectory(): SubjectDirectory {
  return {
    me: () => Promise.resolve(summary('a')),
    get: async (viewer, id) => visible(viewer, id, summary(id)),
    list: (viewer, ids) => Promise.resolve(pageOf((ids ?? ['a', 'b']).filter((id) => maySee(viewer, id)).map(summary))),
    find: (_viewer, [first]) =>
      Promise.resolve(
        first?.kind === 'NAME'
          ? refused('NAME_ALONE_REFUSED')
          : done([{ subject: summary('a'), grade: 'STRONG' as const, matchedBy: ['EMAIL' as const] }]),
      ),
    register: (_viewer, [first]) =>
      Promise.resolve(first?.value === '93051822361' ? refused('NATIONAL_NUMBER_REFUSED') : done(summary('b'))),
    identifiers: () => Promise.resolve([{ kind: 'EMAIL', masked: 'l…@…example', verification: 'VERIFIED' }]),
    links: async (viewer, id) => visible(viewer, id, [link]),
    linkRecord: async (viewer, id) => done(visible(viewer, id, { ...link, state: 'CONFIRMED' as const })),
    unlinkRecord: async (viewer, id, linkId) => visible(viewer, id, linkId === 'link-1' ? done(link) : refused('RECORD_NOT_FOUND')),
  }
}

const catalogue: SystemCatalogue = {
  systems: () => [system],
  system: (id) => (id === 'odoo' ? system : { ...system, id, connected: false }),
  recipient: (id) => (id === 'accountant' ? recipient : undefined),
  recordOfProcessing: () => [
    {
      id: 'odoo-invoicing',
      systemId: 'odoo',
      purpose: 'INVOICING',
      labels: system.labels,
      role: 'CONTROLLER',
      categories: ['TRANSACTION'],
      legalBases: ['CONTRACT'],
      recipients: [recipient],
      retention: ['R-ACC'],
    },
  ],
}

function fakeReader(): SubjectReader {
  const profile = profileOf(20)
  return {
    profile: () => Promise.resolve(profile),
    records: (_id, _filter, { first }) => Promise.resolve({ ...pageOf(recordsOf(Math.min(first, 50), 10)), coverage }),
    coverage: () => Promise.resolve(coverage),
    accessStatement: () => Promise.resolve(accessStatement),
  }
}

function eventOf(type: string, number: number): CaseEventView {
  const steps = [{ state: 'DONE' as const, count: number }]
  return {
    id: `event-${number}`,
    number,
    type,
    at: '2026-03-14T12:00:00.000Z',
    actorRole: 'SUBJECT',
    planId: 'plan-a',
    relatedCaseId: null,
    now: { caseState: 'READY', steps },
  }
}

function fakeCases(): Cases {
  const known: Readonly<Record<string, CaseView>> = { 'case-a': caseOf('case-a', 'a'), 'case-b': caseOf('case-b', 'b') }
  return {
    submitRequest: async (viewer, { subjectId, rights }) =>
      visible(viewer, subjectId, rights.includes('ERASURE') ? refused('RIGHT_NOT_AVAILABLE') : done(caseOf('case-new', subjectId))),
    recordIdentityCheck: async (viewer, { caseId }) => done(visible(viewer, known[caseId]?.subjectId ?? '', known[caseId]!)),
    get: async (viewer, id) => visible(viewer, known[id]?.subjectId ?? '', known[id]!),
    list: (viewer) => Promise.resolve(pageOf(Object.values(known).filter(({ subjectId }) => maySee(viewer, subjectId)))),
    events: async (viewer, id) => visible(viewer, known[id]?.subjectId ?? '', [eventOf('request.received', 1)]),
    async *progress(viewer, { caseId, after }) {
      const events = [eventOf('plan.approved', 1), eventOf('plan.executed', 2)]
      yield* visible(viewer, known[caseId]?.subjectId ?? '', events.slice(after ?? 0))
    },
  }
}

function fakeBundles(): Bundles {
  const known: Readonly<Record<string, BundleView>> = {
    'bundle-a': bundleOf('bundle-a', 'case-a', 'a'),
    'bundle-b': bundleOf('bundle-b', 'case-b', 'b'),
  }
  const get = async (viewer: Viewer, id: string): Promise<BundleView> => visible(viewer, known[id]?.subjectId ?? '', known[id]!)
  return {
    get,
    prepare: async (viewer, { claimId }) => {
      const caseId = claimId.replace('claim-', '')
      return done(visible(viewer, caseId.replace('case-', ''), bundleOf('bundle-new', caseId, 'a')))
    },
    forCase: async (viewer, caseId) => Object.values(known).filter((one) => one.caseId === caseId && maySee(viewer, one.subjectId)),
    requestDownload: async (viewer, id) => {
      await get(viewer, id)
      return viewer.authenticatedAt === null
        ? refused('STEP_UP_REQUIRED', { stepUp: { maxAgeSeconds: 300, acrValues: ['eid'] } })
        : done({ url: `https://hub.example/bundles/${id}/1?t=token`, expiresAt: '2026-03-14T12:10:00.000Z', cookie: 'cookie-value' })
    },
    async *progress(viewer, id) {
      await get(viewer, id)
      yield progressOf('collecting', 1)
      yield progressOf('published', 3)
    },
  }
}

/** What a fake hub was asked for. */
export interface FakeHub extends HubServices {
  readonly reads: ReadContext[]
}

/** What a test replaces. */
export interface FakeParts {
  readonly reader?: Partial<SubjectReader>
  readonly cases?: Partial<Cases>
  readonly bundles?: Partial<Bundles>
  readonly changes?: Partial<Changes>
}

/** The contracts that resolvers call, over a few made-up facts. */
export function fakeHub({ reader, cases, bundles, changes }: FakeParts = {}): FakeHub {
  const reads: ReadContext[] = []
  const federation: Federation = {
    directory: fakeDirectory(),
    catalogue,
    readerFor: (_viewer, context) => {
      reads.push(context)
      return { ...fakeReader(), ...reader }
    },
  }
  return {
    federation,
    cases: { ...fakeCases(), ...cases },
    bundles: { ...fakeBundles(), ...bundles },
    changes: { ...fakeChanges(), ...changes },
    notices: fakeNotices(),
    reads,
  }
}
