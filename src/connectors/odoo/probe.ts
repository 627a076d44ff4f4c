import type { Clock } from '../../kernel/clock.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import type { ProbeFinding, ProbeResult } from '../connector.js'
import { SourceError } from '../source-error.js'
import { hasReason, type OdooReader } from './reader.js'
import { modelsOf, odooRecordTypes, type OdooRecordType } from './record-types.js'
import type { OdooSession } from './session.js'

interface Probed {
  readonly session: OdooSession
  readonly reader: OdooReader
  readonly clock: Clock
}

type Finding = ProbeFinding & { readonly missingModel?: string }

const warningDays = 14

/** Tells version, which models are installed and readable, and when an API key runs out. */
export async function probeOdoo(probed: Probed, signal: AbortSignal): Promise<ProbeResult> {
  try {
    const version = await probed.session.version(signal)
    await probed.reader.fieldsOf('res.partner', signal)
    const models = await Promise.all(odooRecordTypes.map((type) => modelFinding(type, probed.reader, signal)))
    const keys = await keyFindings(probed, signal)
    return { reachable: true, authenticated: true, version, findings: [...summary(models), ...keys] }
  } catch (error) {
    signal.throwIfAborted()
    return failed(error)
  }
}

async function modelFinding(type: OdooRecordType, reader: OdooReader, signal: AbortSignal): Promise<Finding | null> {
  try {
    const { model, fields } = await reader.installed(modelsOf(type), signal)
    for await (const _ of reader.pages({ model, domain: [['id', '=', 0]], fields: ['id'] }, signal)) {
      break
    }
    return type.guarded !== undefined && !fields.has(type.guarded) ? noRight(type.model, 'some fields of') : null
  } catch (error) {
    if (hasReason(error, CoverageReason.NOT_INSTALLED)) {
      return { severity: 'OK', text: type.model, missingModel: type.model }
    }
    if (hasReason(error, CoverageReason.NO_PERMISSION)) {
      return noRight(type.model, '')
    }
    throw error
  }
}

function noRight(model: string, what: string): ProbeFinding {
  const part = what === '' ? model : `${what} ${model}`
  return {
    severity: 'WARNING',
    text: `The service user may not read ${part}.`,
    remedy: `Give it read access to ${part}, or accept that answers declare a gap.`,
  }
}

function summary(findings: readonly (Finding | null)[]): ProbeFinding[] {
  const present = findings.filter((finding) => finding !== null)
  const missing = [...new Set(present.flatMap(({ missingModel }) => missingModel ?? []))]
  const warnings = [
    ...new Map(present.filter(({ missingModel }) => missingModel === undefined).map((finding) => [finding.text, finding])).values(),
  ]
  const installed: ProbeFinding[] =
    missing.length === 0 ? [] : [{ severity: 'OK', text: `Not installed, so holding nothing: ${missing.join(', ')}.` }]
  return [...installed, ...warnings]
}

/** Odoo keys end within three months. Whoever may not see the keys is told so. */
async function keyFindings({ reader, clock }: Probed, signal: AbortSignal): Promise<ProbeFinding[]> {
  const model = 'res.users.apikeys'
  const findings: ProbeFinding[] = []
  try {
    if (!(await reader.fieldsOf(model, signal)).has('expiration_date')) {
      return []
    }
    const soon = new Date(clock.now().getTime() + warningDays * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')
    const now = clock.now().toISOString().slice(0, 19).replace('T', ' ')
    const domain = [
      ['expiration_date', '<', soon],
      ['expiration_date', '>', now],
    ] as const
    for await (const rows of reader.pages({ model, domain, fields: ['expiration_date'] }, signal)) {
      findings.push({
        severity: 'WARNING',
        text: `${rows.length} API key(s) end within ${warningDays} days.`,
        remedy: 'Make a new key for the service user and configure it.',
      })
    }
    return findings
  } catch (error) {
    if (hasReason(error, CoverageReason.NO_PERMISSION, CoverageReason.NOT_INSTALLED)) {
      return [
        {
          severity: 'WARNING',
          text: 'When the API key ends cannot be seen.',
          remedy: 'Note its end date: Odoo keys last three months at most.',
        },
      ]
    }
    throw error
  }
}

function failed(error: unknown): ProbeResult {
  if (!(error instanceof SourceError)) {
    throw error
  }
  const isRefused = error.reason === CoverageReason.CREDENTIALS_REFUSED
  const remedy = isRefused ? 'Check database, login and API key of the service user.' : 'Check the address, and that Odoo is running there.'
  return { reachable: isRefused, authenticated: false, version: null, findings: [{ severity: 'ERROR', text: error.message, remedy }] }
}
