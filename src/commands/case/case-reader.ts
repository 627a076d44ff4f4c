import { userInfo } from 'node:os'
import { Case } from '../../../entities/case.js'
import { openDatabase } from '../../../ormconfig.js'
import { createHub, type Hub } from '../../app.js'
import type { HubSettings } from '../../config/settings.js'
import { createLogger } from '../../kernel/logger.js'
import type { AttestationView, PlanView } from '../../rights/changes.js'
import type { CaseEventView } from '../../rights/rights.js'
import { accountHashes } from '../../security/identifier-hasher.js'
import { MasterKeys } from '../../security/master-keys.js'
import { Role, type Viewer } from '../../vocabulary/viewer.js'
import { CommandError } from '../hub-command.js'
import { type CaseReport, caseReport } from './case-report.js'

/** Reads cases beside a running hub, through its services and into its access log, as a case handler would. */
export class CaseReader {
  private constructor(
    private readonly hub: Hub,
    private readonly viewer: Viewer,
  ) {}

  /** Throws ConfigurationError where the database is not the one of this version: reading is no reason to migrate it. */
  static async open(settings: HubSettings): Promise<CaseReader> {
    const logger = createLogger(settings.logLevel)
    await (await openDatabase(settings.database, { logger })).close()
    return new CaseReader(await createHub(settings, { logger }), viewerAt(settings))
  }

  /** The id of the case of this reference or id. Throws CommandError where there is none. */
  async idOf(name: string): Promise<string> {
    const found = await this.hub.database.read((manager) => manager.findOneBy(Case, [{ id: name }, { reference: name.toUpperCase() }]))
    if (found === null) {
      throw new CommandError('There is no case of that reference or id. A reference looks like PDH-2026-000001.')
    }
    return found.id
  }

  async report(caseId: string): Promise<CaseReport> {
    const { cases, changes } = this.hub.services
    const found = await cases.get(this.viewer, caseId)
    const heads = await changes.plansOf(this.viewer, [caseId])
    const plans = await Promise.all(heads.map(({ id }) => changes.plan(this.viewer, id)))
    const notices = await changes.notices(this.viewer, caseId)
    return caseReport({ found, plans, notices, attestations: await this.attestationsOf(plans) })
  }

  follow(caseId: string, signal: AbortSignal): AsyncIterable<CaseEventView> {
    return this.hub.services.cases.progress(this.viewer, { caseId, after: null }, signal)
  }

  close(): Promise<void> {
    return this.hub.close()
  }

  private async attestationsOf(plans: readonly PlanView[]): Promise<ReadonlyMap<string, AttestationView>> {
    const found = new Map<string, AttestationView>()
    for (const { id, executedAt } of plans) {
      const attestation = executedAt === null ? null : await this.hub.services.changes.attestation(this.viewer, id)
      if (attestation !== null) {
        found.set(id, attestation)
      }
    }
    return found
  }
}

/** Whoever has the hub's configuration and keys; in the access log as an account of this machine. */
function viewerAt({ keys }: HubSettings): Viewer {
  const [accountHash = '', ...formerAccountHashes] = accountHashes(MasterKeys.parse(keys.masterKeys), 'command-line', userInfo().username)
  const roles = new Set([Role.CASE_HANDLER])
  return { accountHash, formerAccountHashes, roles, representedSubjectIds: [], authenticatedAt: null, verifiedClaims: [] }
}
