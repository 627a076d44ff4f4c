import { gather } from '../../kernel/streams.js'
import { CoverageReason } from '../../vocabulary/coverage.js'
import type { ProbeFinding, ProbeResult } from '../connector.js'
import { SourceError } from '../source-error.js'
import type { CollectParts } from './collect.js'
import { deletedUsersPath } from './directory.js'
import { fileSearch } from './file-search.js'
import type { GraphFailure } from './graph-failure.js'
import type { GraphRead } from './graph-reads.js'
import { isOpen, type Mailbox } from './mailboxes.js'
import { segment } from './odata.js'
import { outlookHeaders } from './outlook.js'

/** Tries every kind of read once, so that what is missing is known before somebody asks for it. */
export async function probe(parts: CollectParts, signal: AbortSignal): Promise<ProbeResult> {
  try {
    const mailboxes = await parts.mailboxes.inScope(signal)
    const findings = await gather(parts.reads.carryOut(trials(parts, mailboxes), signal))
    return { reachable: true, authenticated: true, version: 'v1.0', findings: [...scopeFindings(mailboxes), ...findings] }
  } catch (error) {
    signal.throwIfAborted()
    return failed(error)
  }
}

function trials({ settings, ...parts }: CollectParts, mailboxes: readonly Mailbox[]): GraphRead<ProbeFinding>[] {
  const { features } = settings
  const areas = [
    trial('The directory', '/users?$top=1&$select=id', 'User.Read.All'),
    trial('Deleted accounts', `${deletedUsersPath}?$top=1&$select=id`, 'User.Read.All'),
    trial('Mail contacts', '/contacts?$top=1&$select=id', 'OrgContact.Read.All'),
    ...(features.signIns ? [trial('The sign-in log', '/auditLogs/signIns?$top=1', 'AuditLog.Read.All, and a Premium licence')] : []),
    ...(features.files ? [fileTrial({ settings, ...parts })] : []),
  ]
  return [...areas, ...mailboxes.filter(isOpen).flatMap(mailboxTrials)]
}

function trial(what: string, path: string, permission: string, lane?: string): GraphRead<ProbeFinding> {
  return {
    path,
    lane,
    headers: lane === undefined ? undefined : outlookHeaders,
    take: () => ({ found: [{ severity: 'OK', text: `${what} can be read.` }], next: [] }),
    refused: (failure) => ({ found: [refusal(what, failure, permission)], next: [] }),
  }
}

function mailboxTrials({ id, scope }: Mailbox): GraphRead<ProbeFinding>[] {
  const base = `/users/${segment(id ?? '')}`
  return [
    trial(`Mail of ${scope}`, `${base}/messages?$top=1&$select=id`, 'Mail.Read, with the mailbox in its scope', scope),
    trial(`Calendar of ${scope}`, `${base}/events?$top=1&$select=id`, 'Calendars.Read, with the mailbox in its scope', scope),
    trial(`Address book of ${scope}`, `${base}/contacts?$top=1&$select=id`, 'Contacts.Read, with the mailbox in its scope', scope),
  ]
}

function fileTrial({ settings }: CollectParts): GraphRead<ProbeFinding> {
  const permission = 'Files.Read.All or Sites.Read.All, and the search region of the tenant'
  return fileSearch<ProbeFinding>({
    term: 'probe@invalid',
    from: 0,
    size: 1,
    region: settings.searchRegion,
    hits: () => ({ found: [{ severity: 'OK', text: 'Files can be searched.' }], next: [] }),
    refused: (failure) => ({ found: [refusal('The file search', failure, permission)], next: [] }),
  })
}

function refusal(what: string, failure: GraphFailure, permission: string): ProbeFinding {
  const text = `${what} cannot be read: status ${failure.status}${failure.code === null ? '' : `, ${failure.code}`}.`
  return { severity: 'WARNING', text, remedy: `Check that the application has ${permission}.` }
}

function scopeFindings(mailboxes: readonly Mailbox[]): ProbeFinding[] {
  if (mailboxes.length === 0) {
    return [{ severity: 'WARNING', text: 'No mailbox is in scope.', remedy: 'Name mailboxes in the configuration, or license some.' }]
  }
  const closed = mailboxes.filter((mailbox) => !isOpen(mailbox))
  const remedy = 'Correct its address in the configuration; its mail is not searched.'
  return closed.map(({ scope }) => ({ severity: 'WARNING', text: `There is no account behind ${scope}.`, remedy }))
}

function failed(error: unknown): ProbeResult {
  const isRefused = error instanceof SourceError && error.reason === CoverageReason.CREDENTIALS_REFUSED
  const text = isRefused ? 'Microsoft refused the application.' : 'Microsoft Graph gave no usable answer.'
  const remedy = isRefused
    ? 'Check tenant, client id and client secret, and whether the secret has expired.'
    : 'Check the network and the configured hosts.'
  return { reachable: isRefused, authenticated: false, version: null, findings: [{ severity: 'ERROR', text, remedy }] }
}
