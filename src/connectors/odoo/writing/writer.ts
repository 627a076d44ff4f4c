import { WriteRefusalReason } from '../../../vocabulary/write-refusal.js'
import type { OdooSession } from '../session.js'
import type { OdooParams } from '../transport.js'
import { meaningOf, Refused, Vanished } from './refused.js'

export type OdooValues = Readonly<Record<string, unknown>>

/** English, so that refusals can be told apart by their texts. */
const english = { lang: 'en_US' }

/** Writes no former values down and sends no mail about the change. */
const untracked = {
  tracking_disable: true,
  mail_notrack: true,
  mail_create_nosubscribe: true,
  dont_notify: true,
  no_mail_to_attendees: true,
}

/** The calls that change something. Each is sent once; a rule against it throws `Refused`, a missing record `Vanished`. */
export class OdooWriter {
  constructor(private readonly session: OdooSession) {}

  /** As staff would: Odoo notes the change beside the record. */
  async correct(model: string, id: number, values: OdooValues, signal: AbortSignal): Promise<void> {
    await this.send(model, 'write', { ids: [id], vals: values, context: english }, signal)
  }

  /** Leaves no note of the change and none of the former values. */
  async writeUntracked(model: string, id: number, values: OdooValues, signal: AbortSignal): Promise<void> {
    await this.send(model, 'write', { ids: [id], vals: values, context: { ...english, ...untracked } }, signal)
  }

  /** Takes a quotation back, without the question that Odoo asks a person at a screen. */
  async cancelQuotation(id: number, signal: AbortSignal): Promise<void> {
    await this.send(
      'sale.order',
      'action_cancel',
      { ids: [id], context: { ...english, ...untracked, disable_cancel_warning: true } },
      signal,
    )
  }

  /** Records that are gone already are no obstacle: then the others are deleted one by one. */
  async unlink(model: string, ids: readonly number[], signal: AbortSignal): Promise<void> {
    if (ids.length === 0) {
      return
    }
    try {
      await this.send(model, 'unlink', { ids, context: { ...english, ...untracked } }, signal)
    } catch (error) {
      if (!(error instanceof Vanished)) {
        throw asDeletion(error)
      }
      for (const id of ids.length === 1 ? [] : ids) {
        await this.unlink(model, [id], signal)
      }
    }
  }

  private async send(model: string, method: string, params: OdooParams, signal: AbortSignal): Promise<void> {
    try {
      await this.session.call(model, method, params, signal)
    } catch (error) {
      throw meaningOf(error)
    }
  }
}

/** A deletion has no value that could be wrong. */
function asDeletion(error: unknown): unknown {
  const isAboutValue = error instanceof Refused && error.reason === WriteRefusalReason.VALUE_REFUSED
  return isAboutValue ? new Refused(WriteRefusalReason.RULE_OF_SYSTEM) : error
}
