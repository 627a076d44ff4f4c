import type { Database } from '../../../entities/database.js'
import { Plan } from '../../../entities/plan.js'
import { Step } from '../../../entities/step.js'
import { NotFoundError } from '../../kernel/errors.js'
import type { SubjectAccess } from '../../security/subject-access.js'
import type { Viewer } from '../../vocabulary/viewer.js'

/** Plans and steps that a viewer may see; those of others answer like those that do not exist. */
export class PlanAccess {
  constructor(
    private readonly database: Database,
    private readonly access: SubjectAccess,
  ) {}

  async plan(viewer: Viewer, planId: string): Promise<Plan> {
    const plan = await this.database.read((manager) => manager.findOneBy(Plan, { id: planId }))
    if (plan === null) {
      throw new NotFoundError()
    }
    await this.access.mustSeeSubject(viewer, plan.subjectId)
    return plan
  }

  async step(viewer: Viewer, stepId: string): Promise<{ readonly plan: Plan; readonly step: Step }> {
    const step = await this.database.read((manager) => manager.findOneBy(Step, { id: stepId }))
    if (step === null) {
      throw new NotFoundError()
    }
    return { plan: await this.plan(viewer, step.planId), step }
  }
}
