import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { keySet } from '../../../../exporters/signature.js'
import { verifyBundle, type VerifyReport } from '../../../../exporters/verify-bundle.js'
import { CommandError } from '../../hub-command.js'
import type { BundleProgressSeen, HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'
import type { SeenCoverage } from './profile.js'
import type { Stage } from './stage.js'

export type CopyKind = 'ACCESS_COPY' | 'PORTABILITY'

const copies = [
  { kind: 'ACCESS_COPY', right: 'ACCESS', fileName: 'access-copy.zip' },
  { kind: 'PORTABILITY', right: 'PORTABILITY', fileName: 'portability.zip' },
] as const

export interface OpenedCase {
  readonly id: string
  readonly reference: string
  readonly claims: readonly { readonly id: string; readonly right: string }[]
  readonly clock: Record<'receivedAt' | 'legalDueOn' | 'promisedDueOn' | 'dueOn', string> & { readonly daysLeft: number }
}

export interface SeenBundle {
  readonly id: string
  readonly kind: CopyKind
  readonly state: string
  readonly complete: boolean
  readonly files: number | null
  readonly bytes: number | null
  readonly parts: readonly { readonly sha512: string }[]
  readonly coverage: readonly SeenCoverage[]
}

/** A bundle that was fetched and checked as a stranger would. */
export interface FetchedBundle {
  readonly kind: CopyKind
  readonly state: string
  readonly complete: boolean
  readonly file: string
  readonly bytes: number
  readonly sha512: string
  readonly report: VerifyReport
}

const bundleFields = `id kind state complete files bytes parts { sha512 }
  coverage { system { id } answer recordCount reason gaps { scope reason } }`

const submitMutation = `mutation($input: SubmitRequestInput!) {
  submitRequest(input: $input) {
    __typename
    ... on RequestSubmitted {
      case { id reference claims { id right } clock { receivedAt legalDueOn promisedDueOn dueOn daysLeft } }
    }
  }
}`

const prepareMutation = `mutation($input: PrepareBundleInput!) {
  prepareBundle(input: $input) { __typename ... on BundlePreparation { bundle { id } } }
}`

const downloadMutation = `mutation($input: RequestDownloadInput!) {
  requestDownload(input: $input) {
    __typename
    ... on DownloadGranted { url expiresAt }
    ... on StepUpRequired { maxAgeSeconds }
  }
}`

interface SubmitAnswer {
  readonly submitRequest: { readonly __typename: string; readonly case?: OpenedCase }
}

interface PrepareAnswer {
  readonly prepareBundle: { readonly __typename: string; readonly bundle?: { readonly id: string } }
}

interface DownloadAnswer {
  readonly requestDownload: { readonly __typename: string; readonly url?: string; readonly maxAgeSeconds?: number }
}

export async function submitRequest(session: HubSession, subjectId: string): Promise<OpenedCase> {
  const input = { subjectId, rights: copies.map(({ right }) => right), lang: 'NL', text: 'Ik wil weten wat jullie over mij bewaren.' }
  const { submitRequest: answer } = await session.ask<SubmitAnswer>(submitMutation, { input })
  return present(answer.case, answer.__typename)
}

/** Both rights in one request: one case, two claims, one clock. */
export async function openCase(narrator: Narrator, session: HubSession, subjectId: string): Promise<OpenedCase> {
  narrator.chapter('She asks for access and for portability')
  const opened = await submitRequest(session, subjectId)
  const { receivedAt, legalDueOn, promisedDueOn, dueOn, daysLeft } = opened.clock
  narrator.table(
    ['case', opened.reference],
    [
      ['claims', opened.claims.map(({ right }) => right).join(', ')],
      ['received', receivedAt],
      ['due by law', legalDueOn],
      ['due by promise', promisedDueOn],
      ['due', `${dueOn} (in ${daysLeft} days)`],
    ],
  )
  narrator.check('due is the earlier of the month and the thirty days', dueOn === [legalDueOn, promisedDueOn].sort()[0])
  return opened
}

/** Orders a bundle and follows it to its end. */
export async function prepare({ narrator, session }: Play, opened: OpenedCase, kind: CopyKind): Promise<SeenBundle> {
  const claimId = claimFor(opened, kind)
  const { prepareBundle } = await session.ask<PrepareAnswer>(prepareMutation, { input: { claimId, kind } })
  const { id } = present(prepareBundle.bundle, prepareBundle.__typename)
  await session.watch(id, (seen) => narrator.progress.show(`${kind} ${seen.phase} ${counted(seen)}`, fractionOf(seen)))
  narrator.progress.settle()
  return present(
    (await bundlesOf(session, opened.id)).find((bundle) => bundle.id === id),
    'no bundle',
  )
}

export interface Play {
  readonly narrator: Narrator
  readonly session: HubSession
}

function counted({ done, total }: BundleProgressSeen): string {
  return total === null ? `${done} records` : `${done} of ${total} records`
}

function fractionOf({ done, total }: BundleProgressSeen): number | undefined {
  return total === null || total === 0 ? undefined : done / total
}

function claimFor({ claims }: OpenedCase, kind: CopyKind): string {
  const right = copies.find((copy) => copy.kind === kind)?.right
  return present(claims.find((claim) => claim.right === right)?.id, 'no claim')
}

interface BundlesAnswer {
  readonly case: { readonly bundles: readonly SeenBundle[] }
}

async function bundlesOf(session: HubSession, caseId: string): Promise<readonly SeenBundle[]> {
  const answer = await session.ask<BundlesAnswer>(`query($id: ID!) { case(id: $id) { bundles { ${bundleFields} } } }`, { id: caseId })
  return answer.case.bundles
}

/** Both bundles, prepared, fetched with a fresh log-in, and verified by the stranger's tool. */
export async function handOver(stage: Stage, opened: OpenedCase): Promise<readonly FetchedBundle[]> {
  const { narrator } = stage
  narrator.chapter('Two bundles are prepared, each by its own rules')
  const session = await stage.as('lotte')
  const bundles: SeenBundle[] = []
  for (const { kind } of copies) {
    bundles.push(await prepare({ narrator, session }, opened, kind))
  }
  narrator.table(
    ['bundle', 'state', 'complete', 'files', 'bytes'],
    bundles.map(({ kind, state, complete, files, bytes }) => [kind, state, complete ? 'yes' : 'no', String(files), String(bytes)]),
  )
  narrator.check(
    'both are whole: no system missing, no gap',
    bundles.every(({ state, complete }) => state === 'READY' && complete),
  )
  await showStepUp(stage, bundles)
  return fetchAll(stage, bundles)
}

async function showStepUp({ narrator, as }: Pick<Stage, 'narrator' | 'as'>, [first]: readonly SeenBundle[]): Promise<void> {
  narrator.chapter('A download asks for a fresh log-in, and its link opens once')
  const refusal = await requestDownload(await as('lotte', 3_600), first?.id ?? '')
  narrator.check(`a log-in of an hour ago is refused: ${refusal.__typename}`, refusal.__typename === 'StepUpRequired')
}

async function requestDownload(session: HubSession, bundleId: string): Promise<DownloadAnswer['requestDownload']> {
  return (await session.ask<DownloadAnswer>(downloadMutation, { input: { bundleId, part: 1 } })).requestDownload
}

async function fetchAll(stage: Stage, bundles: readonly SeenBundle[]): Promise<FetchedBundle[]> {
  const session = await stage.as('lotte')
  const fetched: FetchedBundle[] = []
  for (const bundle of bundles) {
    fetched.push(await fetchBundle(stage, session, bundle))
  }
  stage.narrator.say('')
  stage.narrator.table(
    ['file', 'bytes', 'SHA-512 begins', 'bundle verify'],
    fetched.map(({ file, bytes, sha512, report }) => [file.split('/').at(-1) ?? '', String(bytes), sha512.slice(0, 16), verdict(report)]),
  )
  stage.narrator.check('both are intact and signed by a key that the hub publishes', fetched.every(isVerified))
  return fetched
}

async function fetchBundle({ narrator, folder, world }: Stage, session: HubSession, bundle: SeenBundle): Promise<FetchedBundle> {
  const file = join(folder, copies.find(({ kind }) => kind === bundle.kind)?.fileName ?? 'bundle.zip')
  const { url, __typename } = await requestDownload(session, bundle.id)
  const link = present(url, __typename)
  narrator.check(`${bundle.kind}: the link hands it out`, (await session.download(link, file)) === 200)
  narrator.check(`${bundle.kind}: opened again, the link is not there`, (await session.download(link, `${file}.again`)) === 404)
  const sha512 = await sha512Of(file)
  narrator.check(`${bundle.kind}: the file is the one that the hub sealed`, sha512 === bundle.parts[0]?.sha512)
  const jwks = keySet(await (await fetch(`${world.url}/.well-known/jwks.json`)).json())
  const { kind, state, complete } = bundle
  return { kind, state, complete, file, bytes: (await stat(file)).size, sha512, report: await verifyBundle([file], jwks) }
}

export function isVerified({ report }: FetchedBundle): boolean {
  return report.intact && report.signature === 'KNOWN'
}

function verdict({ intact, signature, files, records }: VerifyReport): string {
  return intact ? `intact, signature ${signature.toLowerCase()}, ${files} files, ${records} records` : 'not intact'
}

async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** What the story cannot go on without; otherwise the hub answered with the refusal that `instead` names. */
export function present<T>(found: T | undefined, instead: string): T {
  if (found === undefined) {
    throw new StoryEndedError(instead)
  }
  return found
}

/** The hub refused something that the story needs. */
class StoryEndedError extends CommandError {
  constructor(refusal: string) {
    super(`The story cannot go on: ${refusal}.`)
    this.name = 'StoryEndedError'
  }
}
