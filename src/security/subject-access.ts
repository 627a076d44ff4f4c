import { In } from 'typeorm'
import { DataSubject } from '../../entities/data-subject.js'
import type { Database } from '../../entities/database.js'
import { SubjectAccount } from '../../entities/subject-account.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { Role, type Viewer } from '../vocabulary/viewer.js'
import { isStaff } from './staff.js'

/** Whose data a viewer may see: a subject their own, a representative that of their mandates, staff anybody's, all others nobody's. */
export class SubjectAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The subject to whom the viewer's log-in belongs; null before the first one, and for whoever is no SUBJECT. */
  async ownSubjectId(viewer: Viewer): Promise<string | null> {
    if (!viewer.roles.has(Role.SUBJECT)) {
      return null
    }
    const accountHash = In([viewer.accountHash, ...(viewer.formerAccountHashes ?? [])])
    const account = await this.database.read((manager) => manager.findOneBy(SubjectAccount, { accountHash }))
    return account?.subjectId ?? null
  }

  /** Subjects whom the viewer may see for what they are to them; for staff, who may see all, only their own. */
  async visibleSubjectIds(viewer: Viewer): Promise<readonly string[]> {
    const own = await this.ownSubjectId(viewer)
    const represented = viewer.roles.has(Role.REPRESENTATIVE) ? viewer.representedSubjectIds : []
    return [...new Set(own === null ? represented : [own, ...represented])]
  }

  /** False as well for a subject that does not exist. */
  async maySeeSubject(viewer: Viewer, subjectId: string): Promise<boolean> {
    if (!isStaff(viewer) && !(await this.visibleSubjectIds(viewer)).includes(subjectId)) {
      return false
    }
    return this.database.read((manager) => manager.existsBy(DataSubject, { id: subjectId }))
  }

  /** Throws NotFoundError, the same for a subject that is not the viewer's and one that does not exist. */
  async mustSeeSubject(viewer: Viewer, subjectId: string): Promise<void> {
    if (!(await this.maySeeSubject(viewer, subjectId))) {
      throw new NotFoundError()
    }
  }

  /** Makes the log-in the subject's. An account belongs to one subject: attaching it a second time is an error. */
  async attach({ accountHash }: Viewer, subjectId: string): Promise<void> {
    const attachedAt = timestamp(this.clock)
    await this.database.write((manager) => manager.insert(SubjectAccount, { accountHash, subjectId, attachedAt }))
  }
}
