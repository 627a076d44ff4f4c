import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runVerify } from '../../exporters/verify.js'
import type { HubWorld } from './hub-world.js'

/** A claim and the bundle that answers it. */
export interface Answered {
  readonly caseId: string
  readonly claimId: string
  readonly bundleId: string
}

export interface Ticket {
  readonly url: string
  /** As a browser sends it back. */
  readonly cookie: string
}

type Kind = 'ACCESS_COPY' | 'PORTABILITY'

const bundleFields = `id kind state complete files bytes manifestSha512 expiresAt parts { number bytes sha512 }
  progress { phase done total bytes secondsLeft state }
  coverage { system { id } answer recordCount reason gaps { scope reason } }`

/** What somebody does to get their data, through the API alone. */
export class BundleStory {
  constructor(
    private readonly world: HubWorld,
    private readonly tokenNow: () => Promise<string>,
  ) {}

  async submit(...rights: readonly ('ACCESS' | 'PORTABILITY')[]): Promise<{ caseId: string; claims: Record<string, string> }> {
    const me = await this.ask('{ me { id } }')
    const { submitRequest } = await this.ask(
      `mutation($input: SubmitRequestInput!) { submitRequest(input: $input) {
        ... on RequestSubmitted { case { id claims { id right } } } ... on Refusal { code } } }`,
      { input: { subjectId: me.me.id, rights, lang: 'NL' } },
    )
    const claims = submitRequest.case.claims as { id: string; right: string }[]
    return { caseId: submitRequest.case.id, claims: Object.fromEntries(claims.map(({ id, right }) => [right, id])) }
  }

  async prepare(claimId: string, kind: Kind): Promise<string> {
    const { prepareBundle } = await this.ask(
      `mutation($input: PrepareBundleInput!) { prepareBundle(input: $input) {
        ... on BundlePreparation { bundle { id } } ... on Refusal { code } } }`,
      { input: { claimId, kind } },
    )
    return prepareBundle.bundle?.id ?? prepareBundle.code
  }

  /** Asks, orders and lets the worker do it. */
  async answered(kind: Kind): Promise<Answered> {
    const right = kind === 'ACCESS_COPY' ? 'ACCESS' : 'PORTABILITY'
    const { caseId, claims } = await this.submit(right)
    const claimId = claims[right] ?? ''
    const bundleId = await this.prepare(claimId, kind)
    await this.world.hub.worker.drain()
    return { caseId, claimId, bundleId }
  }

  async bundle({ caseId, bundleId }: Pick<Answered, 'caseId' | 'bundleId'>) {
    const { case: one } = await this.ask(`query($id: ID!) { case(id: $id) { bundles { ${bundleFields} } } }`, { id: caseId })
    return one.bundles.find(({ id }: { id: string }) => id === bundleId)
  }

  async case(caseId: string) {
    return (await this.ask('query($id: ID!) { case(id: $id) { state claims { id outcome } } }', { id: caseId })).case
  }

  /** The link with its cookie, or the code of the refusal. */
  async ticket(
    bundleId: string,
    part = 1,
    idempotencyKey?: string,
  ): Promise<Ticket & { readonly code?: string; readonly maxAgeSeconds?: number }> {
    const answer = await this.world.ask(
      await this.tokenNow(),
      `mutation($input: RequestDownloadInput!) { requestDownload(input: $input) {
        ... on DownloadGranted { url expiresAt } ... on Refusal { code } ... on StepUpRequired { maxAgeSeconds } } }`,
      { input: { bundleId, part, idempotencyKey } },
    )
    return { ...answer.data.requestDownload, cookie: answer.cookie }
  }

  async download(bundleId: string): Promise<Buffer> {
    const { url } = await this.ticket(bundleId)
    const response = await fetch(url, { headers: { authorization: `Bearer ${await this.tokenNow()}` } })
    if (response.status !== 200) {
      throw new Error(`The download was answered with ${response.status}.`)
    }
    return Buffer.from(await response.arrayBuffer())
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asked for
  private async ask(query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const answer = await this.world.ask(await this.tokenNow(), query, variables)
    if (answer.errors.length > 0) {
      throw new Error(JSON.stringify(answer.errors))
    }
    return answer.data
  }
}

/** A zip as a stranger opens it: with unzip and our verifier. */
export class OpenedZip {
  private constructor(
    private readonly folder: string,
    private readonly world: HubWorld,
  ) {}

  static async of(zip: Buffer, world: HubWorld): Promise<OpenedZip> {
    const folder = await mkdtemp(join(tmpdir(), 'opened-zip-'))
    await writeFile(join(folder, 'bundle.zip'), zip)
    return new OpenedZip(folder, world)
  }

  async verify(): Promise<{ readonly exitCode: number; readonly lines: readonly string[] }> {
    const lines: string[] = []
    const exitCode = await runVerify([this.path, '--jwks', `${this.world.url}/.well-known/jwks.json`], (line) => lines.push(line))
    return { exitCode, lines }
  }

  /** Paths below `data/`. */
  async names(): Promise<string[]> {
    const listing = await this.unzip('-Z1')
    return listing
      .split('\n')
      .filter((name) => name.includes('/data/'))
      .map((name) => name.slice(name.indexOf('/data/') + '/data/'.length))
  }

  text(path: string): Promise<string> {
    return this.unzip('-p', `*/data/${path}`)
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it looks for
  async json(path: string): Promise<any> {
    return JSON.parse(await this.text(path))
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  private get path(): string {
    return join(this.folder, 'bundle.zip')
  }

  private async unzip(option: string, ...patterns: readonly string[]): Promise<string> {
    return (await promisify(execFile)('unzip', [option, this.path, ...patterns], { maxBuffer: 2 ** 28 })).stdout
  }
}
