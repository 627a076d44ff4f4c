import { In } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { RecipientNotice } from '../../entities/recipient-notice.js'
import type { AuditLog } from '../audit/audit-log.js'
import { type Clock, timestamp } from '../kernel/clock.js'
import { BadInputError } from '../kernel/errors.js'
import { newId } from '../kernel/ids.js'
import type { SubjectVault } from '../security/subject-vault.js'
import type { DataCategory } from '../vocabulary/data-category.js'
import type { SubjectIdentifier } from '../vocabulary/identifier.js'
import type { Language } from '../vocabulary/language.js'
import { type NoticeKind, NoticeState } from '../vocabulary/notice.js'
import type { Viewer } from '../vocabulary/viewer.js'
import type { ChangedValue } from './letters/changed-values.js'
import type { Letter } from './letters/letter.js'
import { noticeLetter } from './letters/notice-letter.js'
import { isRecognisable } from './letters/recognising.js'
import { bodyOf, bodyText } from './notice-body.js'
import { statesBefore } from './notice-states.js'

/** Who is told: the part of the data map's recipients that notices need. */
export interface RecipientBook {
  find(recipientId: string): NoticeRecipient | null
}

export interface NoticeRecipient {
  readonly name: string
  /** Mail address; absent where none is known. */
  readonly email?: string
  /** In which they are written to; absent: in the person's. */
  readonly language?: Language
}

/** What one recipient is to be told about one executed plan. */
export interface NoticeOrder {
  readonly subjectId: string
  readonly caseId: string
  readonly planId: string
  readonly recipientId: string
  readonly kind: NoticeKind
  readonly categories: readonly DataCategory[]
  /** The person's. */
  readonly language: Language
  /** By what the recipient recognises the person; the letter takes the least of them. */
  readonly identifiers: readonly SubjectIdentifier[]
  /** With RECTIFICATION. */
  readonly changes: readonly ChangedValue[]
}

/** Why a notice is not mailed, in the words of a closed list. */
export type NoMailReason = 'NO_ADDRESS' | 'NO_MAIL_SERVER' | 'NO_IDENTIFIER'

export interface NoticeParts {
  readonly database: Database
  readonly vault: SubjectVault
  readonly audit: AuditLog
  readonly clock: Clock
  readonly recipients: RecipientBook
  /** The company, as letters name it. */
  readonly controller: string
  /** Has the notice mailed; within the caller's transaction. Null where no server is configured. */
  readonly mailing: ((noticeId: string) => Promise<void>) | null
}

const longestReason = 255

/** Tells each recipient of personal data what became of it (Art. 19): once for each plan and kind, with a state of its own. */
export class RecipientNotices {
  constructor(private readonly parts: NoticeParts) {}

  /** In the caller's transaction, so that what was carried out is told, and nothing else. Ordered twice it is told once. */
  async order(orders: readonly NoticeOrder[]): Promise<void> {
    const { database } = this.parts
    const orderAll = async (): Promise<void> => {
      for (const order of orders) {
        await this.orderOne(order)
      }
    }
    await (database.currentManager === null ? database.write(orderAll) : orderAll())
  }

  /** Oldest first. */
  forCase(caseId: string): Promise<readonly RecipientNotice[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const
    return this.parts.database.read((manager) => manager.find(RecipientNotice, { where: { caseId }, order }))
  }

  /** What the recipient is told, for whoever sends it by hand. */
  async letterOf(noticeId: string): Promise<Letter> {
    const notice = await this.parts.database.read((manager) => manager.findOneByOrFail(RecipientNotice, { id: noticeId }))
    return this.letter(notice)
  }

  async letter({ id, subjectId, recipientId, kind, categories, bodyCipher }: RecipientNotice): Promise<Letter> {
    const { vault, recipients, controller } = this.parts
    const { language, identifiers, changes } = bodyOf(await vault.open(subjectId, bodyCipher))
    const written = recipients.find(recipientId)?.language ?? language
    return noticeLetter({ kind, id, language: written, controller, categories: categories as DataCategory[], identifiers, changes })
  }

  /** The recipient answered. False where the notice does not wait for that. */
  acknowledge(viewer: Viewer, noticeId: string): Promise<boolean> {
    return this.move(viewer, noticeId, { state: NoticeState.ACKNOWLEDGED, acknowledgedAt: timestamp(this.parts.clock) })
  }

  /** Staff sent it themselves; one that waits to be mailed is not mailed any more. False where it was sent already. */
  recordSent(viewer: Viewer, noticeId: string): Promise<boolean> {
    return this.move(viewer, noticeId, { state: NoticeState.SENT, reason: null, sentAt: timestamp(this.parts.clock) })
  }

  /** It proves impossible, or involves disproportionate effort; `reason` says why. False where it was sent already, or waits to be mailed. */
  async markImpossible(viewer: Viewer, noticeId: string, reason: string): Promise<boolean> {
    if (reason.trim() === '' || reason.length > longestReason) {
      throw new BadInputError(`reason must say why it is impossible, in ${longestReason} characters at most and without personal data.`)
    }
    return this.move(viewer, noticeId, { state: NoticeState.IMPOSSIBLE, reason })
  }

  /** Mails what failed once more. False where it did not fail, or no server is configured. */
  async sendAgain(viewer: Viewer, noticeId: string): Promise<boolean> {
    const { mailing, database } = this.parts
    return database.write(async () => {
      const isPending = mailing !== null && (await this.move(viewer, noticeId, { state: NoticeState.PENDING, reason: null, attempts: 0 }))
      await (isPending ? mailing(noticeId) : undefined)
      return isPending
    })
  }

  private async orderOne(order: NoticeOrder): Promise<void> {
    const { database, vault, audit, clock, mailing } = this.parts
    const { subjectId, caseId, planId, recipientId, kind, categories, language, identifiers, changes } = order
    if (await database.read((manager) => manager.existsBy(RecipientNotice, { planId, recipientId, kind }))) {
      return
    }
    const id = newId()
    const reason = this.noMailReason(order)
    const facts = { id, subjectId, caseId, planId, recipientId, kind, categories: [...categories], reason }
    const bodyCipher = await vault.seal(subjectId, bodyText({ language, identifiers, changes }))
    const state = reason === null ? NoticeState.PENDING : NoticeState.BY_HAND
    const fresh = { attempts: 0, messageId: null, createdAt: timestamp(clock), sentAt: null, acknowledgedAt: null }
    await database.writeAlone((manager) => manager.insert(RecipientNotice, { ...facts, bodyCipher, state, ...fresh }))
    await audit.record({ type: 'notice.ordered', viewer: null, subjectId, caseId, facts: { noticeId: id, recipientId, kind, state } })
    await (reason === null ? mailing?.(id) : undefined)
  }

  private noMailReason({ recipientId, identifiers }: NoticeOrder): NoMailReason | null {
    const { recipients, mailing } = this.parts
    if (!isRecognisable(identifiers)) {
      return 'NO_IDENTIFIER'
    }
    if (recipients.find(recipientId)?.email === undefined) {
      return 'NO_ADDRESS'
    }
    return mailing === null ? 'NO_MAIL_SERVER' : null
  }

  /** Of two who move it at the same moment, one does. */
  private move(viewer: Viewer, noticeId: string, to: Partial<RecipientNotice> & Pick<RecipientNotice, 'state'>): Promise<boolean> {
    const { database, audit } = this.parts
    return database.write(async (manager) => {
      const { affected } = await manager.update(RecipientNotice, { id: noticeId, state: In(statesBefore(to.state)) }, to)
      if ((affected ?? 0) === 0) {
        return false
      }
      const { subjectId, caseId, recipientId } = await manager.findOneByOrFail(RecipientNotice, { id: noticeId })
      await audit.record({ type: 'notice.moved', viewer, subjectId, caseId, facts: { noticeId, recipientId, state: to.state } })
      return true
    })
  }
}
