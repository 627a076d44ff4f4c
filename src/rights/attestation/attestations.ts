import { In } from 'typeorm'
import type { BundleSigner } from '../../../exporters/signature.js'
import { Attestation } from '../../../entities/attestation.js'
import { Case } from '../../../entities/case.js'
import { DataSubject } from '../../../entities/data-subject.js'
import { type Database, isDuplicateKey } from '../../../entities/database.js'
import { Identifier } from '../../../entities/identifier.js'
import { PlanApproval } from '../../../entities/plan-approval.js'
import { Plan } from '../../../entities/plan.js'
import { Step } from '../../../entities/step.js'
import type { AuditLog } from '../../audit/audit-log.js'
import type { DataMap } from '../../datamap/data-map.js'
import { maskedText } from '../../datamap/masking.js'
import { canonicalHash, canonicalJson } from '../../kernel/canonical-json.js'
import { type Clock, timestamp } from '../../kernel/clock.js'
import { InternalError } from '../../kernel/errors.js'
import { newId } from '../../kernel/ids.js'
import type { SubjectVault } from '../../security/subject-vault.js'
import { PlanKind, PlanState, ReadBack, StepState } from '../../vocabulary/change.js'
import { DataCategory } from '../../vocabulary/data-category.js'
import { IdentifierKind } from '../../vocabulary/identifier.js'
import type { Language } from '../../vocabulary/language.js'
import type { SystemId } from '../../vocabulary/source-record.js'
import type { AttestationView } from '../changes.js'
import type { StoredPlan } from '../plans/plan-store.js'
import { type AttestationDocument, type AttestationFacts, attestationDocument, type AttestedStep } from './attestation-document.js'
import { attestationPage } from './attestation-page.js'

export interface AttestationParts {
  readonly database: Database
  readonly vault: SubjectVault
  readonly dataMap: DataMap
  /** With the key that bundles are signed with. */
  readonly signer: BundleSigner
  readonly audit: AuditLog
  readonly clock: Clock
  readonly controller: string
  /** As in the configuration; a system that is not in it has backups of which nobody said how long they are kept. */
  readonly backupDays: ReadonlyMap<SystemId, number>
  /** Where the public keys are. */
  readonly keysUrl: () => string
}

/** Attests what an executed plan erased and what stays: signed, once for each plan. */
export class Attestations {
  constructor(private readonly parts: AttestationParts) {}

  /**
   * In the caller's transaction or its own. A plan that erases nothing has none; issued twice it is issued once. `earlier`: plans
   * whose place this one took, with what was done under them.
   */
  async issue(planId: string, earlier: readonly StoredPlan[] = []): Promise<void> {
    try {
      await this.parts.database.write(() => this.issueOnce(planId, earlier))
    } catch (error) {
      if (!isDuplicateKey(error)) {
        throw error
      }
    }
  }

  /** Null where none is issued. */
  async of(planId: string): Promise<AttestationView | null> {
    const row = await this.row(planId)
    if (row === null) {
      return null
    }
    const { id, issuedAt, hash, signature } = row
    return { id, issuedAt, hash, signature, json: await this.parts.vault.open(row.subjectId, row.documentCipher) }
  }

  /** The printable page, in the person's language where none is named. Null where no attestation is issued. */
  async page(planId: string, language: Language | null): Promise<string | null> {
    const attestation = await this.of(planId)
    if (attestation === null) {
      return null
    }
    const document = JSON.parse(attestation.json) as AttestationDocument
    const shown = language ?? document.language
    const { hash, signature } = attestation
    return attestationPage(document, { language: shown, hash, signature, keysUrl: this.parts.keysUrl(), nameOf: this.namesIn(shown) })
  }

  private row(planId: string): Promise<Attestation | null> {
    return this.parts.database.read((manager) => manager.findOneBy(Attestation, { planId }))
  }

  private async issueOnce(planId: string, earlier: readonly StoredPlan[]): Promise<void> {
    const { database, vault, signer, audit } = this.parts
    const plan = await database.read((manager) => manager.findOneByOrFail(Plan, { id: planId }))
    if (plan.kind === PlanKind.RECTIFICATION) {
      return
    }
    const facts = await this.factsOf({ plan, earlier }, plan.kind)
    const { id, issuedAt, language } = facts
    const document = attestationDocument(facts)
    const json = canonicalJson(document)
    const hash = canonicalHash(document)
    const { subjectId, caseId } = plan
    const sealed = { documentCipher: await vault.seal(subjectId, json), signature: await signer.sign(Buffer.from(json)) }
    await database.writeAlone((manager) =>
      manager.insert(Attestation, { id, subjectId, caseId, planId, language, hash, issuedAt, ...sealed }),
    )
    await audit.record({ type: 'attestation.issued', viewer: null, subjectId, caseId, facts: { planId, attestationId: id, hash } })
  }

  private async factsOf({ plan, earlier }: AttestedWork, kind: AttestationFacts['plan']['kind']): Promise<AttestationFacts> {
    const { database, clock, controller, backupDays, dataMap } = this.parts
    if (plan.state !== PlanState.EXECUTED || plan.executedAt === null) {
      throw new InternalError(`Plan ${plan.id} is not executed; nothing can be attested.`)
    }
    const { id, hash, caseId, subjectId, executedAt, scope, coverage, shortfalls } = plan
    const theCase = await database.read((manager) => manager.findOneByOrFail(Case, { id: caseId }))
    const subject = await database.read((manager) => manager.findOneByOrFail(DataSubject, { id: subjectId }))
    const planId = In([id, ...earlier.map(({ plan: { id: earlierId } }) => earlierId)])
    const approvals = await database.read((manager) => manager.find(PlanApproval, { where: { planId }, order: { approvedAt: 'ASC' } }))
    const steps = await database.read((manager) => manager.find(Step, { where: { planId: id }, order: { number: 'ASC' } }))
    return {
      id: newId(),
      issuedAt: timestamp(clock),
      language: subject.language,
      controller,
      reference: theCase.reference,
      plan: { id, hash, kind, executedAt },
      earlierPlans: earlier.map((one) => ({ id: one.plan.id, hash: one.plan.hash })),
      approvals: approvals.map(({ role, approvedAt }) => ({ role, approvedAt })),
      maskedName: await this.maskedNameOf(subjectId),
      limits: limitsOf(scope, [...dataMap.systems.keys()]),
      steps: [...steps, ...earlier.flatMap((one) => one.steps.map(({ row }) => row))].map(attested),
      coverage,
      shortfalls: shortfalls ?? [],
      backupDays,
      sources: new Map([...dataMap.retentionRules].map(([rule, { source }]) => [rule, source])),
    }
  }

  private async maskedNameOf(subjectId: string): Promise<string | null> {
    const { database, vault } = this.parts
    const where = { subjectId, kind: IdentifierKind.NAME }
    const [name] = await database.read((manager) => manager.find(Identifier, { where, order: { createdAt: 'ASC', id: 'ASC' }, take: 1 }))
    return name === undefined ? null : maskedText(DataCategory.PERSON_NAME, await vault.open(subjectId, name.valueCipher))
  }

  private namesIn(language: Language): (system: string, recordType?: string) => string {
    const { systems } = this.parts.dataMap
    return (system, recordType) =>
      recordType === undefined
        ? (systems.get(system)?.labels[language] ?? system)
        : (systems.get(system)?.recordTypes[recordType]?.labels[language] ?? recordType)
  }
}

interface AttestedWork {
  readonly plan: Plan
  readonly earlier: readonly StoredPlan[]
}

function limitsOf(scope: Plan['scope'], systems: readonly SystemId[]): AttestationFacts['limits'] {
  const { systems: named, categories } = scope ?? { systems: null, categories: null }
  return { categories, systemsLeftOut: systems.filter((system) => named?.includes(system) === false) }
}

/** A plan is executed when each of its steps is done. What is gone is kept by nothing. */
function attested({ id, system, recordType, state, outcome, readBack, finalOn, ground, rule, retainUntil, doneAt }: Step): AttestedStep {
  if (state !== StepState.DONE || outcome === null || doneAt === null) {
    throw new InternalError(`Step ${id} is not done; nothing can be attested about it.`)
  }
  const keeping = readBack === ReadBack.GONE ? { ground: null, rule: null, retainUntil: null } : { ground, rule, retainUntil }
  return { system, recordType, outcome, readBack, finalOn, ...keeping, doneAt }
}
