import type { RecordTypeId } from '../../../vocabulary/source-record.js'
import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import { idsIn } from '../decode.js'
import { emptied } from './encode.js'
import type { LiveRecord } from './inspect.js'
import { Refused } from './refused.js'
import type { OdooTraces } from './traces.js'
import { writeRule } from './write-rules.js'
import type { OdooWriter } from './writer.js'

type Eraser = (record: LiveRecord, signal: AbortSignal) => Promise<void>

/**
 * How a record is deleted. Where that takes several calls the record itself goes last, so that one that is gone was erased
 * to the end, and whatever was broken off can be begun again.
 */
export class OdooErasers {
  private readonly erasers: Readonly<Record<RecordTypeId, Eraser>> = {
    'portal-user': (record, signal) => this.eraseAccount(record, signal),
    'payment-token': (record, signal) => this.eraseCard(record, signal),
    order: (record, signal) => this.eraseQuotation(record, signal),
    attendance: (record, signal) => this.eraseAttendance(record, signal),
    message: (record, signal) => this.eraseMessage(record, signal),
    contact: (record, signal) => this.eraseContact(record, signal),
  }

  constructor(
    private readonly writer: OdooWriter,
    private readonly traces: OdooTraces,
  ) {}

  async erase(record: LiveRecord, signal: AbortSignal): Promise<void> {
    const eraser = this.erasers[record.type.recordType]
    await (eraser === undefined ? this.unlink(record, signal) : eraser(record, signal))
  }

  private unlink({ model, id }: LiveRecord, signal: AbortSignal): Promise<void> {
    return this.writer.unlink(model, [id], signal)
  }

  /** An account that cannot be deleted is closed at least. */
  private async eraseAccount(record: LiveRecord, signal: AbortSignal): Promise<void> {
    if (record.row['active'] !== false) {
      await this.writer.writeUntracked(record.model, record.id, { active: false }, signal)
    }
    await this.unlink(record, signal)
  }

  /** Payments hold on to the card they were made with. */
  private eraseCard(record: LiveRecord, signal: AbortSignal): Promise<void> {
    return this.unlinkUnlessReferenced(record, signal, async () => {
      const spent = emptied(writeRule(record.type.recordType).spentWhenEmpty ?? [], record)
      await this.writer.writeUntracked(record.model, record.id, { ...spent, active: false }, signal)
    })
  }

  /** What only ticks a person in somebody's list holds on to the contact too. */
  private eraseContact(record: LiveRecord, signal: AbortSignal): Promise<void> {
    return this.unlinkUnlessReferenced(record, signal, async () => {
      await this.traces.removeListings(record.id, signal)
      await this.unlink(record, signal)
    })
  }

  private async unlinkUnlessReferenced(record: LiveRecord, signal: AbortSignal, otherwise: () => Promise<void>): Promise<void> {
    try {
      await this.unlink(record, signal)
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== WriteRefusalReason.STILL_REFERENCED) {
        throw error
      }
      await otherwise()
    }
  }

  /** Odoo deletes a quotation that was sent only once it is cancelled. One that was confirmed stays a matter for people. */
  private async eraseQuotation(record: LiveRecord, signal: AbortSignal): Promise<void> {
    if (record.row['state'] === 'sent') {
      await this.writer.cancelQuotation(record.id, signal)
    }
    await this.unlink(record, signal)
  }

  /** The appointment names its guests a second time, apart from the attendance. */
  private async eraseAttendance(record: LiveRecord, signal: AbortSignal): Promise<void> {
    const [event] = idsIn(record.row['event_id'])
    const [guest] = idsIn(record.row['partner_id'])
    if (event !== undefined && guest !== undefined) {
      await this.writer.writeUntracked('calendar.event', event, { partner_ids: [[3, guest, 0]] }, signal)
    }
    await this.unlink(record, signal)
  }

  private async eraseMessage(record: LiveRecord, signal: AbortSignal): Promise<void> {
    await this.traces.removeFilesOf(record, signal)
    await this.unlink(record, signal)
  }
}
