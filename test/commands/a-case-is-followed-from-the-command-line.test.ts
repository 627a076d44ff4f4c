import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuditLeaf } from '../../entities/audit-leaf.js'
import { Case } from '../../entities/case.js'
import { ExitCode, type TextStream } from '../../src/commands/hub-command.js'
import { runCli } from '../../src/commands/run-cli.js'
import type { CaseEventView } from '../../src/rights/rights.js'
import type { CaseReport } from '../../src/commands/case/case-report.js'
import { lotte } from '../../src/simulators/world.js'
import { cli, type CliAnswer } from '../builders/command-line.js'
import { leastYaml } from '../builders/config-files.js'
import { eventually } from '../builders/eventually.js'
import { HubWorld, masterKeys } from '../builders/hub-world.js'
import { RecordedTerminal } from '../builders/recorded-terminal.js'

let world: HubWorld
let folder: string
let environment: Readonly<Record<string, string>>
let reference: string
let planId: string

beforeAll(async () => {
  world = await HubWorld.start()
  folder = await mkdtemp(join(tmpdir(), 'case-cli-'))
  await writeFile(join(folder, 'hub.yaml'), leastYaml)
  environment = {
    PRIVACY_HUB_MASTER_KEY: masterKeys,
    DATABASE_URL: world.hub.settings.database,
    PRIVACY_HUB_CONFIG: join(folder, 'hub.yaml'),
  }
  const token = await world.tokenOf(lotte)
  const { id } = (await world.ask(token, '{ me { id } }')).data.me
  const propose = `mutation($id: ID!) {
    proposeRectification(input: { subjectId: $id, target: { category: PHONE_NUMBER }, newValue: "${lotte.phone}" }) {
      ... on PlanProposed { plan { id hash case { reference } } } } }`
  const { plan } = (await world.ask(token, propose, { id })).data.proposeRectification
  reference = plan.case.reference
  planId = plan.id
  const approve = 'mutation($id: ID!, $hash: String!) { approvePlan(input: { planId: $id, hash: $hash }) { __typename } }'
  await world.ask(await world.staffToken('handler'), approve, { id: plan.id, hash: plan.hash })
}, 60_000)
afterAll(async () => {
  await world.stop()
  await rm(folder, { recursive: true })
})

function run(args: readonly string[], signal?: AbortSignal, screen?: TextStream): Promise<CliAnswer> {
  return cli(['case', ...args], { environment, ...(signal === undefined ? {} : { signal }), ...(screen === undefined ? {} : { screen }) })
}

describe('privacy-hub case, beside a running hub', () => {
  test('shows a case by its reference, in whatever letters, without a value of the person', async () => {
    const { code, out, err } = await run(['show', reference.toLowerCase()])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`${reference}  IN_REVIEW`)
    expect(out).toMatch(/RECTIFICATION {2}open {5}APPROVED, 0 of 4 steps done/)
    expect(out).toMatch(/approved {2}by CASE_HANDLER at /)
    expect(out).toMatch(/odoo +lead +1 +RECTIFY +PENDING/)
    expect(out).not.toMatch(new RegExp([lotte.family, lotte.email, lotte.phone.slice(1), lotte.oldPhone!.slice(1)].join('|')))
  })

  test('gives every step as JSON', async () => {
    const report = await reported()
    expect(report.plans[0]).toMatchObject({ id: planId, state: 'APPROVED' })
    expect(report.plans[0]?.steps.map(({ system, action }) => `${system} ${action}`).sort()).toEqual(
      ['odoo RECTIFY', 'microsoft365 RECTIFY', 'microsoft365 RETAIN', 'kbo REFER'].sort(),
    )
    expect((await run(['show', report.id])).out).toContain(reference)
  })

  test('leaves a trace of who looked', async () => {
    const before = await reads()
    await run(['show', reference])
    expect(await reads()).toBeGreaterThan(before)
  })

  const reads = (): Promise<number> => world.hub.database.read((manager) => manager.countBy(AuditLeaf, { type: 'subject.read' }))

  test('knows no case of another reference', async () => {
    expect(await run(['show', 'PDH-1999-000001'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no case') })
  })

  test('stops watching at Ctrl-C, and says so in its exit code', async () => {
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(new Error('Interrupted.')), 1_000)
    const { code, out, err } = await run(['watch', reference], leaving.signal)
    expect({ code, err }).toEqual({ code: 130, err: '' })
    expect(out).toMatch(/plan\.approved {2}IN_REVIEW {2}4 PENDING/)
  })

  test('follows a plan while it is carried out', async () => {
    const terminal = new RecordedTerminal(environment)
    const watched = runCli(['case', 'watch', reference, '--json'], terminal)
    const handler = await world.staffToken('handler')
    await world.ask(handler, 'mutation($id: ID!) { executePlan(input: { planId: $id }) { __typename } }', { id: planId })
    world.hub.startWorker()
    const waiting = await eventually(async () => {
      const report = await reported()
      expect(report.plans[0]?.steps.map(({ state }) => state).sort()).toEqual(['DONE', 'DONE', 'DONE', 'WAITING_MANUAL'])
      return report
    })
    const { id } = await stepOf(waiting)
    const complete = 'mutation($id: ID!) { completeManualStep(input: { stepId: $id, result: REFERRED, remark: "Sent." }) { __typename } }'
    await world.ask(handler, complete, { id })
    const events = (): CaseEventView[] => terminal.printed.map((line) => JSON.parse(line) as CaseEventView)
    const ready = { caseState: 'READY', steps: [{ state: 'DONE', count: 4 }] }
    await eventually(async () => expect(events().at(-1)?.now).toEqual(ready))
    terminal.interrupt()
    await watched
    expect(events().map(({ type }) => type)).toEqual(expect.arrayContaining(['plan.execution-started', 'plan.executed']))
    expect(terminal.exitCode).toBe(ExitCode.INTERRUPTED)
  }, 60_000)

  test('ends by itself once the case is closed, on a terminal with the whole of it drawn', async () => {
    await world.hub.database.write((manager) => manager.update(Case, { reference }, { state: 'CLOSED' }))
    const drawn: string[] = []
    const screen = { isTTY: true, columns: 200, rows: 60, write: (text: string) => drawn.push(text) }
    const { code, out } = await run(['watch', reference], undefined, screen)
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(drawn.join('')).toContain(`${reference}  CLOSED`)
    expect(drawn.join('')).toMatch(/kbo +contact +1 +REFER +DONE +REFERRED +CANNOT_CHECK/)
  })

  const reported = async (): Promise<CaseReport> => JSON.parse((await run(['show', reference, '--json'])).out) as CaseReport

  async function stepOf({ id }: CaseReport): Promise<{ readonly id: string }> {
    const query = 'query($id: ID!) { case(id: $id) { claims { plan { steps(states: [WAITING_MANUAL]) { id } } } } }'
    return (await world.ask(await world.staffToken('handler'), query, { id })).data.case.claims[0].plan.steps[0]
  }
})
