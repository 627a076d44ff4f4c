import { storedMoment, type OdooDatabase } from './odoo-database.js'
import type { OdooRow, OdooValues } from './store.js'

/** Puts rows into the tables with who and when; no rights, no rules. */
export class RowWriter {
  constructor(
    private readonly database: OdooDatabase,
    private readonly uid: number,
  ) {}

  insert(model: string, values: OdooValues): number {
    const moment = storedMoment(this.database.clock)
    return this.database.store.insert(model, {
      create_uid: this.uid,
      create_date: moment,
      write_uid: this.uid,
      write_date: moment,
      ...values,
    })
  }

  update(model: string, id: number, values: OdooValues): void {
    this.database.store.update(model, id, { ...values, write_uid: this.uid, write_date: storedMoment(this.database.clock) })
  }

  /** Changes only what differs, so that untouched rows keep their date. */
  refresh(model: string, row: OdooRow, values: OdooValues): boolean {
    const differs = Object.entries(values).some(([name, value]) => (row[name] ?? false) !== value)
    if (differs) {
      this.update(model, row.id, values)
    }
    return differs
  }
}
